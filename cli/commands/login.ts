import { type Command, InvalidArgumentError, Option } from '@commander-js/extra-typings'
import * as z from 'zod/mini'
import { reasonOf } from '../api.ts'
import { type Context, Failure, Misuse } from '../context.ts'
import { apiCommand, type Shell } from '../shell.ts'
import { signIn } from '../sign-in.ts'

const CLIENT_ID = 'doorlevering-cli'
/** Fixed, since some issuers (Cognito) know a redirect address by its port. */
const PORT = 8976
const configuration = z.object({ issuer: z.string(), scope: z.string() })

export const addLogin = (program: Command, shell: Shell): void => {
  const { context } = shell
  apiCommand(program, 'login', 'Sign in as an operator, by your browser')
    .option('--client-id <id>', 'what the issuer calls this command', CLIENT_ID)
    .option('--issuer <url>', 'the OpenID issuer, where no page tells it')
    .option('--scope <scope>', 'what is asked for, where no page tells it')
    .addOption(wholeNumber('--port <port>', 'of this machine, on which the browser comes back', PORT, 0))
    .addOption(wholeNumber('--timeout <seconds>', 'how long you have to sign in', 300, 1))
    .action(async options => {
      if (options.token !== undefined)
        throw new Misuse(
          'Nobody signs in with a token: give --token to other commands (or unset DOORLEVERING_TOKEN).',
        )
      const url = await shell.url(options)
      const { clientId, port, timeout: seconds } = options
      const { issuer, scope } = await issuerOf(url, options, context)
      const { person, accessToken, refreshToken } = await signIn(
        { issuer, scope, clientId, port, seconds },
        context,
      )
      if (person.role !== 'operator')
        throw new Failure(`${person.name} is no operator: the token's role is ${person.role ?? 'missing'}.`)
      await context.sessions.write(url, { accessToken, refreshToken, issuer, clientId, scope })
      const { name } = person
      shell.show(options, { data: { url, name }, text: `You are signed in at ${url} as ${name}.`, ok: true })
    })

  apiCommand(program, 'logout', 'Forget who is signed in').action(async options => {
    const url = await shell.url(options)
    await context.sessions.write(url, undefined)
    shell.show(options, { data: { url }, text: `You are signed out at ${url}.`, ok: true })
  })
}

export const wholeNumber = <const Flags extends string>(
  flags: Flags,
  description: string,
  standard: number,
  least: number,
) =>
  new Option(flags, description).default(standard).argParser((text: string): number => {
    if (!/^\d{1,5}$/.test(text) || Number(text) < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least} on.`)
    return Number(text)
  })

/** As options say, or else as the page is told. */
export const issuerOf = async (
  url: string,
  options: { issuer?: string | undefined; scope?: string | undefined },
  context: Context,
): Promise<z.output<typeof configuration>> => {
  const { issuer, scope = 'openid monitoring' } = options
  if (issuer !== undefined) return { issuer, scope }
  const told = await context
    .fetch(`${url}/config.json`, { signal: AbortSignal.timeout(30_000) })
    .catch(error => {
      throw new Failure(`No answer from ${url}: ${reasonOf(error)}.`)
    })
  const parsed = configuration.safeParse(told.ok ? await told.json().catch(() => undefined) : undefined)
  if (!parsed.success)
    throw new Failure(
      `${url} has no page that tells the issuer (config.json: ${told.status}). Name it with --issuer.`,
    )
  return { ...parsed.data, ...(options.scope && { scope }) }
}
