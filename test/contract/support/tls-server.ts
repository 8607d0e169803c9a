import type { RequestListener } from 'node:http'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { httpsFetch, type Network } from '../../../shared/delivery/adapters/https-fetch.ts'
import { type Certificate, certificateFor } from '../../support/certificate.ts'

export const serverName = 'inspectie.example'

export interface TlsServer {
  readonly server: Server
  /** Under the name `serverName`, without a slash at its end. */
  readonly url: string
  /** How many connections came about, TLS or not. */
  connections(): number
  /** How many requests came through. */
  requests(): number
}

const certificate = certificateFor(serverName)

/** A network of one machine, where every name is that machine's and the servers below are trusted. */
export const loopback: Network = {
  lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  ca: certificate.cert,
}

/** Real servers on this machine, until `stop`. */
export const tlsServers = () => {
  const started: Server[] = []
  return {
    async start(
      listener: RequestListener,
      options: ServerOptions & Partial<Certificate> = {},
    ): Promise<TlsServer> {
      let connections = 0
      let requests = 0
      const server = createServer({ ...certificate, ...options }, (request, response) => {
        requests += 1
        listener(request, response)
      })
      server.on('connection', () => {
        connections += 1
      })
      started.push(server)
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const url = `https://${serverName}:${port}`
      return { server, url, connections: () => connections, requests: () => requests }
    },

    stop(): void {
      for (const server of started.splice(0)) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

/** A `fetch` that reaches this server, over a network that differs from `loopback` as told. */
export const fetchTo = ({ url }: Pick<TlsServer, 'url'>, network: Partial<Network> = {}) =>
  httpsFetch([url], { ...loopback, ...network })
