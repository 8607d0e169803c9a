import { Refusal, sessionEnded, unreachable } from './api.ts'
import {
  isRefusedByIssuer,
  newPendingSignIn,
  type OpenId,
  type PendingSignIn,
  type Person,
  type Tokens,
} from './openid.ts'
import type { ProblemDetails } from './shapes.ts'

/** Kept while the window is open: that somebody was signed in here, and what a sign-in under way needs. Never a token. */
const SIGNED_IN = 'doorlevering.aangemeld'
const PENDING = 'doorlevering.aanmelding'

/** So long before its end a token is renewed. */
const RENEWED_BEFORE_SECONDS = 60

/** A longer wait is more than a browser's timer holds. */
const LONGEST_TIMER_SECONDS = 24 * 3600

const signInFailed: ProblemDetails = {
  status: 0,
  code: 'sign-in-failed',
  title: 'Aanmelden is niet gelukt',
  detail: 'Probeer het nog eens. Lukt het weer niet? Vraag dan hulp aan de beheerder van het portaal.',
}

/** Signing in and out at the issuer. Tokens are held in memory only: a page that is loaded again asks for new ones. */
export interface Session {
  person(): Person | undefined
  accessToken(): string
  /** New tokens for those that ran out. Throws a `Refusal` where the session has ended. */
  renew(): Promise<void>
  /** Leaves the page; comes back to the place in the address. */
  signIn(): Promise<void>
  /** Leaves the page, in every tab of the same person. */
  signOut(): Promise<void>
}

/** A sign-in under way: where it began, and whether the issuer was asked not to ask. */
type Pending = PendingSignIn & { hash: string; silent: boolean }

/**
 * The session this page is loaded with: that of somebody who comes back from the issuer, or who was signed in before and
 * still is. Leaves the page, and never ends, where the issuer has to be asked. `problem` is why nobody is signed in.
 */
export const startSession = async (
  openId: OpenId,
): Promise<{ session: Session; problem?: ProblemDetails }> => {
  const { hold, session } = newSession(openId)
  const answer = new URLSearchParams(location.search)
  const pending = takePending()
  const returns = answer.has('code') || answer.has('error')
  if (returns) history.replaceState(null, '', `${location.pathname}${pending?.hash ?? ''}`)
  if (!returns || !pending) {
    if (sessionStorage.getItem(SIGNED_IN) !== null) await leaveToSignIn(openId, true)
    return { session }
  }
  try {
    hold(await openId.redeem(answer, pending))
    return { session }
  } catch (error) {
    sessionStorage.removeItem(SIGNED_IN)
    if (!isRefusedByIssuer(error)) reportError(error)
    return { session, problem: pending.silent ? sessionEnded : signInFailed }
  }
}

const newSession = (openId: OpenId): { session: Session; hold(tokens: Tokens): void } => {
  let tokens: Tokens | undefined
  let renewing: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const hold = (next: Tokens): void => {
    tokens = next
    sessionStorage.setItem(SIGNED_IN, '')
    clearTimeout(timer)
    const { secondsToLive, refreshToken } = next
    if (secondsToLive === undefined || refreshToken === undefined) return
    const seconds = Math.min(Math.max(secondsToLive - RENEWED_BEFORE_SECONDS, 1), LONGEST_TIMER_SECONDS)
    // What cannot be renewed now is told when somebody asks for something.
    timer = setTimeout(() => renew().catch(() => undefined), seconds * 1000)
  }
  const renewed = async (): Promise<void> => {
    if (!tokens?.refreshToken) throw new Refusal(sessionEnded)
    try {
      hold(await openId.renewed(tokens))
    } catch (error) {
      throw isRefusedByIssuer(error) ? new Refusal(sessionEnded) : lackOfNetwork(error)
    }
  }
  /** A refresh token is good once: whoever asks meanwhile waits for the same answer. */
  const renew = (): Promise<void> => {
    renewing ??= renewed().finally(() => {
      renewing = undefined
    })
    return renewing
  }
  const signedOut = new BroadcastChannel('doorlevering.afgemeld')
  const forget = (address?: URL): void => {
    sessionStorage.removeItem(SIGNED_IN)
    location.assign(address ?? location.pathname)
  }
  signedOut.addEventListener('message', ({ data }) => data === tokens?.person.sub && forget())
  return {
    hold,
    session: {
      renew,
      person: () => tokens?.person,
      accessToken: () => tokens?.accessToken ?? '',
      signIn: () => leaveToSignIn(openId, false),
      signOut: async () => {
        const address = await openId.endOfSession(tokens?.idToken).catch(thrownAsRefusal)
        signedOut.postMessage(tokens?.person.sub)
        forget(address)
      },
    },
  }
}

/** `fetch` throws this where there is no network. */
const lackOfNetwork = (error: unknown): unknown =>
  error instanceof TypeError ? new Refusal(unreachable) : error

const thrownAsRefusal = (error: unknown): never => {
  throw lackOfNetwork(error)
}

/** Goes to the issuer. Never resolves, since this page ends. */
const leaveToSignIn = async (openId: OpenId, silent: boolean): Promise<never> => {
  const pending: Pending = { ...newPendingSignIn(), hash: location.hash, silent }
  const address = await openId.authorization(pending, silent ? 'none' : undefined).catch(thrownAsRefusal)
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  if (silent) location.replace(address)
  else location.assign(address)
  return new Promise(() => undefined)
}

const takePending = (): Pending | undefined => {
  const kept = sessionStorage.getItem(PENDING)
  sessionStorage.removeItem(PENDING)
  return kept === null ? undefined : JSON.parse(kept)
}
