import type { Clock } from '../../shared/platform/time.ts'
import type { Result } from '../http.ts'
import type { Redirects } from './answers.ts'
import type { Grants } from './grants.ts'
import type { Issuer } from './issuer.ts'

export interface ProviderPorts {
  readonly issuer: Issuer
  readonly clock: Clock
  readonly grants: Grants
  readonly redirects: Redirects
  /** Whether the browser with these cookies may choose to be anybody. */
  readonly isOpenTo: (cookie: string | undefined) => boolean
}

/** Answers one of its endpoints: parameters of the query or the form, and the header `Cookie`. */
export type Endpoint = (
  ports: ProviderPorts,
  parameters: URLSearchParams,
  cookie: string | undefined,
) => Result | Promise<Result>
