import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { type Issuer, localIssuer } from '../../stubs/issuer/issuer.ts'
import type { Certificate } from '../support/certificate.ts'
import { realClock } from './real-clock.ts'

export interface TestIssuer extends Issuer {
  /** A POST of claims here is answered with a token. */
  readonly tokensUrl: string
  stop(): void
}

/** The local environment's issuer, over HTTPS on the loopback interface, for functions that are not ours to call into. */
export const startIssuer = async (certificate: Certificate): Promise<TestIssuer> => {
  const server = createServer(certificate).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = await localIssuer(baseUrl, realClock)
  const answerTo = async (request: IncomingMessage): Promise<unknown> =>
    request.method === 'POST'
      ? { accessToken: await issuer.token((await json(request)) as Record<string, unknown>) }
      : issuer.keys()
  server.on('request', async (request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(await answerTo(request)))
  })
  return {
    ...issuer,
    tokensUrl: `${baseUrl}/tokens`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
