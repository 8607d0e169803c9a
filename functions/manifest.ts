import type { CallLimits } from '../shared/platform/adapters/clients.ts'
import type { LogCode } from '../shared/platform/log.ts'
import type { SettingsShape } from '../shared/platform/settings.ts'

/** What is known of anything that runs on Lambda, outside of its code. */
export interface LambdaManifest {
  /** Its environment variables: parsed by its `wire.ts`, given by the stacks and the local environment. */
  readonly settings: SettingsShape
  /** How long it may run. */
  readonly seconds: number
  readonly memoryMiB: number
  /** What one of its calls to AWS may take. One that hangs ends well within its seconds, and the rest can go on. */
  readonly callLimits: CallLimits
  /** Files of the project that are put beside its code. */
  readonly files?: readonly string[]
  /** The name under which the files of the page are put beside its code, as one list in JSON. */
  readonly page?: string
  /** What it means that the function fails. */
  readonly failure: Impact
  /** What it logs that a person must hear of, though it did its work (docs/decisions/0016-business-metrics.md). */
  readonly logAlarms?: readonly LogAlarm[]
}

/**
 * All that is known of a function outside of its code. The stacks, the local environment and the tests make it from this,
 * so that a function is told in its own folder and nowhere else (docs/decisions/0021-manifests.md).
 */
export interface FunctionManifest extends LambdaManifest {
  readonly trigger: Trigger
  readonly grants: Grants
  /**
   * What it may load at its start, in bytes: a locale, a credential provider or a client that slips in is more. What it
   * loads late, S3's client or the PDF, is not in it.
   */
  readonly bytesAtStart: number
}

/** A section of a runbook, by the anchor of its heading. */
export type RunbookSection = `docs/runbooks/${string}.md#${string}`

/**
 * Whom an alarm reaches. `page`: people notice now, or a promise to a school is at stake, and it does not pass by itself, so
 * somebody is called at any hour. `ticket`: it is looked at on the next working day.
 */
export type Severity = 'page' | 'ticket'

/** What a person who is told by an alarm needs to know. */
export interface Impact {
  readonly severity: Severity
  /** What people notice, or will notice if nothing is done, in whole sentences. */
  readonly impact: string
  readonly runbook: RunbookSection
}

/** What is invoked without anybody waiting: tried again, and then kept among dead letters. */
interface Asynchronous {
  readonly maximumRetries: number
  readonly deadLetters: Impact
}

/** What the clock begins, which is watched for standing still. */
interface ByTheClock extends Asynchronous {
  readonly standstill: Impact
}

export type Trigger =
  /** It answers all methods of its paths, 405 included; one of all functions also what no path matches. */
  | { readonly kind: 'http'; readonly paths: readonly [string, ...string[]]; readonly unmatched?: true }
  | StreamTrigger
  | QueueTrigger
  | ({
      readonly kind: 'every'
      readonly minutes: number
      /** The sparse index of what there is to do, by when it is due: where nothing is, a run may be left out. */
      readonly dueIn?: string
    } & ByTheClock)
  /** `HH:MM`, in UTC. */
  | ({ readonly kind: 'daily'; readonly at: string } & ByTheClock)
  /** A file that is uploaded under the prefix; every few minutes it looks for one that it was not told of. */
  | ({ readonly kind: 'upload'; readonly prefix: string; readonly looksEveryMinutes: number } & Asynchronous)
  /** A mail that came back for good, or was complained of. */
  | ({ readonly kind: 'mail-feedback' } & Asynchronous)
  | { readonly kind: 'operator' }
  /** CloudFormation, where it makes, changes or removes the page. */
  | { readonly kind: 'publication' }

/** What is written to the table, as far as it matches the filter. */
interface StreamTrigger extends Asynchronous {
  readonly kind: 'stream'
  readonly filter: {
    readonly eventName: readonly string[]
    readonly dynamodb: {
      readonly NewImage: Readonly<Record<string, { readonly S: readonly { readonly exists: boolean }[] }>>
    }
  }
  readonly batchSize: number
  readonly maximumRecordAgeSeconds: number
  /** What it means that it runs behind by five minutes. */
  readonly lag: Impact
}

interface ByQueue {
  readonly deliveries: number
  readonly attempts: number
}

/** The queues of deliveries, by their names: to begin, and to attempt. */
interface QueueTrigger {
  readonly kind: 'queue'
  readonly batchSize: number
  /** How many of each are in hand at once; a stage may say otherwise of attempts (`attemptsAtOnce`). */
  readonly atOnce: ByQueue
  readonly visibilitySeconds: number
  /** How long a message is kept, in hand or not. */
  readonly retentionSeconds: ByQueue
  readonly maximumReceives: number
}

/** What a function may do, action by action and without wildcards. */
export interface Grants {
  readonly table?: readonly ('DescribeTable' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem')[]
  /** Indexes it may query. */
  readonly indexes?: readonly string[]
  readonly ledger?: readonly ('GetObject' | 'PutObject')[]
  readonly uploads?: readonly ('GetObjectVersion' | 'PutObject' | 'DeleteObjectVersion')[]
  readonly uploadsBucket?: readonly 'ListBucketVersions'[]
  readonly page?: readonly ('PutObject' | 'DeleteObjectVersion')[]
  readonly pageBucket?: readonly 'ListBucketVersions'[]
  /** S3 says that an object is not there only to who may list the bucket; to others, that they may not see it. */
  readonly ledgerBucket?: readonly 'ListBucket'[]
  readonly deliveries?: readonly ('SendMessage' | 'GetQueueAttributes')[]
  readonly attempts?: readonly ('SendMessage' | 'GetQueueAttributes')[]
  readonly schedules?: readonly ('CreateSchedule' | 'DeleteSchedule')[]
  /** Which the Scheduler grants for all groups of an account, or for none. */
  readonly allSchedules?: readonly 'ListSchedules'[]
  readonly mail?: readonly 'SendEmail'[]
  readonly signingKey?: readonly 'Sign'[]
}

/** What a function logs that a person must hear of. */
export interface LogAlarm extends Impact {
  /** The field `code` of a line. */
  readonly code: LogCode
  /** A number in that line, of which the highest counts; where not told, the lines are counted. */
  readonly figure?: string
  /** Whether it is compared with itself, a period earlier, instead of taken as it is. */
  readonly growing?: boolean
  /** Goes off when the number of lines, or the figure, is so high… */
  readonly threshold: number
  /** …within so many minutes… */
  readonly minutes: number
  /** …so many times in a row. */
  readonly periods: number
}
