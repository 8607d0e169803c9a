import { expect, it } from 'vitest'
import { cloudService } from './cloud-service.ts'
import { sixSteps } from './six-steps.ts'
import { daysFromNow } from './trial-day.ts'

it('takes a school through the six steps in a browser, from signing in to the mail', {
  timeout: 120_000,
}, async () => {
  // Offered by the story, which was told before.
  const date = daysFromNow(60)
  await sixSteps(date)
  const operator = await cloudService.caller({ role: 'operator', name: 'Olga Beheerder' })
  expect(await operator.consent('99AD00')).toMatchObject({ version: 1, deliveryDate: date })
})
