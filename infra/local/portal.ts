import type { Configuration } from '../../portal/configuration.ts'
import { memoized } from '../../shared/platform/memoized.ts'
import { ASK_AGAIN, buildPage } from '../page/build.ts'
import { pageClient } from '../page/client.ts'
import { pagePolicy } from '../page/policy.ts'
import { type Page, page, type StaticFile } from './static-files.ts'
import { TOOLS } from './tools.ts'

/** Built once for each process, whose sources stay as they are. */
const pageFiles = memoized(buildPage)

/** The portal page, as a deployment serves it. */
export const portalPage = async (issuer: string): Promise<Page> => {
  const configuration: Configuration = {
    issuer,
    ...pageClient,
    accessibility: {
      organisation: 'De ontwikkelaar van deze omgeving',
      email: 'toegankelijkheid@example.org',
      drawnUpOn: '2027-05-11',
    },
    tools: TOOLS,
    notice: 'Lokale omgeving. Verzonnen scholen en gegevens. Er gaat niets naar de inspectie.',
  }
  const files = Object.fromEntries(
    (await pageFiles()).map(({ name, ...file }): [string, StaticFile] => [`/${name}`, file]),
  )
  const told = { type: 'application/json', cacheControl: ASK_AGAIN, body: JSON.stringify(configuration) }
  // Under the name `localhost` the page has another origin than its issuer, as a deployed one has.
  return page(
    { ...files, '/': files['/index.html']!, '/config.json': told },
    pagePolicy([new URL(issuer).origin]),
  )
}
