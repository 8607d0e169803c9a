import type { Grants } from './manifest.ts'

/** Whoever tells somebody outside of an event keeps it in the ledger first. */
export const ledger = {
  ledger: ['GetObject', 'PutObject'],
  ledgerBucket: ['ListBucket'],
} as const satisfies Grants

/** Processing an event and sweeping up what was missed do the same work, so they may do the same. */
export const processing = {
  ...ledger,
  table: ['DescribeTable', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
  attempts: ['SendMessage'],
  schedules: ['CreateSchedule', 'DeleteSchedule'],
  mail: ['SendEmail'],
} as const satisfies Grants
