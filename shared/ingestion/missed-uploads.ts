import { eachReadable } from '../platform/each-readable.ts'
import type { Log } from '../platform/log.ts'
import { type Clock, type Instant, secondsAfter } from '../platform/time.ts'
import { isEnded, LONGEST_RUN_SECONDS } from './overdue.ts'
import type { Import, ImportStore, Uploads } from './ports.ts'

export interface MissedUploadsPorts {
  imports: Pick<ImportStore, 'read'>
  uploads: Pick<Uploads, 'list'>
  clock: Clock
  log: Log
}

/** S3 tells of an upload within seconds, and Lambda begins a run that broke off again within three minutes. */
const TOLD_WITHIN_SECONDS = 300
const BEGUN_AGAIN_WITHIN_SECONDS = LONGEST_RUN_SECONDS + 300

/**
 * The imports whose file lies there and that nobody works on: S3's event never came, as in the first minutes of a bucket, or
 * every run broke off. By what lies in the bucket, which is mostly empty, and not by a note of each open import, which would
 * be one more thing to keep true.
 */
export const missedUploads = async (ports: MissedUploadsPorts): Promise<readonly string[]> => {
  const { readable } = await eachReadable(ports.log, await ports.uploads.list(), async upload => ({
    ...upload,
    found: await ports.imports.read(upload.importId),
  }))
  const missed: string[] = []
  for (const { importId, uploadedAt, found } of readable) {
    if (found === undefined || isEnded(found) || ports.clock() < workIsMissedAt(found, uploadedAt)) continue
    ports.log.error('UPLOAD_MISSED', { importId })
    missed.push(importId)
  }
  return missed
}

const workIsMissedAt = ({ startedAt }: Import, uploadedAt: Instant): Instant =>
  startedAt === null
    ? secondsAfter(uploadedAt, TOLD_WITHIN_SECONDS)
    : secondsAfter(startedAt, BEGUN_AGAIN_WITHIN_SECONDS)
