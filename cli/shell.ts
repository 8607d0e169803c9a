import { type Command, Option } from '@commander-js/extra-typings'
import { type Api, apiAt } from './api.ts'
import { type Context, Misuse, type Outcome } from './context.ts'

/** What every command does the same way: the options that say where, and how what it found is told. */
export interface Shell {
  readonly context: Context
  /** The API at the address of the options. Throws `Misuse` where there is none. */
  api(options: WhereApi): Promise<Api>
  show(options: { json?: true | undefined }, outcome: Outcome): void
}

export interface WhereApi {
  url?: string | undefined
  token?: string | undefined
}

const json = () => new Option('--json', 'write what was found as JSON, for programs')
const url = () =>
  new Option('--url <url>', 'address of the service, such as http://127.0.0.1:3000').env('DOORLEVERING_URL')
const token = () =>
  new Option('--token <token>', 'access token of an operator, instead of signing in').env(
    'DOORLEVERING_TOKEN',
  )

/** A command that asks the API. */
export const apiCommand = (parent: Command, name: string, description: string) =>
  parent.command(name).description(description).addOption(url()).addOption(token()).addOption(json())

export const shellOf = (context: Context, end: (ok: boolean) => void): Shell => ({
  context,
  api: async options => apiAt(addressIn(options), options.token, context),
  show: (options, { data, text, ok }) => {
    context.write(`${options.json ? JSON.stringify(data, null, 2) : text}\n`)
    end(ok)
  },
})

/** Without a slash at its end. */
export const addressIn = ({ url }: WhereApi): string => {
  if (url === undefined) throw new Misuse('Say where the service is: --url https://… (or DOORLEVERING_URL).')
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search || parsed.hash)
    throw new Misuse(
      `--url ${url} is no address: expected https://… or, on this machine, http://127.0.0.1:3000.`,
    )
  return parsed.href.replace(/\/(v1\/?)?$/, '')
}
