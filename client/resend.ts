import type { Options } from './options.ts'
import { sharedToken } from './token.ts'

/** Too many requests, or nobody who can answer now. */
const TEMPORARY = [429, 502, 503, 504]
const LONGEST_WAIT_SECONDS = 60

type Outcome = { answer: Response } | { error: unknown }

/**
 * Sends requests with a token: once more with a new one after a 401, and again as they were where an answer was lost or
 * the service asks to wait. The API takes a save with the same body and precondition for the same save. A POST is sent
 * again only where it certainly was not taken (429).
 */
export const resending = ({ token, retries = 4, fetch = globalThis.fetch, wait = pause }: Options) => {
  const tokens = sharedToken(token)

  const send = async (request: Request, held: Promise<string>): Promise<Outcome> => {
    const sent = request.clone()
    sent.headers.set('Authorization', `Bearer ${await held}`)
    return fetch(sent).then(
      answer => ({ answer }),
      error => ({ error }),
    )
  }

  const sendWithToken = async (request: Request): Promise<Outcome> => {
    const held = tokens.get()
    const outcome = await send(request, held)
    if (!('answer' in outcome) || outcome.answer.status !== 401) return outcome
    tokens.refuse(held)
    return send(request, tokens.get())
  }

  return async (request: Request): Promise<Response> => {
    for (let tries = 0; ; tries += 1) {
      const outcome = await sendWithToken(request)
      if (tries < retries && isWorthAnotherTry(request, outcome)) await wait(secondsBefore(tries, outcome))
      else if ('answer' in outcome) return outcome.answer
      else throw outcome.error
    }
  }
}

const isWorthAnotherTry = ({ method, signal }: Request, outcome: Outcome): boolean => {
  if (signal.aborted) return false
  if (method === 'POST') return 'answer' in outcome && outcome.answer.status === 429
  return !('answer' in outcome) || isTemporary(outcome.answer)
}

/** A 500 of the gateway, which is no problem of ours, tells as little of a save as no answer. */
const isTemporary = ({ status, headers }: Response): boolean =>
  TEMPORARY.includes(status) ||
  (status === 500 && !headers.get('Content-Type')?.startsWith('application/problem+json'))

/** As long as the API asks, or twice as long each time. */
const secondsBefore = (tries: number, outcome: Outcome): number => {
  const asked = 'answer' in outcome ? Number(outcome.answer.headers.get('Retry-After')) : 0
  return Math.min(asked > 0 ? asked : 2 ** tries, LONGEST_WAIT_SECONDS)
}

const pause = (seconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, seconds * 1000))
