import type { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { clientOf, commandName, type SdkCommand, type Sends } from '../../infra/local/fakes/sdk.ts'
import { pageBucket } from '../../shared/rollout/adapters/page-bucket.ts'

/** A service that gives one answer, and what it was asked. */
const answering = (answer: object) => {
  const sent: object[] = []
  const send = async ({ input }: SdkCommand) => {
    sent.push(input)
    return answer
  }
  return { sent, send }
}

describe('the bucket of the page', () => {
  const bucketOf = (client: Sends) => pageBucket(clientOf<S3Client>(client), 'page')

  it('takes a file with what a browser must know of it', async () => {
    const s3 = answering({})
    await bucketOf(s3).put({ name: 'a.js', type: 'text/javascript', cacheControl: 'public', body: '1' })
    expect(s3.sent).toEqual([
      { Bucket: 'page', Key: 'a.js', ContentType: 'text/javascript', CacheControl: 'public', Body: '1' },
    ])
  })

  it('is emptied of all versions of all files, a thousand at a time, and of what is left of removed ones', async () => {
    const versions = [1, 2].map(version => ({ Key: 'a.js', VersionId: `${version}` }))
    const markers = [{ Key: 'b.js', VersionId: '3' }]
    const pages = [{ Versions: versions }, { DeleteMarkers: markers }, {}]
    const sent: object[] = []
    const send = async (command: SdkCommand) => {
      if (commandName(command) === 'ListObjectVersionsCommand') return pages.shift()
      sent.push(command.input)
      return {}
    }
    await bucketOf({ send } as Sends).removeAll()
    expect(sent).toEqual([...versions, ...markers].map(version => ({ Bucket: 'page', ...version })))
    expect(pages).toEqual([])
  })
})
