import type { Command } from '@commander-js/extra-typings'
import { ANSWER_MILLISECONDS, reasonOf } from '../api.ts'
import { type Check, checkList } from '../checks.ts'
import type { Context } from '../context.ts'
import { issuerOf } from '../issuer.ts'
import { serviceCommand } from '../options.ts'
import type { Shell } from '../shell.ts'

export const addSmoke = (program: Command, shell: Shell): void => {
  serviceCommand(program, 'smoke', 'See that the service and its issuer answer, without a token')
    .option('--issuer <url>', 'the OpenID issuer, where no page tells it')
    .action(async options => {
      const url = await shell.url(options)
      const { issuer } = await issuerOf(url, options, shell.context)
      shell.show(options, checkList(await smoke(url, issuer, shell.context)))
    })
}

const smoke = async (url: string, issuer: string, context: Context): Promise<readonly Check[]> => {
  const discovery = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, context)
  const keySet = typeof discovery.body?.jwks_uri === 'string' ? discovery.body.jwks_uri : undefined
  const keys = keySet === undefined ? nothing : await ask(keySet, context)
  const [openApi, read] = await Promise.all([
    ask(`${url}/v1/openapi.json`, context),
    ask(`${url}/v1/school-years`, context),
  ])
  return [
    checked(
      'discovery',
      discovery,
      discovery.body?.issuer === issuer,
      `names ${discovery.body?.issuer}`,
      'Compare tokens.issuer of the settings with what the issuer calls itself.',
    ),
    checked(
      'key set',
      keys,
      Array.isArray(keys.body?.keys),
      `${keySet}`,
      'Ask the identity provider: without keys nobody can be let in.',
    ),
    checked(
      'openapi.json',
      openApi,
      openApi.body?.openapi !== undefined,
      'served',
      'docs/runbooks/api.md#the-api-answers-5xx',
    ),
    checked(
      'a read',
      read,
      read.status === 401 && read.body?.code === 'unauthenticated',
      'refused without a token, in our own words',
      'docs/runbooks/api.md#the-api-answers-5xx',
    ),
  ]
}

interface Answer {
  readonly status: number | undefined
  readonly body: Readonly<Record<string, unknown>> | undefined
  readonly reason?: string
}

const nothing: Answer = { status: undefined, body: undefined, reason: 'not told by the discovery document' }

const ask = async (address: string, { fetch }: Context): Promise<Answer> => {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) })
    return { status: response.status, body: await bodyOf(response) }
  } catch (error) {
    return { status: undefined, body: undefined, reason: reasonOf(error) }
  }
}

const bodyOf = async (response: Response): Promise<Answer['body']> =>
  (await response.json().catch(() => undefined)) as Answer['body']

const checked = (name: string, answer: Answer, ok: boolean, found: string, todo: string): Check => ({
  name,
  ok,
  found: ok ? found : (answer.reason ?? `answered ${answer.status}, and not what was expected`),
  todo: [todo],
})
