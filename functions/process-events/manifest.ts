import { processingSettings } from '../../shared/processing/settings.ts'
import { processing } from '../grants.ts'
import { mailFailed, partFailed } from '../log-alarms.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: {
    kind: 'stream',
    // New items of the outbox, whatever they are about; what is saved about them later (MODIFY) is none of its business.
    filter: { eventName: ['INSERT'], dynamodb: { NewImage: { openAt: { S: [{ exists: true }] } } } },
    batchSize: 10,
    maximumRetries: 5,
    maximumRecordAgeSeconds: 3600,
    deadLetters: {
      severity: 'ticket',
      impact:
        'For some saves the mail was not sent or the delivery not planned at once; the sweep catches up with them.',
      runbook: 'docs/runbooks/mail-and-planning.md#events-set-aside',
    },
    lag: {
      severity: 'ticket',
      impact: 'Mails to boards and planned deliveries lag five minutes or more behind what schools save.',
      runbook: 'docs/runbooks/mail-and-planning.md#process-events-lags',
    },
  },
  settings: processingSettings,
  grants: processing,
  seconds: 60,
  // It waits for others nearly all the time, and nobody waits for it.
  memoryMiB: 256,
  callLimits: { attempts: 3, milliseconds: 3_000 },
  bytesAtStart: 423_000,
  failure: {
    severity: 'ticket',
    impact:
      'After a save, boards get their mail late and the delivery is planned late: the sweep does it instead.',
    runbook: 'docs/runbooks/mail-and-planning.md#process-events-fails',
  },
  logAlarms: [
    mailFailed,
    {
      ...partFailed,
      severity: 'ticket',
      impact:
        'After a save, some boards get their mail late or the delivery is planned late: the sweep does it instead.',
      runbook: 'docs/runbooks/mail-and-planning.md#process-events-fails',
    },
  ],
} as const satisfies FunctionManifest
