import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { receiveUpload } from '../../../infra/local/fakes/presigned.ts'
import { type Instant, instantFrom } from '../../../shared/platform/time.ts'

const Bucket = 'things'
const start = instantFrom('2027-05-11T12:03:00Z')
const clientOf = (secretAccessKey: string) =>
  new S3Client({
    endpoint: 'http://127.0.0.1:3000/_local/files',
    region: 'eu-west-1',
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: 'local', secretAccessKey },
  })
const client = clientOf('local-secret')

describe('an upload to a signed URL', () => {
  let now: Instant
  let bucket: FakeBucket
  beforeEach(() => {
    now = start
    bucket = new FakeBucket(Bucket, () => now)
  })

  const sign = (Key: string, by = client) =>
    getSignedUrl(by, new PutObjectCommand({ Bucket, Key }), {
      signingDate: new Date(start),
      expiresIn: 3600,
    })
  const upload = (url: string, { headers = {}, ...rest }: { headers?: object; method?: string } = {}) => {
    const { host, pathname, search } = new URL(url)
    const body = Buffer.from('bytes')
    const request = { method: 'PUT', url: pathname + search, headers: { host, ...headers }, body, ...rest }
    return receiveUpload(request, { bucket, clock: () => now, client })
  }
  const stored = async (Key: string) => {
    const found = await bucket.send(new GetObjectCommand({ Bucket, Key }))
    const { Body } = found as { Body: { transformToByteArray(): Promise<Uint8Array> } }
    return Buffer.from(await Body.transformToByteArray()).toString()
  }
  const isEmpty = () => expect(stored('folder/a')).rejects.toMatchObject({ name: 'NoSuchKey' })

  it('stores the bytes', async () => {
    const headers = { 'content-type': 'text/csv' }
    expect(await upload(await sign('folder/a'), { headers })).toMatchObject({ status: 200 })
    expect(await stored('folder/a')).toBe('bytes')
  })

  it.each([
    ['another key', (url: string) => url.replace('folder/a', 'folder/b')],
    ['another bucket', (url: string) => url.replace('things', 'others')],
    ['a longer life', (url: string) => url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=7200')],
    ['one parameter more', (url: string) => `${url}&x=1`],
    ['another host', (url: string) => url.replace('127.0.0.1', 'localhost')],
    ['another signature', (url: string) => url.replace(/X-Amz-Signature=\w{8}/, 'X-Amz-Signature=00000000')],
    ['another signer', () => sign('folder/a', clientOf('other'))],
  ])('is refused where the URL has %s', async (_, change) => {
    const answer = await upload(await change(await sign('folder/a')))
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('<Code>SignatureDoesNotMatch</Code>')
    await isEmpty()
  })

  it.each([
    ['no signature', (url: string) => url.replace(/\?.*/, ''), {}, 403, 'AccessDenied'],
    ['no date', (url: string) => url.replace(/X-Amz-Date=\w+/, ''), {}, 400, 'AuthorizationQuery'],
    ['a life of years', (url: string) => url.replace('=3600', '=99999999'), {}, 400, 'AuthorizationQuery'],
    ['another method', (url: string) => url, { method: 'POST' }, 403, 'SignatureDoesNotMatch'],
    ['a token beside it', (url: string) => url, { headers: { authorization: '' } }, 400, 'InvalidArgument'],
    ['an ACL', (url: string) => url, { headers: { 'x-amz-acl': 'public-read' } }, 403, 'AccessDenied'],
    ['no length', (url: string) => url, { headers: { 'transfer-encoding': 'chunked' } }, 501, 'NotImpl'],
  ])('is refused as S3 does with %s', async (_, change, rest, status, code) => {
    const answer = await upload(change(await sign('folder/a')), rest)
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/xml' } })
    expect(answer.body).toContain(`<Code>${code}`)
    await isEmpty()
  })
})
