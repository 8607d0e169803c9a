import type { S3Client } from '@aws-sdk/client-s3'
import { memoized } from '../memoized.ts'
import type { CallLimits } from './clients.ts'

/** S3, loaded at the first call: most of what an instance does needs no bucket, and its client is a quarter of a bundle. */
export const lazyS3Client = (limits: CallLimits): Pick<S3Client, 'send'> => {
  const client = memoized(async () => (await import('./s3-client.ts')).s3Client(limits))
  const send = async (command: Parameters<S3Client['send']>[0]) => (await client()).send(command)
  return { send: send as S3Client['send'] }
}

export const lazyPresigningClient = async (): Promise<S3Client> =>
  (await import('./s3-client.ts')).presigningClient()
