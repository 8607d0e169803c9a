import { isDeepStrictEqual } from 'node:util'
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import { accessDenied, badQuery, Refusal } from './refusal.ts'

export interface SignedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
}

export type Credentials = Extract<S3ClientConfig['credentials'], { secretAccessKey: string }>

const LONGEST_SECONDS = 7 * 24 * 3600

/** Added by who signs; all else of a query is what was signed. */
const ADDED =
  /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Content-Sha256|Security-Token)$/

/** The parameters that say who signed the URL, when, for how long, and over which headers. */
const signingOf = (query: URLSearchParams) => {
  const credential = /^([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request$/.exec(query.get('X-Amz-Credential') ?? '')
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '')
  const seconds = Number(query.get('X-Amz-Expires') || Number.NaN)
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') throw badQuery()
  if (!credential || !date || credential[2] !== date[0].slice(0, 8)) throw badQuery()
  if (!(seconds >= 1 && seconds <= LONGEST_SECONDS)) throw badQuery()
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';')
  if (!signedHeaders.includes('host')) throw badQuery()
  const [, year, month, day, hours, minutes, rest] = date
  const signedAt = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${rest}Z`)
  return { accessKeyId: credential[1], region: credential[3] ?? '', signedAt, seconds, signedHeaders }
}

/** The query that these credentials give to such a request. */
const signedQuery = async (
  { method, url, headers }: SignedRequest,
  { signedAt, seconds, region, signedHeaders }: ReturnType<typeof signingOf>,
  credentials: Credentials,
) => {
  const signer = new S3RequestPresigner({ ...new S3Client({ region, credentials }).config })
  const names = new Set(signedHeaders)
  const request = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries([...url.searchParams].filter(([name]) => !ADDED.test(name))),
    headers: Object.fromEntries(signedHeaders.map(name => [name, headers[name] ?? ''])),
  }
  const options = {
    signingDate: signedAt,
    expiresIn: seconds,
    unhoistableHeaders: names,
    signableHeaders: names,
  }
  return (await signer.presign(request, options)).query
}

/**
 * Throws a refusal unless the URL was signed with these credentials for this request, and still counts at `now`
 * (milliseconds). What the query does not hold may not be said by a header that was not signed.
 */
export const checkSignature = async (
  request: SignedRequest,
  credentials: Credentials,
  now: number,
): Promise<void> => {
  const { url, headers } = request
  if (!url.searchParams.has('X-Amz-Signature')) throw accessDenied('Access Denied')
  if (headers.authorization !== undefined)
    throw new Refusal(400, 'InvalidArgument', 'Only one auth mechanism allowed')
  const signing = signingOf(url.searchParams)
  if (signing.accessKeyId !== credentials.accessKeyId) {
    throw new Refusal(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist')
  }
  if (now > signing.signedAt.getTime() + signing.seconds * 1000) throw accessDenied('Request has expired')
  const names = Object.keys(headers).filter(name => name.startsWith('x-amz-'))
  if (names.some(name => !signing.signedHeaders.includes(name)))
    throw accessDenied('There were headers present in the request which were not signed')
  const given = [...url.searchParams].sort()
  const expected = Object.entries((await signedQuery(request, signing, credentials)) ?? {}).sort()
  if (!isDeepStrictEqual(given, expected))
    throw new Refusal(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match')
}
