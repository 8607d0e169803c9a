import { eventLogSettings } from '../../shared/consent/settings.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: {
    kind: 'daily',
    // The same day in Europe/Amsterdam, at seven or eight in the morning.
    at: '06:00',
    maximumRetries: 2,
    deadLetters: {
      severity: 'ticket',
      impact: 'This morning some boards were not reminded that schools have results and no consent.',
      runbook: 'docs/runbooks/mail-and-planning.md#remind-boards-fails',
    },
    standstill: {
      severity: 'ticket',
      impact:
        'For thirty hours nobody has looked which boards are to be reminded before the last window closes.',
      runbook: 'docs/runbooks/mail-and-planning.md#remind-boards-stands-still',
    },
  },
  settings: eventLogSettings,
  grants: {
    table: ['DescribeTable', 'BatchGetItem', 'Query', 'PutItem'],
    indexes: ['schools-by-name'],
  },
  // Some thousand schools, of boards that asked for it, on six mornings a year.
  seconds: 300,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 10_000 },
  bytesAtStart: 311_000,
  failure: {
    severity: 'ticket',
    impact:
      'Some boards that asked for it are not reminded yet that schools have results and no consent, while the last window closes.',
    runbook: 'docs/runbooks/mail-and-planning.md#remind-boards-fails',
  },
} as const satisfies FunctionManifest
