import type { Telling } from '../constructs/log-alarm.ts'
import type { FunctionName } from './functions.ts'

const atOnce = { threshold: 1, minutes: 5, periods: 1 } as const

const mailFailed: Telling = {
  code: 'MAIL_FAILED',
  means:
    'A board was not mailed about a save, its administrators or a closing window, and will not be: the mail was rejected, or not taken in time.',
  runbook: 'docs/runbooks/mail-and-planning.md#mails-that-failed',
  ...atOnce,
}

/** A function that answers which part of a batch failed did not fail itself, in the eyes of Lambda. */
const brokeOff = { code: 'INVOCATION_FAILED', ...atOnce } as const

/** What every sweep says of what is left to do, as of the moment at which it ended. */
const swept = { code: 'SWEPT', minutes: 5, periods: 1 } as const

/**
 * Seconds of what has waited for so many minutes, less one: the sweep looks every five and CloudWatch every one, and
 * within five minutes of its time a delay is to be known.
 */
const secondsAfter = (minutes: number): number => (minutes - 1) * 60

/** What functions log that a person must hear of, though they did their work (docs/decisions/0016-business-metrics.md). */
export const tellings: Readonly<Partial<Record<FunctionName, readonly Telling[]>>> = {
  'process-events': [
    mailFailed,
    {
      ...brokeOff,
      means:
        'After a save, some boards get their mail late or the delivery is planned late: the sweep does it instead.',
      runbook: 'docs/runbooks/mail-and-planning.md#process-events-fails',
    },
  ],
  deliver: [
    {
      ...brokeOff,
      means: 'Some reports that are due do not reach the inspectorate; they are tried again within minutes.',
      runbook: 'docs/runbooks/delivery.md#deliver-fails',
    },
    {
      code: 'DELIVERY_FAILED',
      means:
        'A report did not reach the inspectorate and will not be sent again unless an operator asks for it.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-failed',
      ...atOnce,
    },
    {
      code: 'DELIVERY_POSTPONED',
      means:
        'Reports that are due have not reached the inspectorate for 45 minutes: it takes none, or does not let us in.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-are-postponed',
      // Longer than the longest pause and the attempt after it, so that no period of an outage is without one.
      threshold: 1,
      minutes: 15,
      periods: 3,
    },
  ],
  sweep: [
    mailFailed,
    {
      code: 'TABLE_NOT_CURRENT',
      means:
        'The table was restored and lacks events: consents cannot be saved, and nothing is mailed or delivered, until the ledger is replayed.',
      runbook: 'docs/runbooks/restore.md#the-table-is-not-caught-up',
      ...atOnce,
    },
    {
      ...swept,
      figure: 'deliverySeconds',
      means:
        'A report that was due half an hour ago has not been delivered: its school and board are waiting for the receipt.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-are-late',
      threshold: secondsAfter(30),
    },
    {
      ...swept,
      figure: 'mailSeconds',
      means:
        'For fifteen minutes a board has not been mailed what it must know: of a save, a delivery, its administrators or a closing window.',
      runbook: 'docs/runbooks/mail-and-planning.md#mails-that-are-late',
      threshold: secondsAfter(15),
    },
    {
      ...swept,
      figure: 'openEffects',
      growing: true,
      means:
        'More comes in than is done: ten mails, plans or deliveries more wait at each sweep, three times in a row.',
      runbook: 'docs/runbooks/mail-and-planning.md#open-effects-grow',
      threshold: 10,
      periods: 3,
    },
    {
      ...swept,
      figure: 'setAside',
      means:
        'What a school or a board did cannot be read, and was set aside: its mail, plan or delivery waits until an operator takes it up again.',
      runbook: 'docs/runbooks/mail-and-planning.md#entries-that-were-set-aside',
      threshold: 1,
    },
    {
      ...swept,
      figure: 'missed',
      means:
        'The table’s stream did not bring what schools saved: the sweep mails and plans in its stead, minutes late.',
      runbook: 'docs/runbooks/mail-and-planning.md#events-the-stream-did-not-bring',
      threshold: 1,
    },
  ],
  'reconcile-schedules': [
    {
      code: 'SCHEDULE_MISSING',
      means: 'Consents in force had lost their schedules; they were made anew, but something removes them.',
      runbook: 'docs/runbooks/mail-and-planning.md#schedules-that-were-missing',
      ...atOnce,
    },
  ],
  'import-file': [
    {
      code: 'IMPORT_REJECTED',
      means:
        'A file an operator uploaded was rejected whole: schools go on looking at the figures before it.',
      runbook: 'docs/runbooks/imports.md#an-import-that-was-rejected',
      ...atOnce,
    },
  ],
  'record-mail-feedback': [
    {
      code: 'MAIL_BOUNCED',
      means:
        'A mail to a board came back, or was complained of: an administrator may not know of a save, or of what else it told.',
      runbook: 'docs/runbooks/mail-and-planning.md#mails-that-came-back',
      ...atOnce,
    },
  ],
}
