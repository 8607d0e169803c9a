import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { expect, it } from 'vitest'
import { people, school } from '../support/consent-story.ts'
import { cloudService } from './cloud-service.ts'
import { exampleSettings, Guide } from './guide.ts'
import { run } from './operator.ts'

it('the version before is at work again, and the data is as it was', { timeout: 600_000 }, async () => {
  // What was synthesized of it stands for its commit.
  const [deployment = ''] = /npx cdk deploy.*/.exec(new Guide('Going back').next('git checkout')) ?? []
  await run(`export CDK_APP=first; ${deployment}`)
  const live = { FunctionName: 'doorlevering-dev-process-events', Qualifier: 'live' }
  const { Environment } = await new LambdaClient().send(new GetFunctionConfigurationCommand(live))
  expect(Environment?.Variables?.PORTAL_URL).toBe(exampleSettings.portalUrl)
  const annelies = await cloudService.caller(people.annelies)
  expect(await annelies.consent(school)).toMatchObject({ version: 4, status: 'given' })
})
