import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { expect, it } from 'vitest'
import { people, school } from '../support/consent-story.ts'
import { cloudService } from './cloud-service.ts'
import { deploymentIn, exampleSettings } from './guide.ts'
import { run } from './operator.ts'

it('the version before is at work again, and the data is as it was', { timeout: 600_000 }, async () => {
  // What was synthesized of it stands for its commit.
  // It asks again for credentials that have ended by its clock: here by the emulator's own.
  await run(`export CDK_APP=first; EMULATOR_CLOCK=/dev/null ${deploymentIn('Going back')}`)
  const live = { FunctionName: 'doorlevering-dev-process-events', Qualifier: 'live' }
  const { Environment } = await new LambdaClient().send(new GetFunctionConfigurationCommand(live))
  expect(Environment?.Variables?.PORTAL_URL).toBe(exampleSettings.portalUrl)
  const annelies = await cloudService.caller(people.annelies)
  expect(await annelies.consent(school)).toMatchObject({ version: 4, status: 'given' })
})
