import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type Clock, millisecondsOf } from '../../../shared/platform/time.ts'
import type { Request } from '../../../stubs/http.ts'
import type { FakeBucket } from './bucket.ts'

export interface UploadReceiver {
  readonly bucket: FakeBucket
  readonly clock: Clock
  /** Signs such URLs, with the endpoint that they name. */
  readonly client: S3Client
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const LONGEST_SECONDS = 7 * 24 * 3600

const refused = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
})

/**
 * S3 as a browser sees it: takes the upload of a file to a URL that was signed beforehand, which is one that the client would
 * sign for that object, moment and time it lasts.
 */
export const receiveUpload = async (
  { method, url, headers, body }: Request,
  { bucket, clock, client }: UploadReceiver,
): Promise<Answer> => {
  const given = URL.parse(`http://${headers.host}${url}`)
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(given?.searchParams.get('X-Amz-Date') ?? '') ?? []
  const signingDate = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const expiresIn = Number(given?.searchParams.get('X-Amz-Expires'))
  if (!given?.searchParams.has('X-Amz-Signature')) return refused(403, 'AccessDenied', 'Access Denied')
  if (!(signingDate.getTime() > 0 && expiresIn > 0 && expiresIn <= LONGEST_SECONDS))
    return refused(400, 'AuthorizationQueryParametersError', 'Error parsing the X-Amz query parameters')
  // S3 wants to know beforehand how much comes.
  if (headers['transfer-encoding'] !== undefined)
    return refused(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
    )
  if (headers.authorization !== undefined)
    return refused(400, 'InvalidArgument', 'Only one auth mechanism allowed')
  if (Object.keys(headers).some(name => name.startsWith('x-amz-')))
    return refused(403, 'AccessDenied', 'There were headers present in the request which were not signed')
  if (millisecondsOf(clock()) > signingDate.getTime() + expiresIn * 1000)
    return refused(403, 'AccessDenied', 'Request has expired')
  const put = { Bucket: bucket.name, Key: keyIn(given, bucket.name) }
  const signed = await getSignedUrl(client, new PutObjectCommand(put), { signingDate, expiresIn })
  if (method !== 'PUT' || !signed.endsWith(`://${headers.host}${url}`))
    return refused(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match')
  await bucket.send(new PutObjectCommand({ ...put, Body: body }))
  return { status: 200, headers: {}, body: '' }
}

/** What stands in the path behind the name of the bucket. */
const keyIn = ({ pathname }: URL, bucket: string): string => pathname.split(`/${bucket}/`)[1] ?? ''
