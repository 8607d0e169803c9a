import type { LogAlarm } from './manifest.ts'

/** As soon as there is one line. */
export const atOnce = { threshold: 1, minutes: 5, periods: 1 } as const

/** Whoever sends mails to boards. */
export const mailFailed = {
  code: 'MAIL_FAILED',
  severity: 'ticket',
  impact:
    'A board was not mailed about a save, its administrators or a closing window, and will not be: the mail was rejected, or not taken in time.',
  runbook: 'docs/runbooks/mail-and-planning.md#mails-that-failed',
  ...atOnce,
} as const satisfies LogAlarm

/** A function that answers which part of a batch failed did not fail itself, in the eyes of Lambda. */
export const partFailed = { code: 'INVOCATION_FAILED', ...atOnce } as const
