import * as z from 'zod/mini'
import { worker } from '../../shared/platform/worker.ts'
import { runSmokeTests, type SmokeTestPorts } from '../../shared/rollout/smoke-test.ts'

/** How CodeDeploy asks. */
const hook = z.object({ DeploymentId: z.string(), LifecycleEventHookExecutionId: z.string() })

/** Before new versions of the HTTP functions get their first callers: do they answer? */
export const make = (ports: SmokeTestPorts) =>
  worker(ports.log, async (event: unknown): Promise<void> => {
    const { DeploymentId, LifecycleEventHookExecutionId } = hook.parse(event)
    await runSmokeTests(ports, {
      deploymentId: DeploymentId,
      hookExecutionId: LifecycleEventHookExecutionId,
    })
  })
