import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { causeOf, type Log, logCatalogue } from '../../shared/platform/log.ts'
import { type Instant, instantFrom } from '../../shared/platform/time.ts'
import { loopbackRedirects } from '../../stubs/issuer/answers.ts'
import { grantsInMemory } from '../../stubs/issuer/grants.ts'
import { openIdProvider } from '../../stubs/issuer/provider.ts'
import type { OnCall } from './calls.ts'
import { control } from './control.ts'
import { type LocalEnvironment, startEnvironment } from './environment.ts'
import { portalPage } from './portal.ts'
import { referencePage } from './reference.ts'
import { loadDemoData } from './seed.ts'
import { type Handle, serve } from './server.ts'
import { toolsPage } from './tools.ts'

export interface LocalSettings {
  /** 0 for a free one. */
  port: number
  /** The instant the clock starts at. */
  clock: string
  seed: 'demo' | 'empty'
}

export const defaults: LocalSettings = { port: 3000, clock: '2027-05-11T14:03:00+02:00', seed: 'demo' }

export interface Local {
  /** `http://127.0.0.1:<port>` */
  baseUrl: string
  environment: LocalEnvironment
  stop(): Promise<void>
}

/** Faults go to the terminal; what went well can be asked for over the API. */
const faultsOnly: Log = {
  info: () => undefined,
  error: (code, ids, cause) =>
    console.error(code, logCatalogue[code], { ...ids, ...(cause !== undefined && causeOf(cause)) }),
}

const notReady: Handle = async () => ({ statusCode: 503, headers: { 'Retry-After': '1' }, body: '' })

/** As the gateway does it: by the clock of the service. */
const dated = (answer: Awaited<ReturnType<Handle>>, now: Instant): typeof answer => ({
  ...answer,
  headers: { ...answer.headers, Date: new Date(now).toUTCString() },
})

/** The whole service on this machine, on the loopback interface only. Resolves when it can be used. */
export const startLocal = async (
  { port, clock, seed }: LocalSettings,
  log: Log = faultsOnly,
  onCall?: OnCall,
  random = Math.random,
): Promise<Local> => {
  let handle = notReady
  const server = serve(() => handle)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const start = instantFrom(clock)
  const runtime = { random, newId: randomUUID, log, onCall }
  const environment = await startEnvironment({ baseUrl, start, ...runtime })
  const { issuer, time } = environment
  const grants = grantsInMemory(time.clock, randomUUID)
  // On a machine of one's own anybody may be anybody.
  const access = { redirects: loopbackRedirects, isOpenTo: () => true }
  const provider = openIdProvider({ issuer, clock: time.clock, grants, ...access })
  const pages = await Promise.all([portalPage(issuer.issuer), toolsPage(), referencePage()])
  handle = async request =>
    pages.map(page => page(request)).find(answer => answer) ??
    (request.url.startsWith('/_local/')
      ? ((await provider(request)) ?? control(environment, request))
      : dated(await environment.request(request), time.clock()))
  if (seed === 'demo') await loadDemoData(baseUrl, environment)

  return {
    baseUrl,
    environment,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await environment.stop()
    },
  }
}
