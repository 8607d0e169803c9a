import { eventLogSettings } from '../../shared/consent/settings.ts'
import { atOnce } from '../log-alarms.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: { kind: 'operator' },
  settings: eventLogSettings,
  grants: {
    table: ['DescribeTable', 'Query', 'PutItem', 'UpdateItem'],
    ledger: ['GetObject'],
    ledgerBucket: ['ListBucket'],
  },
  seconds: 900,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 10_000 },
  bytesAtStart: 286_000,
  failure: {
    severity: 'ticket',
    impact:
      'The ledger could not be replayed into the restored table: consents cannot be saved and nothing is delivered.',
    runbook: 'docs/runbooks/restore.md#replay-ledger-fails',
  },
  logAlarms: [
    {
      code: 'LEDGER_UNREADABLE',
      severity: 'ticket',
      impact:
        'An event of the ledger cannot be read, which may be a withdrawal: until it can, nobody saves and nothing is delivered.',
      runbook: 'docs/runbooks/restore.md#the-ledger-cannot-be-read',
      ...atOnce,
    },
  ],
} as const satisfies FunctionManifest
