import { atOnce } from '../log-alarms.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: {
    kind: 'mail-feedback',
    maximumRetries: 2,
    deadLetters: {
      severity: 'ticket',
      impact:
        'Some mails to boards came back without a word on it in the consent: it goes on saying they were sent.',
      runbook: 'docs/runbooks/mail-and-planning.md#record-mail-feedback-fails',
    },
  },
  settings: { TABLE_NAME: 'required' },
  grants: { table: ['BatchGetItem', 'UpdateItem'] },
  seconds: 10,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 1_500 },
  bytesAtStart: 274_000,
  failure: {
    severity: 'ticket',
    impact: 'A mail to a board came back, and nobody is told: the consent goes on saying that it was sent.',
    runbook: 'docs/runbooks/mail-and-planning.md#record-mail-feedback-fails',
  },
  logAlarms: [
    {
      code: 'MAIL_BOUNCED',
      severity: 'ticket',
      impact:
        'A mail to a board came back, or was complained of: an administrator may not know of a save, or of what else it told.',
      runbook: 'docs/runbooks/mail-and-planning.md#mails-that-came-back',
      ...atOnce,
    },
  ],
} as const satisfies FunctionManifest
