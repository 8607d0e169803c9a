import * as z from 'zod/mini'
import { worker } from '../../shared/platform/worker.ts'
import { type TryVersionsPorts, tryVersions } from '../../shared/rollout/try-versions.ts'

/** How CodeDeploy asks. */
const hook = z.object({ DeploymentId: z.string(), LifecycleEventHookExecutionId: z.string() })

/** Before new versions of the HTTP functions get their first callers: do they answer? */
export const make = (ports: TryVersionsPorts) =>
  worker(ports.log, async (event: unknown): Promise<void> => {
    const { DeploymentId, LifecycleEventHookExecutionId } = hook.parse(event)
    await tryVersions(ports, {
      deploymentId: DeploymentId,
      hookExecutionId: LifecycleEventHookExecutionId,
    })
  })
