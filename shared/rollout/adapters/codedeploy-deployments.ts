import {
  type CodeDeployClient,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy'
import type { Deployments } from '../ports.ts'

/** Deployments of CodeDeploy. Throws what CodeDeploy throws: it then waits an hour in vain, and gives up. */
export const codeDeployDeployments = (client: Pick<CodeDeployClient, 'send'>): Deployments => ({
  async tell({ deploymentId, hookExecutionId }, status) {
    await client.send(
      new PutLifecycleEventHookExecutionStatusCommand({
        deploymentId,
        lifecycleEventHookExecutionId: hookExecutionId,
        status,
      }),
    )
  },
})
