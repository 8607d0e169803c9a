import type { MailFault } from '../../infra/local/fakes/mailbox.ts'
import { serviceError } from '../../infra/local/fakes/sdk.ts'
import type { InspectorateFault } from '../../stubs/inspectorate/faults.ts'

/** What is wrong with the services around the functions, for as long as it stands here. */
export interface Faults {
  table?: 'reads' | 'writes'
  audit?: true
  ledger?: true
  signingKey?: true
  mail?: MailFault['kind']
  inspectorate?: InspectorateFault
  /** With what the inspectorate answers to who wants a token. */
  tokens?: number
  /** What triggers functions, and does not any more. */
  stream?: 'stopped' | 'slow'
  /** The function whose rule of the clock is disabled. */
  disabledRule?: string
  backups?: 'disabled'
  schedules?: 'cannot reach the queue'
}

/** How the SDK reports what a service refuses. */
export const refusals = {
  throttled: () => serviceError('ThrottlingException', 400, 'Throughput exceeds the current capacity.'),
  away: () => serviceError('ServiceUnavailable', 503, 'Service is unavailable.'),
  disabled: () => serviceError('DisabledException', 400, 'The key is disabled.'),
}
