import { type Command, InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { decodeJwt } from 'jose'
import { answerFrom } from '../api.ts'
import type { Context } from '../context.ts'
import { Failure, Misuse } from '../failure.ts'
import { issuerOf } from '../issuer.ts'
import { apiCommand, serviceCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { signIn } from '../sign-in.ts'
import { wholeNumber } from '../whole-number.ts'

const CLIENT_ID = 'doorlevering-cli'
/** Of a fixed port, since some issuers (Cognito) know no other. */
const REDIRECT = new URL('http://127.0.0.1:8976/')

export const addLogin = (program: Command, shell: Shell): void => {
  const { context } = shell
  apiCommand(program, 'login', 'Sign in as an operator, by your browser')
    .option('--client-id <id>', 'what the issuer calls this command', CLIENT_ID)
    .option('--issuer <url>', 'the OpenID issuer, where no page tells it')
    .option('--scope <scope>', 'what is asked for, where no page tells it')
    .addOption(
      new Option('--redirect <url>', 'where the browser comes back, as the issuer knows it')
        .default(REDIRECT, REDIRECT.href)
        .argParser(redirectOf),
    )
    .addOption(wholeNumber('--timeout <seconds>', 'how long you have to sign in', 300))
    .action(async options => {
      if (options.token !== undefined)
        throw new Misuse(
          'Nobody signs in with a token: give --token to other commands (or unset DOORLEVERING_TOKEN).',
        )
      const url = await shell.url(options)
      const { clientId, redirect, timeout: seconds } = options
      const { issuer, scope } = await issuerOf(url, options, context)
      const { person, accessToken, refreshToken } = await signIn(
        { issuer, scope, clientId, redirect, seconds },
        context,
      )
      await tried(url, accessToken, context)
      if (person.role !== 'operator')
        throw new Failure(`${person.name} is no operator: the token's role is ${person.role}.`)
      await context.sessions.write(url, { accessToken, refreshToken, issuer, clientId, scope })
      const { name } = person
      shell.show(options, { data: { url, name }, text: `You are signed in at ${url} as ${name}.`, ok: true })
    })

  serviceCommand(program, 'logout', 'Forget who is signed in').action(async options => {
    const url = await shell.url(options)
    await context.sessions.write(url, undefined)
    shell.show(options, { data: { url }, text: `You are signed out at ${url}.`, ok: true })
  })
}

/** An address of this machine (RFC 8252, section 7.3). */
const redirectOf = (text: string): URL => {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(url.hostname) || url.port === '')
    throw new InvalidArgumentError(
      `Expected an address of this machine with a port, such as ${REDIRECT.href}.`,
    )
  return url
}

/** Asks the API, which is to take the token that the issuer gave. */
const tried = async (url: string, accessToken: string, context: Context): Promise<void> => {
  const headers = { Authorization: `Bearer ${accessToken}` }
  const { status } = await answerFrom(url, new Request(`${url}/v1/school-years`, { headers }), context)
  if (status !== 401) return
  const { iss, aud, scope, name, role, sub } = decodeJwt(accessToken)
  const told = Object.entries({ iss, aud, scope, sub, name, role }).map(
    ([claim, value]) => `  ${claim}: ${value === undefined ? 'missing' : JSON.stringify(value)}`,
  )
  throw new Failure(
    [
      'The API does not take the token. Compare its claims with docs/deploy.md, “The identity provider”:',
      ...told,
    ].join('\n'),
  )
}
