import type { LambdaFunctionURLEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import type { Log } from '../../shared/platform/log.ts'
import { worker } from '../../shared/platform/worker.ts'
import { addressOf, json, parsedJson, type Request, type Result, requestOf, withCookies } from '../http.ts'
import { bearsSecret } from '../secret.ts'
import { enter, openBy } from './access.ts'
import { claimsSchema, type Issuer, issuerOf, type TokenSigner } from './issuer.ts'
import type { ProviderPorts } from './ports.ts'
import { openIdProvider } from './provider.ts'

export interface IssuerPorts extends Pick<ProviderPorts, 'clock' | 'grants' | 'redirects'> {
  readonly log: Log
  readonly signer: TokenSigner
  /** Whoever knows it may be anybody. */
  readonly secret: string
}

const LIFETIME_SECONDS = 3600

/** The issuer of a trial stage: as the local one, but that whoever wants to be somebody must know the secret. */
export const make = ({ clock, log, signer, grants, redirects, secret }: IssuerPorts) =>
  worker(log, async (event: LambdaFunctionURLEvent): Promise<Result> => {
    const request = requestOf(event)
    const issuer = issuerOf({ issuer: addressOf(event), signer, clock, lifetimeSeconds: LIFETIME_SECONDS })
    const provider = openIdProvider({ issuer, clock, grants, redirects, isOpenTo: openBy(secret) })
    switch (`${request.method} ${event.rawPath}`) {
      case 'POST /access':
        return withCookies(enter(issuer.issuer, secret, new URLSearchParams(request.body.toString())))
      case 'POST /tokens':
        return bearsSecret(secret, request.headers.authorization)
          ? tokenFor(issuer, request)
          : json(401, { detail: 'the secret of the stubs is missing or wrong' })
      default:
        return withCookies((await provider(request)) ?? json(404, { detail: 'there is nothing here' }))
    }
  })

/** A token with any claims, as the control plane of the local environment gives it. */
const tokenFor = async (issuer: Issuer, { body }: Request): Promise<Result> => {
  const asked = claimsSchema.safeParse(parsedJson(body))
  return asked.success
    ? json(200, { accessToken: await issuer.token(asked.data) })
    : json(400, { detail: z.prettifyError(asked.error) })
}
