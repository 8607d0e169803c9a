import { Readable } from 'node:stream'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { type Clock, millisecondsOf } from '../../../shared/platform/time.ts'
import type { FakeBucket } from './bucket.ts'
import { type Answer, badQuery, notImplemented, Refusal } from './presigned/refusal.ts'
import { type Credentials, checkSignature } from './presigned/signature.ts'

/** A request as it came in. `url` is absolute or a path; names of `headers` are in lower case. */
export interface UploadRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: AsyncIterable<Uint8Array>
}

export interface UploadReceiver {
  readonly bucket: FakeBucket
  readonly clock: Clock
  /** Of who signs the URLs. */
  readonly credentials: Credentials
  /** What of the URL's path comes before the object's key: `/<bucket>/` by default. */
  readonly pathPrefix?: string
  /** 60 MB by default. */
  readonly limitBytes?: number
}

const CONDITION_STATUS: Record<string, number> = { PreconditionFailed: 412, NotImplemented: 501 }
const LIMIT_BYTES = 60 * 1024 * 1024

const upTo = async function* (body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limit) {
      throw new Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')
    }
    yield chunk
  }
}

const store = async (request: UploadRequest, path: string, receiver: UploadReceiver): Promise<Answer> => {
  const { bucket, pathPrefix = `/${bucket.name}/`, limitBytes = LIMIT_BYTES } = receiver
  if (!path.startsWith(pathPrefix) || path.length === pathPrefix.length) {
    throw new Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist')
  }
  // S3 wants to know beforehand how much comes.
  if (request.headers['transfer-encoding'] !== undefined) throw notImplemented()
  if (request.method !== 'PUT') throw new Refusal(405, 'MethodNotAllowed', 'The method is not allowed')
  const answer = await bucket.send(
    new PutObjectCommand({
      Bucket: bucket.name,
      Key: path.slice(pathPrefix.length),
      Body: Readable.from(upTo(request.body, limitBytes)),
      ContentType: request.headers['content-type'],
      IfNoneMatch: request.headers['if-none-match'],
    }),
  )
  return { status: 200, headers: { etag: 'ETag' in answer ? String(answer.ETag) : '' }, body: '' }
}

/**
 * S3 as a browser sees it: takes an upload to a URL that was signed beforehand, if the signature, the host and the time are
 * right, and answers as S3 does. Never throws for what is wrong with the request.
 */
export const receiveUpload = async (request: UploadRequest, receiver: UploadReceiver): Promise<Answer> => {
  try {
    const url = new URL(request.url, `http://${request.headers.host ?? 'localhost'}`)
    const path = decodeURIComponent(url.pathname)
    await checkSignature({ ...request, url }, receiver.credentials, millisecondsOf(receiver.clock()))
    return await store(request, path, receiver)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    if (error instanceof URIError || error instanceof TypeError) return badQuery().answer
    if (error instanceof Error && error.name in CONDITION_STATUS) {
      return new Refusal(CONDITION_STATUS[error.name] ?? 400, error.name, error.message).answer
    }
    throw error
  }
}
