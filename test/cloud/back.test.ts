import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { expect, it } from 'vitest'
import { environments } from '../../infra/environments.ts'
import { people, school } from '../support/consent-story.ts'
import { cloudService } from './cloud-service.ts'

it('the version before is at work again, and the data is as it was', async () => {
  const live = { FunctionName: 'doorlevering-dev-process-events', Qualifier: 'live' }
  const { Environment } = await new LambdaClient().send(new GetFunctionConfigurationCommand(live))
  expect(Environment?.Variables?.PORTAL_URL).toBe(environments.dev.portalUrl)
  const annelies = await cloudService.caller(people.annelies)
  expect(await annelies.consent(school)).toMatchObject({ version: 4, status: 'given' })
})
