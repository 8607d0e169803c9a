import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Handle, listener } from '../../infra/local/server.ts'
import { grantsInMemory } from '../../stubs/issuer/grants.ts'
import { type Issuer, localIssuer } from '../../stubs/issuer/issuer.ts'
import { openIdProvider } from '../../stubs/issuer/provider.ts'
import type { Certificate } from '../support/certificate.ts'
import { realClock } from './real-clock.ts'

export interface TestIssuer extends Issuer {
  /** A POST of claims here is answered with a token. */
  readonly tokensUrl: string
  stop(): void
}

const TOKENS = '/tokens'

/** The local environment's issuer, over HTTPS on the loopback interface, for functions and pages that are not ours to call into. */
export const startIssuer = async (certificate: Certificate): Promise<TestIssuer> => {
  let handle: Handle = async () => ({ statusCode: 503 })
  const server = createServer(
    certificate,
    listener(() => handle),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = await localIssuer(baseUrl, realClock)
  const grants = grantsInMemory(realClock, randomUUID)
  const provider = openIdProvider({ issuer, clock: realClock, grants })
  const given = async (claims: string) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accessToken: await issuer.token(JSON.parse(claims)) }),
  })
  handle = async request =>
    request.url === TOKENS
      ? given(request.body.toString())
      : ((await provider(request)) ?? { statusCode: 404 })
  return {
    ...issuer,
    tokensUrl: `${baseUrl}${TOKENS}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
