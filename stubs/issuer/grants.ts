import { type Clock, secondsAfter } from '../../shared/platform/time.ts'
import { InMemoryStore, type Store } from '../store.ts'
import { cookieIn } from './cookies.ts'
import type { Person } from './people.ts'

const CODE_SECONDS = 60
/** Longer than issuers let it: the local clock is moved by months, and nobody should have to sign in for it. */
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

/** Who is signed in at the issuer, and the codes and refresh tokens that were given out. */
export interface Grants {
  readonly sessions: Store<Person>
  readonly codes: Once<CodeGrant>
  readonly refreshTokens: Once<Grant>
  readonly newId: () => string
}

/** Each in a store of its own. */
export const grantsIn = (
  storeOf: <Value>(name: string) => Store<Value>,
  clock: Clock,
  newId: () => string,
): Grants => ({
  sessions: storeOf('sessions'),
  codes: new Once(storeOf('codes'), clock, newId, CODE_SECONDS),
  refreshTokens: new Once(storeOf('refresh-tokens'), clock, newId, REFRESH_SECONDS),
  newId,
})

/** They end with the process. */
export const grantsInMemory = (clock: Clock, newId: () => string): Grants =>
  grantsIn(() => new InMemoryStore(clock), clock, newId)

/** Values by secrets that are good once, and not after their time. */
class Once<Value> {
  readonly #store: Store<Value>
  readonly #clock: Clock
  readonly #newId: () => string
  readonly #seconds: number

  constructor(store: Store<Value>, clock: Clock, newId: () => string, seconds: number) {
    this.#store = store
    this.#clock = clock
    this.#newId = newId
    this.#seconds = seconds
  }

  async keep(value: Value): Promise<string> {
    const secret = this.#newId()
    await this.#store.add(secret, value, this.#end())
    return secret
  }

  /** However many take it at once, one has it. */
  async take(secret: string | null): Promise<Value | undefined> {
    const value = await this.#store.find(secret ?? '')
    if (!value) return undefined
    return (await this.#store.add(`taken ${secret}`, value, this.#end())) ? value : undefined
  }

  #end() {
    return secondsAfter(this.#clock(), this.#seconds)
  }
}

/** The session that a browser's cookie names, where it still is one. */
export const sessionIn = async (
  { sessions }: Grants,
  cookie: string | undefined,
): Promise<string | undefined> => {
  const named = cookieIn(cookie, 'doorlevering_issuer')
  return named && (await sessions.find(named)) ? named : undefined
}
