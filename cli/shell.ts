import { type Api, apiAt } from './api.ts'
import { outputOf, stacksOf } from './aws/stage.ts'
import type { Context, Outcome } from './context.ts'
import { Misuse } from './failure.ts'

/** What every command does the same way: the options that say where, and how what it found is told. */
export interface Shell {
  readonly context: Context
  /** The address of the service, without a slash at its end. Throws `Misuse` where options do not say it. */
  url(options: Where): Promise<string>
  api(options: Where & { token?: string | undefined }): Promise<Api>
  show(options: { json?: true | undefined }, outcome: Outcome): void
}

/** An address, or a stage whose stack tells it. */
export interface Where {
  url?: string | undefined
  stage?: string | undefined
}

export const shellOf = (context: Context, end: (ok: boolean) => void): Shell => {
  const urlOf = async ({ url, stage }: Where): Promise<string> => {
    if (url !== undefined) return addressIn(url)
    if (stage === undefined)
      throw new Misuse('Say where the service is: --url https://… (or DOORLEVERING_URL), or --stage.')
    return addressIn(await outputOf(context.aws(), stacksOf(stage).service, 'ApiUrl'))
  }
  return {
    context,
    url: urlOf,
    api: async options => apiAt(await urlOf(options), options.token, context),
    show: (options, { data, text, ok }) => {
      context.write(`${options.json ? JSON.stringify(data, null, 2) : text}\n`)
      end(ok)
    },
  }
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** A token goes to it, which is told in clear text to this machine alone. */
const addressIn = (url: string): string => {
  const parsed = URL.parse(url)
  const isSafe =
    parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && LOOPBACK.test(parsed.hostname))
  if (!parsed || !isSafe || parsed.username || parsed.search || parsed.hash)
    throw new Misuse(
      `--url ${url} cannot be used: expected https://… or, on this machine, http://127.0.0.1:3000.`,
    )
  return parsed.href.replace(/\/(v1\/?)?$/, '')
}
