import type { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { presignedUploads } from '../../shared/ingestion/adapters/presigned-uploads.ts'
import { presigningClient } from '../../shared/platform/adapters/s3-client.ts'
import { TemporaryFault } from '../../shared/platform/temporary-fault.ts'
import { type Instant, instantFrom, secondsAfter } from '../../shared/platform/time.ts'

const now = instantFrom('2027-05-11T14:03:00.250+02:00')
const second = instantFrom('2027-05-11T14:03:00+02:00')

/** Sessions that end then, one after the other as they are asked for anew. */
const clientWith = (...ends: readonly (Instant | undefined)[]) => {
  const left = [...ends]
  const sessions: string[] = []
  const client: S3Client = presigningClient({
    region: 'eu-west-1',
    credentials: async () => {
      const end = left.length > 1 ? left.shift() : left[0]
      sessions.push(`session-${sessions.length + 1}`)
      return {
        accessKeyId: 'a',
        secretAccessKey: 'b',
        sessionToken: sessions.at(-1)!,
        ...(end && { expiration: new Date(end) }),
      }
    },
  })
  return { client, sessions }
}

const presign = (client: S3Client) =>
  presignedUploads(async () => client, 'uploads').presign({ importId: 'import-1', kind: 'pupils' }, now)

const signed = (url: string) => {
  const { searchParams: query } = new URL(url)
  return [query.get('X-Amz-Expires'), query.get('X-Amz-Security-Token')]
}

describe('an upload URL', () => {
  it.each([
    { what: 'of keys that do not end', ends: [undefined] },
    { what: 'of a session that lasts', ends: [secondsAfter(second, 3600)] },
  ])('$what lasts an hour', async ({ ends }) => {
    const { uploadUrl, expiresAt } = await presign(clientWith(...ends).client)
    expect(expiresAt).toBe(secondsAfter(second, 3600))
    expect(signed(uploadUrl)).toEqual(['3600', 'session-1'])
    // That of an empty body would refuse every file.
    expect(uploadUrl).not.toMatch(/checksum/i)
  })

  it('is signed by a new session where the present one ends sooner', async () => {
    const { client, sessions } = clientWith(secondsAfter(second, 3599), secondsAfter(second, 7200))
    const { uploadUrl, expiresAt } = await presign(client)
    expect(expiresAt).toBe(secondsAfter(second, 3600))
    expect(signed(uploadUrl)).toEqual(['3600', 'session-2'])
    expect(sessions).toHaveLength(2)
  })

  it('ends with its session, and says so, where no longer one is to be had', async () => {
    const { uploadUrl, expiresAt } = await presign(clientWith(secondsAfter(second, 900.5)).client)
    expect(expiresAt).toBe(secondsAfter(second, 900))
    expect(signed(uploadUrl)[0]).toBe('900')
  })

  it('is not to be had where the session has ended', async () => {
    await expect(presign(clientWith(second).client)).rejects.toThrow(TemporaryFault)
  })
})
