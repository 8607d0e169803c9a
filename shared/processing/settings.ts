import { eventLogSettings } from '../consent/settings.ts'
import { schedulesSettings } from '../delivery/settings.ts'

/** Settings of `process-events`, and of `sweep`, which does what it missed. */
export const processingSettings = {
  ...eventLogSettings,
  ...schedulesSettings,
  ATTEMPTS_QUEUE_URL: 'required',
  MAIL_FROM: 'required',
  MAIL_CONFIGURATION_SET: 'required',
  MAILS_PER_SECOND: 'required',
  PORTAL_URL: 'required',
} as const
