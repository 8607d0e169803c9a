import { eventLogSettings } from '../../shared/consent/settings.ts'
import { ledger } from '../grants.ts'
import { atOnce, partFailed } from '../log-alarms.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  // One message is one delivery, so that a slow one holds up no other.
  trigger: {
    kind: 'queue',
    batchSize: 1,
    // Beginnings have their own, so that attempts which take long hold up none of them.
    atOnce: { deliveries: 10, attempts: 10 },
    // Six times the seconds, as Lambda's manual asks. Receipts that Lambda throttles count: these are a day of them.
    visibilitySeconds: 360,
    maximumReceives: 240,
    // Sweeps trigger a beginning again: of one that always fails, those of an hour are kept, and none is ever set aside.
    retentionSeconds: { deliveries: 3600, attempts: 14 * 24 * 3600 },
  },
  settings: {
    ...eventLogSettings,
    ATTEMPTS_QUEUE_URL: 'required',
    INSPECTORATE_URL: 'required',
    INSPECTORATE_TOKEN_URL: 'required',
    INSPECTORATE_CLIENT_ID: 'required',
    SIGNING_KEY_ID: 'required',
  },
  grants: {
    ...ledger,
    table: ['DescribeTable', 'BatchGetItem', 'PutItem', 'UpdateItem'],
    indexes: ['open-events'],
    attempts: ['SendMessage'],
    signingKey: ['Sign'],
  },
  // Half of it is for the inspectorate (docs/decisions/0011-inspectorate-transport.md), the rest for our own part.
  seconds: 60,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 2_000 },
  bytesAtStart: 367_000,
  failure: {
    severity: 'ticket',
    impact: 'Reports that are due today do not reach the inspectorate; they are tried again within minutes.',
    runbook: 'docs/runbooks/delivery.md#deliver-fails',
  },
  logAlarms: [
    {
      ...partFailed,
      severity: 'ticket',
      impact: 'Some reports that are due do not reach the inspectorate; they are tried again within minutes.',
      runbook: 'docs/runbooks/delivery.md#deliver-fails',
    },
    {
      code: 'DELIVERY_FAILED',
      severity: 'page',
      impact:
        'A report did not reach the inspectorate and will not be sent again unless an operator asks for it.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-failed',
      ...atOnce,
    },
    {
      code: 'DELIVERY_POSTPONED',
      severity: 'ticket',
      impact:
        'Reports that are due have not reached the inspectorate for 45 minutes: it takes none, or does not let us in.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-are-postponed',
      // Longer than the longest pause and the attempt after it, so that no period of an outage is without one.
      threshold: 1,
      minutes: 15,
      periods: 3,
    },
  ],
} as const satisfies FunctionManifest
