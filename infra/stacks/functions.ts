import type { AlarmMeaning } from '../constructs/operator-alarm.ts'
import type { HttpFunction } from '../wiring.ts'
import type { Grants } from './grants.ts'

export type FunctionName =
  | HttpFunction
  | 'process-events'
  | 'deliver'
  | 'sweep'
  | 'reconcile-schedules'
  | 'import-file'
  | 'record-mail-feedback'
  | 'replay-ledger'
  | 'remind-boards'

/** What a function is given, what it may do, and what it means to people when it fails. */
export interface FunctionTerms {
  readonly seconds: number
  readonly memoryMiB: number
  readonly may: Grants
  readonly failing: AlarmMeaning
  /** Files of the project that are put beside its code. */
  readonly files?: readonly string[]
}

/** Whoever tells somebody outside of an event keeps it in the ledger first. */
const ledger = {
  ledger: ['GetObject', 'PutObject'],
  ledgerBucket: ['ListBucket'],
} as const satisfies Partial<Grants>

/** Whoever answers people writes down what it answered whom. */
const audit = { audit: ['CreateLogStream', 'PutLogEvents'] } as const satisfies Partial<Grants>

/** Carrying out a save and sweeping up what was missed do the same work, so they may do the same. */
const effects = {
  ...ledger,
  table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
  deliveries: ['SendMessage'],
  schedules: ['CreateSchedule', 'DeleteSchedule'],
  mail: ['SendEmail'],
} as const satisfies Grants

/** Every function of the service, at a glance. */
export const functionTerms: Readonly<Record<FunctionName, FunctionTerms>> = {
  'consent-api': {
    seconds: 10,
    memoryMiB: 512,
    may: { ...ledger, ...audit, table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem'] },
    failing: {
      means:
        'Schools and boards cannot see, give, change or withdraw consent; some of their requests break off.',
      runbook: 'docs/runbooks/api.md#consent-api-fails',
    },
  },
  'report-api': {
    seconds: 10,
    // A PDF is made while somebody waits for it: more memory is more of a processor.
    memoryMiB: 1024,
    files: ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map(
      font => `node_modules/dejavu-fonts-ttf/ttf/${font}`,
    ),
    may: { ...audit, table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query'] },
    failing: {
      means:
        'Schools cannot download the report they are asked to consent to; some of their requests break off.',
      runbook: 'docs/runbooks/api.md#report-api-fails',
    },
  },
  'board-api': {
    seconds: 10,
    memoryMiB: 512,
    may: {
      ...audit,
      table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      indexes: ['newest-by-year', 'schools-by-board', 'schools-by-name'],
    },
    failing: {
      means:
        'Boards cannot see their schools or change their administrators; some of their requests break off.',
      runbook: 'docs/runbooks/api.md#board-api-fails',
    },
  },
  'operator-api': {
    seconds: 10,
    memoryMiB: 512,
    files: ['docs/openapi.json'],
    may: {
      ...ledger,
      ...audit,
      table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem'],
      indexes: ['newest-by-year', 'open-events'],
      uploads: ['PutObject'],
      uploadsBucket: ['ListBucketVersions'],
    },
    failing: {
      means:
        'Operators cannot set the calendar, import files or retry deliveries; unknown paths break off for all.',
      runbook: 'docs/runbooks/api.md#operator-api-fails',
    },
  },
  'process-events': {
    seconds: 60,
    // It waits for others nearly all the time, and nobody waits for it.
    memoryMiB: 256,
    may: effects,
    failing: {
      means:
        'After a save, boards get their mail late and the delivery is planned late: the sweep does it instead.',
      runbook: 'docs/runbooks/mail-and-planning.md#process-events-fails',
    },
  },
  deliver: {
    // Half of it is for the inspectorate (docs/decisions/0011-inspectorate-transport.md), the rest for our own part.
    seconds: 60,
    memoryMiB: 512,
    may: {
      ...ledger,
      table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      deliveries: ['SendMessage'],
      signingKey: ['Sign'],
    },
    failing: {
      means: 'Reports that are due today do not reach the inspectorate; they are tried again within minutes.',
      runbook: 'docs/runbooks/delivery.md#deliver-fails',
    },
  },
  sweep: {
    // Less than the two minutes for which it claims an event, and than the five between two sweeps.
    seconds: 110,
    memoryMiB: 512,
    may: { ...effects, indexes: ['open-events'] },
    failing: {
      means:
        'Some of what was missed stays missed: mails not sent, deliveries not planned or not begun are caught up with late.',
      runbook: 'docs/runbooks/mail-and-planning.md#sweep-fails',
    },
  },
  'reconcile-schedules': {
    seconds: 300,
    memoryMiB: 512,
    may: {
      table: ['DescribeTable', 'GetItem', 'Query'],
      indexes: ['newest-by-year', 'open-events'],
      schedules: ['CreateSchedule', 'DeleteSchedule'],
      allSchedules: ['ListSchedules'],
    },
    failing: {
      means:
        'Last night nobody looked whether each consent has its schedule; what is due is delivered by the sweep at the latest.',
      runbook: 'docs/runbooks/mail-and-planning.md#reconcile-schedules-fails',
    },
  },
  'import-file': {
    seconds: 900,
    memoryMiB: 512,
    may: {
      table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
      indexes: ['schools-by-board'],
      uploads: ['GetObjectVersion', 'DeleteObjectVersion'],
      uploadsBucket: ['ListBucketVersions'],
    },
    failing: {
      means: 'A file an operator uploaded is not applied yet: schools may look at old figures.',
      runbook: 'docs/runbooks/imports.md#import-file-fails',
    },
  },
  'record-mail-feedback': {
    seconds: 10,
    memoryMiB: 512,
    may: { table: ['GetItem', 'UpdateItem'] },
    failing: {
      means: 'A mail to a board came back, and nobody is told: the consent goes on saying that it was sent.',
      runbook: 'docs/runbooks/mail-and-planning.md#record-mail-feedback-fails',
    },
  },
  'replay-ledger': {
    seconds: 900,
    memoryMiB: 512,
    may: {
      table: ['DescribeTable', 'Query', 'PutItem', 'UpdateItem'],
      ledger: ['GetObject'],
      ledgerBucket: ['ListBucket'],
    },
    failing: {
      means:
        'The ledger could not be replayed into the restored table: consents cannot be saved and nothing is delivered.',
      runbook: 'docs/runbooks/restore.md#replay-ledger-fails',
    },
  },
  'remind-boards': {
    // Some thousand schools, of boards that asked for it, on six mornings a year.
    seconds: 300,
    memoryMiB: 512,
    may: {
      table: ['DescribeTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem'],
      indexes: ['schools-by-name'],
    },
    failing: {
      means:
        'Some boards that asked for it are not reminded yet that schools have results and no consent, while the last window closes.',
      runbook: 'docs/runbooks/mail-and-planning.md#remind-boards-fails',
    },
  },
}
