import type { S3Event } from 'aws-lambda'
import { FakeBucket } from './fakes/bucket.ts'
import { FakeMailbox, type OnFeedback } from './fakes/mailbox.ts'
import { FakeQueue } from './fakes/queue.ts'
import { FakeScheduler } from './fakes/scheduler.ts'
import type { VirtualTime } from './virtual-time.ts'

/** By what the functions know them. */
type Names = Readonly<
  Record<'UPLOADS_BUCKET' | 'LEDGER_BUCKET' | 'DELIVERIES_QUEUE_URL' | 'ATTEMPTS_QUEUE_URL', string>
>

/** Who is told of what happens in them; nobody where not told. */
interface Listeners {
  readonly onUpload?: (event: S3Event) => void
  /** Of what is put in the ledger. */
  readonly onKept?: (event: S3Event) => void
  readonly onMailFeedback?: OnFeedback
  readonly onSchedule?: (message: string) => void
}

/** The services of AWS in memory, beside the table. */
export const servicesOf = (names: Names, time: VirtualTime, listeners: Listeners = {}) => {
  const queueAt = (url: string) => new FakeQueue({ url, time })
  const { UPLOADS_BUCKET, LEDGER_BUCKET, DELIVERIES_QUEUE_URL, ATTEMPTS_QUEUE_URL } = names
  const { onUpload, onKept, onMailFeedback, onSchedule } = listeners
  return {
    queues: { deliveries: queueAt(DELIVERIES_QUEUE_URL), attempts: queueAt(ATTEMPTS_QUEUE_URL) },
    deadLetters: queueAt('dead-letters'),
    scheduler: new FakeScheduler(time, (_target, message) => onSchedule?.(message)),
    mailbox: new FakeMailbox(time, onMailFeedback),
    uploads: new FakeBucket(UPLOADS_BUCKET, time.clock, onUpload, { hasVersions: true }),
    ledger: new FakeBucket(LEDGER_BUCKET, time.clock, onKept, { hasObjectLock: true }),
  }
}
