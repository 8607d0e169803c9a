import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { receiveUpload } from '../../../infra/local/fakes/presigned.ts'
import { withSend } from '../../../infra/local/fakes/sdk.ts'
import { type Instant, instantFrom, secondsAfter } from '../../../shared/platform/time.ts'

const Bucket = 'things'
const pathPrefix = `/_local/files/${Bucket}/`
const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' }
const start = instantFrom('2027-05-11T12:03:00Z')

describe('an upload to a signed URL', () => {
  let now: Instant
  let bucket: FakeBucket
  let client: S3Client
  beforeEach(() => {
    now = start
    bucket = new FakeBucket(Bucket, () => now)
    const real = new S3Client({
      endpoint: 'http://127.0.0.1:3000/_local/files',
      region: 'eu-west-1',
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      credentials,
    })
    client = withSend(real, () => command => bucket.send(command))
  })

  const sign = (Key: string, rest: object = {}) =>
    getSignedUrl(client, new PutObjectCommand({ Bucket, Key, ...rest }), {
      signingDate: new Date(start),
      expiresIn: 3600,
    })
  const chunks = async function* (...parts: string[]) {
    for (const part of parts) yield Buffer.from(part)
  }
  const upload = (url: string, rest: object = {}, receiver: object = {}) => {
    const { host, pathname, search } = new URL(url)
    const request = {
      method: 'PUT',
      url: pathname + search,
      headers: { host },
      body: chunks('by', 'tes'),
      ...rest,
    }
    return receiveUpload(request, { bucket, clock: () => now, credentials, pathPrefix, ...receiver })
  }
  const textOf = async (Key: string) =>
    (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()
  const isEmpty = () => expect(textOf('folder/a')).rejects.toMatchObject({ name: 'NoSuchKey' })

  it.each(['folder/a', "folder/a b+(ë)!*'=&%25~"])('stores the bytes of %s', async key => {
    const answer = await upload(await sign(key))
    expect(answer).toMatchObject({ status: 200, headers: { etag: expect.stringMatching(/^".{32}"$/) } })
    expect(await textOf(key)).toBe('bytes')
  })

  it('is taken until the URL expires, by the clock it is given', async () => {
    const url = await sign('folder/a')
    now = secondsAfter(start, 3600)
    expect(await upload(url)).toMatchObject({ status: 200 })
    now = secondsAfter(start, 3601)
    const late = await upload(url)
    expect(late).toMatchObject({ status: 403, headers: { 'content-type': 'application/xml' } })
    expect(late.body).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>')
  })

  it.each([
    ['another key', (url: string) => url.replace('folder/a', 'folder/b')],
    ['a longer life', (url: string) => url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=7200')],
    ['one parameter more', (url: string) => `${url}&x=1`],
    ['another host', (url: string) => url.replace('127.0.0.1', 'localhost')],
    ['another signature', (url: string) => url.replace(/X-Amz-Signature=\w{8}/, 'X-Amz-Signature=00000000')],
    ['another content hash', (url: string) => url.replace('UNSIGNED-PAYLOAD', 'aaaa')],
    ['a session', (url: string) => `${url}&X-Amz-Security-Token=x`],
    ['a parameter twice', (url: string) => url.replace('&X-Amz-Date', '&X-Amz-Expires=3600&X-Amz-Date')],
    ['half a signature', (url: string) => url.replace(/(X-Amz-Signature=\w{8})\w*/, '$1')],
  ])('is refused where the URL has %s than was signed', async (_, change) => {
    const answer = await upload(change(await sign('folder/a')))
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('<Code>SignatureDoesNotMatch</Code>')
    await isEmpty()
  })

  it('is refused with another method, other credentials, or none', async () => {
    const url = await sign('folder/a')
    expect((await upload(url, { method: 'POST' })).body).toContain('SignatureDoesNotMatch')
    const stranger = { credentials: { ...credentials, accessKeyId: 'other' } }
    expect((await upload(url, {}, stranger)).body).toContain('InvalidAccessKeyId')
    const secret = { credentials: { ...credentials, secretAccessKey: 'other' } }
    expect((await upload(url, {}, secret)).body).toContain('SignatureDoesNotMatch')
    expect(await upload(url.replace(/\?.*/, ''))).toMatchObject({ status: 403 })
    await isEmpty()
  })

  it.each([
    ['a date that is none', (url: string) => url.replace(/X-Amz-Date=\w+/, 'X-Amz-Date=yesterday')],
    ['a life that is none', (url: string) => url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=soon')],
    ['a life beyond a week', (url: string) => url.replace('X-Amz-Expires=3600', 'X-Amz-Expires=604801')],
    ['a credential of another day', (url: string) => url.replace('20270511%2F', '20270512%2F')],
    ['no algorithm', (url: string) => url.replace('X-Amz-Algorithm=', 'X-Amz-Other=')],
    ['a broken path', (url: string) => url.replace('folder/a', 'folder/%zz')],
  ])('is a bad request with %s', async (_, change) => {
    expect(await upload(change(await sign('folder/a')))).toMatchObject({ status: 400 })
    await isEmpty()
  })

  it.each([
    ['a token beside the signature', { authorization: 'Bearer x' }, 400, 'InvalidArgument'],
    ['an empty one', { authorization: '' }, 400, 'InvalidArgument'],
    ['an ACL that was not signed', { 'x-amz-acl': 'public-read' }, 403, 'AccessDenied'],
    ['metadata that were not signed', { 'x-amz-meta-name': 'x' }, 403, 'AccessDenied'],
    ['a checksum that was not signed', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 403, 'AccessDenied'],
    ['a length that nobody knows', { 'transfer-encoding': 'chunked' }, 501, 'NotImplemented'],
  ])('is refused as S3 does with %s', async (_, headers, status, code) => {
    const url = await sign('folder/a')
    const answer = await upload(url, { headers: { host: new URL(url).host, ...headers } })
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/xml' } })
    expect(answer.body).toContain(`<Code>${code}</Code>`)
    await isEmpty()
  })

  it('is taken from a role, whose session is in the URL, and with headers that nobody need sign', async () => {
    const session = { ...credentials, sessionToken: 'session/+=' }
    client.config.credentials = Object.assign(async () => session, { memoized: true, configBound: true })
    const url = await sign('folder/a')
    expect(url).toContain('X-Amz-Security-Token=session')
    const headers = { host: new URL(url).host, 'content-type': 'text/csv', 'x-amzn-trace-id': 'Root=1' }
    expect(await upload(url, { headers })).toMatchObject({ status: 403 })
    expect(await upload(url, { headers }, { credentials: session })).toMatchObject({ status: 200 })
  })

  it('may have headers of S3 that were signed', async () => {
    const url = await sign('folder/a', { ServerSideEncryption: 'AES256', Metadata: { name: 'x' } })
    const headers = { host: new URL(url).host, 'x-amz-server-side-encryption': 'AES256' }
    expect(await upload(url, { headers })).toMatchObject({ status: 200 })
    expect(await upload(url, { headers: { ...headers, 'x-amz-server-side-encryption': 'x' } })).toMatchObject(
      { status: 403 },
    )
  })

  it('checks the headers that were signed', async () => {
    const url = await sign('folder/a', { IfNoneMatch: '*' })
    const { host } = new URL(url)
    expect(await upload(url)).toMatchObject({ status: 403 })
    const headers = { host, 'if-none-match': '*' }
    expect(await upload(url, { headers })).toMatchObject({ status: 200 })
    expect(await upload(url, { headers })).toMatchObject({ status: 412 })
  })

  it('is cut off above the limit', async () => {
    const url = await sign('folder/a')
    const answer = await upload(url, {}, { limitBytes: 4 })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('EntityTooLarge')
    await isEmpty()
    expect(await upload(url, {}, { limitBytes: 5 })).toMatchObject({ status: 200 })
  })

  it('cannot read an object, and finds no other bucket', async () => {
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'folder/a' }), {
      signingDate: new Date(start),
    })
    expect(await upload(url, { method: 'GET' })).toMatchObject({ status: 405 })
    expect(await upload(await sign('a'), {}, { pathPrefix: '/elsewhere/' })).toMatchObject({ status: 404 })
  })

  it('passes on that the body broke off', async () => {
    const broken = async function* () {
      yield Buffer.from('by')
      throw new Error('aborted')
    }
    await expect(upload(await sign('folder/a'), { body: broken() })).rejects.toThrow('aborted')
    await isEmpty()
  })
})
