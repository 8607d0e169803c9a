import { expect, it } from 'vitest'
import { cloudService } from './cloud-service.ts'
import { deployed } from './deployed.ts'
import { deploymentIn } from './guide.ts'
import { run, synthesize, withStubs } from './operator.ts'
import { sixSteps } from './six-steps.ts'
import { daysFromNow } from './trial-day.ts'

it('a second version is deployed over the first, which knows the page’s address', {
  timeout: 600_000,
}, async () => {
  await synthesize('second', { dev: { ...withStubs, portalUrl: deployed().frontUrl } })
  await run(deploymentIn('Each time'))
})

it('takes a school through the six steps in a browser, from signing in to the mail', {
  timeout: 120_000,
}, async () => {
  // Offered by the operator, before.
  const date = daysFromNow(60)
  await sixSteps(date)
  const operator = await cloudService.caller({ role: 'operator', name: 'Olga Beheerder' })
  expect(await operator.consent('99AD00')).toMatchObject({ version: 1, deliveryDate: date })
})
