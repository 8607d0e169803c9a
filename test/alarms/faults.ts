import type { MailFault } from '../../infra/local/fakes/mailbox.ts'
import { serviceError } from '../../infra/local/fakes/sdk.ts'
import type { InspectorateFault } from '../../stubs/inspectorate/faults.ts'

/** What is wrong with the services around the functions, for as long as it stands here. */
export interface Faults {
  table?: 'reads' | 'writes'
  ledger?: true
  signingKey?: true
  /** The key of the data, as S3 tells of it. */
  dataKey?: 'disabled' | 'to be deleted' | 'out of reach'
  /** An index of the table. */
  index?: 'reads' | 'writes'
  mail?: MailFault['kind']
  inspectorate?: InspectorateFault
  /** With what the inspectorate answers to who wants a token. */
  tokens?: number
  /** What triggers functions, and does not any more. */
  stream?: 'stopped' | 'slow'
  /** The function whose rule of the clock is disabled. */
  disabledRule?: string
  backups?: 'disabled'
  /** S3 tells nobody. */
  uploads?: 'unnoticed'
  schedules?: 'cannot reach the queue' | 'cannot reach any queue'
}

/** How the SDK reports what a service refuses. */
export const refusals = {
  throttled: () => serviceError('ThrottlingException', 400, 'Throughput exceeds the current capacity.'),
  away: () => serviceError('ServiceUnavailable', 503, 'Service is unavailable.'),
  disabled: () => serviceError('DisabledException', 400, 'The key is disabled.'),
  /** By S3, of the key it encrypts with. */
  ofDataKey: {
    disabled: () => serviceError('KMS.DisabledException', 400, 'The key is disabled.'),
    'to be deleted': () => serviceError('KMS.KMSInvalidStateException', 400, 'The key is pending deletion.'),
    'out of reach': () =>
      serviceError('AccessDenied', 403, 'User is not authorized to perform: kms:GenerateDataKey on resource'),
  },
}
