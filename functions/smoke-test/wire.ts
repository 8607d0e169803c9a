import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import * as z from 'zod/mini'
import { ORIGIN_HEADER, originSecretsFrom } from '../../shared/access/origin-verification.ts'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { codeDeployDeployments } from '../../shared/rollout/adapters/codedeploy-deployments.ts'
import { lambdaVersions } from '../../shared/rollout/adapters/lambda-versions.ts'
import type { SmokeTestPorts } from '../../shared/rollout/smoke-test.ts'
import { manifest } from './manifest.ts'

interface Clients {
  lambda: Pick<LambdaClient, 'send'>
  codeDeploy: Pick<CodeDeployClient, 'send'>
}

/** Longer than any HTTP function may take, shorter than this one. */
const PATIENCE_MILLISECONDS = 15_000

const text = z.string().check(z.minLength(1))
const smokeTests = z
  .array(z.object({ version: text, path: text, status: z.literal([200, 401]) }))
  .check(z.minLength(1))

/** Which adapter stands behind each port. `SMOKE_TESTS` is a list in JSON. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: Clients,
  { newId, log }: Runtime,
): SmokeTestPorts => {
  const { SMOKE_TESTS, ORIGIN_SECRETS } = settingsFrom(manifest.settings, environment)
  const [secret] = originSecretsFrom(ORIGIN_SECRETS) ?? []
  return {
    smokeTests: smokeTests.parse(JSON.parse(SMOKE_TESTS)),
    headers: secret === undefined ? {} : { [ORIGIN_HEADER]: secret },
    versions: lambdaVersions(clients.lambda, PATIENCE_MILLISECONDS),
    deployments: codeDeployDeployments(clients.codeDeploy),
    newId,
    log,
  }
}
