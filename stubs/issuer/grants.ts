import { type Clock, type Instant, secondsAfter } from '../../shared/platform/time.ts'
import type { Person } from './people.ts'

const CODE_SECONDS = 60
/** Longer than issuers let it: the clock here is moved by months, and nobody should have to sign in for it. */
const REFRESH_SECONDS = 365 * 24 * 3600

/** What a person let a client have. */
export interface Grant {
  readonly clientId: string
  readonly scope: string
  readonly sessionId: string
}

export interface CodeGrant extends Grant {
  readonly redirectUri: string
  readonly challenge: string
  readonly nonce: string | undefined
}

/** Who is signed in at the issuer, and the codes and refresh tokens that were given out. All ends with the process. */
export interface Grants {
  readonly sessions: Map<string, Person>
  readonly codes: Once<CodeGrant>
  readonly refreshTokens: Once<Grant>
  readonly newId: () => string
}

export const newGrants = (clock: Clock, newId: () => string): Grants => ({
  sessions: new Map(),
  codes: new Once(clock, newId, CODE_SECONDS),
  refreshTokens: new Once(clock, newId, REFRESH_SECONDS),
  newId,
})

/** Values by secrets that are good once, and not after their time. */
class Once<Value> {
  readonly #kept = new Map<string, { value: Value; until: Instant }>()
  readonly #clock: Clock
  readonly #newId: () => string
  readonly #seconds: number

  constructor(clock: Clock, newId: () => string, seconds: number) {
    this.#clock = clock
    this.#newId = newId
    this.#seconds = seconds
  }

  keep(value: Value): string {
    const secret = this.#newId()
    this.#kept.set(secret, { value, until: secondsAfter(this.#clock(), this.#seconds) })
    return secret
  }

  take(secret: string | null): Value | undefined {
    const kept = this.#kept.get(secret ?? '')
    this.#kept.delete(secret ?? '')
    return kept && this.#clock() < kept.until ? kept.value : undefined
  }
}
