import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { badQuery, Refusal } from './refusal.ts'

export interface SignedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const LONGEST_SECONDS = 7 * 24 * 3600

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** RFC 3986: the characters that `encodeURIComponent` leaves are encoded too. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** The parameters that say who signed the URL, when, for how long, and over which headers. */
const signingOf = (query: URLSearchParams) => {
  const credential = /^([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request$/.exec(query.get('X-Amz-Credential') ?? '')
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '')
  const seconds = Number(query.get('X-Amz-Expires') || Number.NaN)
  const isKnown = query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' && query.has('X-Amz-Signature')
  if (!isKnown || !credential || !date || credential[2] !== date[0].slice(0, 8)) throw badQuery()
  if (!(seconds >= 1 && seconds <= LONGEST_SECONDS)) throw badQuery()
  const [, year, month, day, hours, minutes, rest] = date
  return {
    accessKeyId: credential[1] ?? '',
    scope: [credential[2] ?? '', credential[3] ?? '', 's3', 'aws4_request'],
    date: date[0],
    signedAt: Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${rest}Z`),
    seconds,
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
  }
}

type Signing = ReturnType<typeof signingOf>

/** Signature Version 4 over the query, path and signed headers; the body is not signed. */
const signatureOf = (
  { method, url, headers: given }: SignedRequest,
  signing: Signing,
  secret: string,
): string => {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
  const headers = signing.signedHeaders.map(name => `${name}:${(given[name] ?? '').trim()}\n`)
  const canonical = [
    method,
    decodeURIComponent(url.pathname).split('/').map(encoded).join('/'),
    query.join('&'),
    headers.join(''),
    signing.signedHeaders.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', signing.date, signing.scope.join('/'), hash].join('\n')
  return hmac(signing.scope.reduce<string | Buffer>(hmac, `AWS4${secret}`) as Buffer, toSign).toString('hex')
}

/** Throws a refusal unless the URL was signed with these credentials for this request, and still counts at `now` (milliseconds). */
export const checkSignature = (request: SignedRequest, credentials: Credentials, now: number): void => {
  if (!request.url.searchParams.has('X-Amz-Signature'))
    throw new Refusal(403, 'AccessDenied', 'Access Denied')
  const signing = signingOf(request.url.searchParams)
  if (signing.accessKeyId !== credentials.accessKeyId) {
    throw new Refusal(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist')
  }
  if (!signing.signedHeaders.includes('host')) throw badQuery()
  if (now > signing.signedAt + signing.seconds * 1000) {
    throw new Refusal(403, 'AccessDenied', 'Request has expired')
  }
  const expected = Buffer.from(signatureOf(request, signing, credentials.secretAccessKey))
  const given = Buffer.from(signing.signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match')
  }
}
