import * as z from 'zod/mini'
import { worker } from '../../shared/platform/worker.ts'
import { type PublishPagePorts, publishPage, removePage } from '../../shared/rollout/publish-page.ts'

/** How CloudFormation asks a custom resource. */
const event = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.string(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: z.object({ Configuration: z.string() }),
})

/** The page is deployed, changed or taken away. */
export const make = (ports: PublishPagePorts) =>
  worker(ports.log, async (asked: unknown): Promise<void> => {
    const { RequestType, ResponseURL, ResourceProperties, ...request } = event.parse(asked)
    const deployment = { answerUrl: ResponseURL, request }
    if (RequestType === 'Delete') await removePage(ports, deployment)
    else await publishPage(ports, deployment, ResourceProperties.Configuration)
  })
