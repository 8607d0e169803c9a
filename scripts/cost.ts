import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import cdk from '../cdk.json' with { type: 'json' }
import type { OnCall } from '../infra/local/calls.ts'
import { commandName } from '../infra/local/fakes/sdk.ts'
import { addStages } from '../infra/stacks/stages.ts'
import { localService } from '../test/support/api/local-service.ts'
import * as paths from '../test/support/api/paths.ts'
import { schoolUser } from '../test/support/api/people.ts'
import { terms } from '../test/support/api/terms.ts'
import { costOfCall, monthlyPrices, prices } from './cost/prices.ts'

const SCHOOL = '99AA00'

/** Plays the school-year of one school against the local environment and prices what its functions ask of AWS. */
const schoolYear = async () => {
  const lines = new Map<string, { times: number; dollars: number }>()
  const add = (what: string, dollars: number): void => {
    const { times, dollars: before } = lines.get(what) ?? { times: 0, dollars: 0 }
    lines.set(what, { times: times + 1, dollars: before + dollars })
  }
  let isCounting = false
  const onCall: OnCall = (by, command, send) => {
    // The sweep comes whether there are schools or not.
    if (isCounting && by !== 'sweep') add(commandName(command).replace(/Command$/, ''), costOfCall(command))
    return send(command)
  }
  const service = await localService({}, undefined, onCall)
  try {
    const school = await service.caller(schoolUser(SCHOOL))
    isCounting = true
    await school.request({ path: paths.report(SCHOOL, 'school'), headers: { accept: 'application/pdf' } })
    await school.give(SCHOOL, terms({ deliveryDate: '2027-06-01' }))
    await service.idle()
    isCounting = false
    await service.moveClockTo('2027-06-01T06:30:00+02:00')
    isCounting = true
    await service.moveClockTo('2027-06-01T08:00:00+02:00')
    if ((await service.received()).length === 0) throw new Error('nothing was delivered')
  } finally {
    await service.stop()
  }
  add('HTTP request: the preview', prices.httpRequest + prices.invocation)
  add('HTTP request: the save', prices.httpRequest + prices.invocation)
  for (const event of ['the consent', 'the start of the delivery', 'the delivery'])
    add(`Invocation: effects of ${event}`, prices.invocation)
  add('Invocation: the delivery', prices.invocation)
  return lines
}

/** What the stacks of stage `prod` cost a month by their resources alone. */
const standing = () => {
  // The example settings of the project do, and no function is bundled.
  const context = { ...cdk.context, settings: undefined, 'aws:cdk:bundling-stacks': [] }
  const app = new App({ context })
  addStages(app)
  const resources = app.node.children
    .filter(Stack.isStack)
    .filter(({ stackName }) => /^doorlevering-prod/.test(stackName))
    .flatMap(stack =>
      Object.values<{ Type: string; Properties?: object }>(Template.fromStack(stack).toJSON().Resources),
    )
  return Object.entries(monthlyPrices).map(([what, { price, count }]) => {
    const times = count(resources)
    return [what, { times, dollars: times * price }] as const
  })
}

const table = (rows: Iterable<readonly [string, { times: number; dollars: number }]>, digits: number) => {
  const sorted = [...rows].sort(([, one], [, other]) => other.dollars - one.dollars)
  for (const [what, { times, dollars }] of sorted)
    console.log(`${what.padEnd(48)} ${String(times).padStart(4)} ${dollars.toFixed(digits).padStart(11)}`)
  const sum = sorted.reduce((total, [, { dollars }]) => total + dollars, 0)
  console.log(`${'all'.padEnd(48)} ${''.padStart(4)} ${sum.toFixed(digits).padStart(11)}\n`)
  return sum
}

console.log('A month of stage prod, in dollars')
const fixed = table(standing(), 2)
console.log('A school-year: one preview (PDF), one save, one delivery, two administrators, in dollars')
const variable = table(await schoolYear(), 7)
console.log(`fixed a month: $${fixed.toFixed(2)}`)
console.log(`variable per school-year: $${variable.toFixed(6)}`)
