import type { Log } from '../platform/log.ts'
import type { PageDeployment, PageDeployments, PageFile, PageStore } from './ports.ts'

export interface PublishPagePorts {
  /** Of the page this function was deployed with; what names others comes after them. */
  readonly files: readonly PageFile[]
  readonly store: PageStore
  readonly deployments: PageDeployments
  readonly log: Log
}

/**
 * Puts the page where it is served, with its `config.json`. Files of the page before it stay, since whoever has that open
 * still asks for them. Whether it succeeded is told to CloudFormation, which waits for it.
 */
export const publishPage = (ports: PublishPagePorts, deployment: PageDeployment, configuration: string) =>
  telling(ports, deployment, async () => {
    for (const file of [configFile(configuration), ...ports.files]) await ports.store.put(file)
  })

/** Leaves nothing of any page, so that what holds it can be removed. */
export const removePage = (ports: PublishPagePorts, deployment: PageDeployment) =>
  telling(ports, deployment, () => ports.store.removeAll())

/** Asked for anew each time: it says who the issuer is. */
const configFile = (body: string): PageFile => ({
  name: 'config.json',
  type: 'application/json',
  cacheControl: 'no-cache',
  body,
})

const telling = async (
  { deployments, log }: PublishPagePorts,
  deployment: PageDeployment,
  work: () => Promise<void>,
): Promise<void> => {
  const isDone = await work().then(
    () => true,
    error => {
      log.error('PAGE_NOT_PUBLISHED', {}, error)
      return false
    },
  )
  await deployments.tell(deployment, isDone)
}
