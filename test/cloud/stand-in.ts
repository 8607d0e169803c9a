import { once } from 'node:events'
import { createServer } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface StandIn {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  stop(): void
}

/** An address of this machine for a name that only AWS' own DNS knows, by which the emulator finds a distribution. */
export const standInFor = async (host: string, endpoint: string, ca: string): Promise<StandIn> => {
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked
    const as = { method, ca, servername: '', headers: { ...headers, host, 'x-forwarded-proto': 'https' } }
    const passedOn = request(`${endpoint}${url}`, as, response => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    passedOn.on('error', error => answer.destroy(error))
    asked.pipe(passedOn)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
