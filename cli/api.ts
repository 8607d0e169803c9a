import { decodeJwt } from 'jose'
import { type components, doorlevering, isProblem } from '../client/index.ts'
import type { Context } from './context.ts'
import { Failure } from './failure.ts'
import { renewed } from './sign-in.ts'

export type Schemas = components['schemas']

/** What is answered soon, or is no answer. */
export const ANSWER_MILLISECONDS = 10_000

/** The API, for whoever is signed in there or has a token. */
export type Api = ReturnType<typeof apiAt>

export const apiAt = (url: string, token: string | undefined, context: Context) =>
  doorlevering({
    baseUrl: `${url}/v1`,
    token: token === undefined ? sessionTokens(url, context) : givenToken(token, context),
    retries: 1,
    wait: seconds => {
      context.tell(`${url} gives no answer to use: it is asked again in ${seconds} s.\n`)
      return context.wait(seconds)
    },
    fetch: request => answerFrom(url, request, context),
  })

/** Throws a `Failure` where the service at that address answers nothing in time. */
export const answerFrom = (url: string, request: Request | string, { fetch }: Context): Promise<Response> =>
  fetch(request, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) }).catch(error => {
    throw new Failure(`No answer from ${url}: ${reasonOf(error)}.`)
  })

/** Why nothing was answered, in one word of the system: `ECONNREFUSED`, `ENOTFOUND`, `TimeoutError`. */
export const reasonOf = (error: unknown): string => {
  const { cause, name, message } = error as Error & { cause?: { code?: string } }
  return cause?.code ?? (name === 'TypeError' ? message : name)
}

/** What was answered. Throws what the API refused, in its own words. */
export const answered = async <Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<{ data: Data; response: Response }> => {
  const { data, error, response } = await call.catch(fault => {
    if (fault instanceof SyntaxError)
      throw new Failure('What was answered is no JSON: is it the address of the service?')
    throw fault
  })
  if (!response.ok) throw new Failure(refusalIn(error, response))
  return { data: data as Data, response }
}

const refusalIn = (error: unknown, { status, url }: Response): string => {
  if (!isProblem(error)) return `${url} answered ${status}, which is no answer of the service.`
  const faults = (error.errors ?? []).map(({ pointer, parameter, code, detail }) =>
    [`  ${pointer ?? parameter}: ${code}`, detail].join(' – '),
  )
  return [`${status} ${error.code}: ${error.detail}`, ...faults].join('\n')
}

/** Seconds for which a token is good; negative once it has expired, infinite where it does not say. */
const secondsLeft = (token: string, context: Context): number =>
  (claimsIn(token).exp ?? Number.POSITIVE_INFINITY) - context.now() / 1000

const claimsIn = (token: string): ReturnType<typeof decodeJwt> => {
  try {
    return decodeJwt(token)
  } catch {
    throw new Failure('The token is no JWT: expected the access token of an operator, without "Bearer".')
  }
}

/** Asked for a second time it is one that the API did not take. */
const givenToken = (token: string, context: Context) => {
  let given = false
  return async (): Promise<string> => {
    if (secondsLeft(token, context) <= 0) throw new Failure('The token has expired: get a new one.')
    if (given)
      throw new Failure('The API does not take this token: is it of this stage, with scope monitoring?')
    given = true
    return token
  }
}

/** The token of the session; where it has expired, or the API refused it, a new one from the issuer. */
const sessionTokens = (url: string, context: Context) => {
  let given = false
  return async (): Promise<string> => {
    const session = await context.sessions.read(url)
    const signIn = `Sign in: npx doorlevering login --url ${url}`
    if (!session) throw new Failure(`You are not signed in at ${url}. ${signIn}`)
    if (!given && secondsLeft(session.accessToken, context) > 0) {
      given = true
      return session.accessToken
    }
    given = true
    const next = await renewed(session).catch((error: Error) => {
      throw new Failure(`Your session at ${url} has ended. ${error.message} ${signIn}`)
    })
    await context.sessions.write(url, next)
    return next.accessToken
  }
}
