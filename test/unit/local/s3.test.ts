import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { onBuckets } from '../../../infra/local/fakes/s3.ts'
import { presigningClient, s3Client } from '../../../shared/platform/adapters/s3-client.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

const clock = () => instantFrom('2027-05-11T12:03:00Z')
const configuration = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }
const over = (client: S3Client) =>
  onBuckets(
    client,
    new FakeBucket('plain', clock),
    new FakeBucket('locked', clock, undefined, { hasObjectLock: true }),
  )
const summing = over(s3Client({ attempts: 1, milliseconds: 1000 }, configuration))
const plain = over(presigningClient(configuration))

const put = (client: S3Client, Bucket: string, rest: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key: Bucket, Body: 'text', ...rest }))

describe('a bucket with Object Lock', () => {
  it('takes an object with a checksum, whichever way it is asked for', async () => {
    await put(summing, 'locked')
    await put(plain, 'locked', { ChecksumAlgorithm: 'SHA256' })
    await put(plain, 'locked', { ContentMD5: 'HLKTXsGj8mW9KrxuMQI/fg==' })
    const { Body: body } = await summing.send(new GetObjectCommand({ Bucket: 'locked', Key: 'locked' }))
    expect(Buffer.from((await body?.transformToByteArray()) ?? []).toString()).toBe('text')
  })

  it('refuses an object without one, as S3 does', async () => {
    await expect(put(plain, 'locked', { Key: 'none' })).rejects.toMatchObject({
      name: 'InvalidRequest',
      $metadata: { httpStatusCode: 400 },
    })
    await expect(plain.send(new GetObjectCommand({ Bucket: 'locked', Key: 'none' }))).rejects.toThrow(
      'The specified key does not exist',
    )
  })
})

describe('another bucket', () => {
  it('takes both', async () => {
    await put(summing, 'plain')
    await put(plain, 'plain')
  })
})
