import { eventLogSettings } from '../../shared/consent/settings.ts'
import { schedulesSettings } from '../../shared/delivery/settings.ts'
import { atOnce } from '../log-alarms.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: {
    kind: 'daily',
    // Before the deliveries of the day, summer and winter.
    at: '03:30',
    maximumRetries: 2,
    deadLetters: {
      severity: 'ticket',
      impact:
        'For a night nobody looked whether each consent has its schedule: the sweep alone watches the dates.',
      runbook: 'docs/runbooks/mail-and-planning.md#reconcile-schedules-fails',
    },
    standstill: {
      severity: 'ticket',
      impact:
        'Since yesterday nobody looked whether each consent has its schedule: the sweep alone watches the dates.',
      runbook: 'docs/runbooks/mail-and-planning.md#reconcile-schedules-stands-still',
    },
  },
  settings: { ...eventLogSettings, ...schedulesSettings },
  grants: {
    table: ['DescribeTable', 'BatchGetItem', 'Query'],
    indexes: ['newest-by-year', 'open-events'],
    schedules: ['CreateSchedule', 'DeleteSchedule'],
    allSchedules: ['ListSchedules'],
  },
  seconds: 300,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 10_000 },
  bytesAtStart: 328_000,
  failure: {
    severity: 'ticket',
    impact:
      'Last night nobody looked whether each consent has its schedule; what is due is delivered by the sweep at the latest.',
    runbook: 'docs/runbooks/mail-and-planning.md#reconcile-schedules-fails',
  },
  logAlarms: [
    {
      code: 'SCHEDULE_MISSING',
      severity: 'ticket',
      impact: 'Consents in force had lost their schedules; they were made anew, but something removes them.',
      runbook: 'docs/runbooks/mail-and-planning.md#schedules-that-were-missing',
      ...atOnce,
    },
    {
      code: 'SCHEDULE_UNKNOWN',
      severity: 'ticket',
      impact:
        'Among the schedules of deliveries is one that is none of ours: somebody else makes schedules there, and may remove ours.',
      runbook: 'docs/runbooks/mail-and-planning.md#schedules-that-nobody-knows',
      ...atOnce,
    },
    {
      code: 'ENTRY_FAILED',
      severity: 'ticket',
      impact:
        'Where some schools stand cannot be read: lists leave them out, and they cannot give, change or withdraw consent.',
      runbook: 'docs/runbooks/mail-and-planning.md#logs-that-cannot-be-read',
      ...atOnce,
    },
  ],
} as const satisfies FunctionManifest
