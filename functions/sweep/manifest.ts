import { DELIVERY_LATE_MINUTES, MAIL_LATE_MINUTES } from '../../shared/processing/late.ts'
import { processingSettings } from '../../shared/processing/settings.ts'
import { processing } from '../grants.ts'
import { atOnce, mailFailed } from '../log-alarms.ts'
import type { FunctionManifest } from '../manifest.ts'

/** What every sweep says of what is left to do, as of the moment at which it ended. */
const swept = { code: 'SWEPT', minutes: 5, periods: 1 } as const

/**
 * Seconds of what has waited for so many minutes, less one: the sweep looks every five and CloudWatch every one, and
 * within five minutes of its time a delay is to be known.
 */
const secondsAfter = (minutes: number): number => (minutes - 1) * 60

export const manifest = {
  trigger: {
    kind: 'every',
    minutes: 5,
    dueIn: 'open-events',
    // The next comes soon enough.
    maximumRetries: 1,
    deadLetters: {
      severity: 'page',
      impact:
        'Sweeps broke off twice in a row, so nobody caught up with mails not sent and deliveries not planned.',
      runbook: 'docs/runbooks/mail-and-planning.md#sweep-fails',
    },
    standstill: {
      severity: 'page',
      impact:
        'Two sweeps were not begun: mails not sent and deliveries not planned or begun are not caught up with.',
      runbook: 'docs/runbooks/mail-and-planning.md#the-sweep-stands-still',
    },
  },
  settings: { ...processingSettings, DELIVERIES_QUEUE_URL: 'required' },
  grants: {
    ...processing,
    deliveries: ['SendMessage', 'GetQueueAttributes'],
    attempts: ['SendMessage', 'GetQueueAttributes'],
    indexes: ['open-events'],
  },
  // Less than the two minutes for which it claims an event, and than the five between two sweeps.
  seconds: 110,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 3_000 },
  bytesAtStart: 428_000,
  failure: {
    severity: 'ticket',
    impact:
      'Some of what was missed stays missed: mails not sent, deliveries not planned or not begun are caught up with late.',
    runbook: 'docs/runbooks/mail-and-planning.md#sweep-fails',
  },
  logAlarms: [
    mailFailed,
    {
      code: 'TABLE_NOT_CURRENT',
      severity: 'page',
      impact:
        'The table was restored and lacks events: consents cannot be saved, and nothing is mailed or delivered, until the ledger is replayed.',
      runbook: 'docs/runbooks/restore.md#the-table-is-not-caught-up',
      ...atOnce,
    },
    {
      ...swept,
      figure: 'deliverySeconds',
      severity: 'page',
      impact:
        'A report that was due half an hour ago has not been delivered: its school and board are waiting for the receipt.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-are-late',
      threshold: secondsAfter(DELIVERY_LATE_MINUTES),
    },
    {
      ...swept,
      figure: 'mailSeconds',
      severity: 'page',
      impact:
        'For fifteen minutes a board has not been mailed what it must know: of a save, a delivery, its administrators or a closing window. After an outage this lasts until what waited is sent.',
      runbook: 'docs/runbooks/mail-and-planning.md#mails-that-are-late',
      threshold: secondsAfter(MAIL_LATE_MINUTES),
    },
    {
      ...swept,
      figure: 'openEffects',
      growing: true,
      severity: 'ticket',
      impact:
        'More comes in than is done: ten mails, plans or deliveries more wait at each sweep, three times in a row.',
      runbook: 'docs/runbooks/mail-and-planning.md#open-effects-grow',
      threshold: 10,
      periods: 3,
    },
    {
      ...swept,
      figure: 'setAside',
      severity: 'page',
      impact:
        'What a school or a board did cannot be read, and was set aside: its mail, plan or delivery waits until an operator takes it up again.',
      runbook: 'docs/runbooks/mail-and-planning.md#entries-that-were-set-aside',
      threshold: 1,
    },
    {
      ...swept,
      figure: 'missed',
      severity: 'ticket',
      impact:
        'The table’s stream did not bring what schools saved, or waits for the rate of mails: the sweep mails and plans in its stead, minutes late.',
      runbook: 'docs/runbooks/mail-and-planning.md#events-the-stream-did-not-bring',
      threshold: 1,
    },
  ],
} as const satisfies FunctionManifest
