import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import { make } from '../../functions/smoke-test/handler.ts'
import { wire } from '../../functions/smoke-test/wire.ts'
import { clientOf, type SdkCommand } from '../../infra/local/fakes/sdk.ts'
import { httpPaths } from '../../infra/manifests.ts'
import { onTheDate } from '../support/builders.ts'

const quiet = { info: () => {}, error: () => {} }
const runtime = {
  clock: () => onTheDate,
  random: () => 0.5,
  newId: () => 'id-1',
  log: quiet,
  pause: async () => {},
}

/** New versions of all HTTP functions are tried, once for the deployment of each, named after it. */
export const aRollout = async (onCall: (command: SdkCommand) => void): Promise<void> => {
  const names = Object.keys(httpPaths)
  const smokeTests = names.map(name => ({ version: `${name}/CurrentVersion`, path: '/v1/any', status: 401 }))
  const listening = {
    send: async (command: SdkCommand) => {
      onCall(command)
      return { Payload: new TextEncoder().encode('{}') }
    },
  }
  const clients = {
    lambda: clientOf<LambdaClient>(listening),
    codeDeploy: clientOf<CodeDeployClient>(listening),
  }
  const runSmokeTests = make(wire({ SMOKE_TESTS: JSON.stringify(smokeTests) }, clients, runtime))
  for (const DeploymentId of names) {
    await runSmokeTests({ DeploymentId, LifecycleEventHookExecutionId: 'hook-1' }, {} as never)
  }
}
