import * as z from 'zod/mini'
import { answerFrom } from './api.ts'
import { outputOf, stacksOf } from './aws/stage.ts'
import type { Context } from './context.ts'
import { Failure, Misuse } from './failure.ts'

const configuration = z.object({ issuer: z.url(), scope: z.string() })

interface Told {
  issuer?: string | undefined
  scope?: string | undefined
  stage?: string | undefined
}

/** The OpenID issuer and the scope to ask for: as options say, as the page is told, or as the stack tells. */
export const issuerOf = async (
  url: string,
  { issuer, scope, stage }: Told,
  context: Context,
): Promise<z.output<typeof configuration>> => {
  const usual = { scope: scope ?? 'openid monitoring' }
  if (issuer !== undefined && !URL.canParse(issuer)) throw new Misuse(`--issuer ${issuer} is no address.`)
  if (issuer !== undefined) return { ...usual, issuer }
  const told = await answerFrom(url, `${url}/config.json`, context)
  const parsed = configuration.safeParse(told.ok ? await told.json().catch(() => undefined) : undefined)
  if (parsed.success) return { ...parsed.data, ...(scope !== undefined && { scope }) }
  if (stage !== undefined)
    return { ...usual, issuer: await outputOf(context.aws(), stacksOf(stage).service, 'TokenIssuer') }
  throw new Failure(
    `${url} has no page that tells the issuer (config.json: ${told.status}). Name it with --issuer.`,
  )
}
