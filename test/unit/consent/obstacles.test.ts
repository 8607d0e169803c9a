import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../../shared/consent/decider.ts'
import { obstaclesTo } from '../../../shared/consent/obstacles.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  context,
  day,
  deVries,
  endingIn,
  noResults,
  results,
  stateAfter,
  terms,
  window,
} from '../../support/builders.ts'

const states = [undefined, ...Object.values(endingIn).map(events => stateAfter(...events))]
const moments = [
  '2027-05-11T12:00:00Z',
  '2027-06-30T21:59:59.999Z',
  '2027-06-30T22:00:00Z',
  '2027-09-02T12:00:00Z',
]
const calendars = [
  [],
  [window('2027-05-01', '2027-05-11')],
  [window('2027-07-01')],
  [window('2027-09-03', '2027-09-03', 'not-delivered')],
]
/** Every day that any of them, or a consent, speaks of, and those beside it. */
const days = [
  '2027-05-11',
  '2027-05-12',
  '2027-07-01',
  '2027-07-02',
  '2027-09-02',
  '2027-09-03',
  '2027-09-04',
].map(day)

const situation = fc.record({
  state: fc.constantFrom(...states),
  now: fc.constantFrom(...moments).map(instantFrom),
  data: fc.constantFrom(results, noResults),
  boardHasAdministrators: fc.boolean(),
  windows: fc.constantFrom(...calendars),
})

describe('obstacles', () => {
  it('are there where every save is refused, and nowhere else, but where saves are closed', () => {
    fc.assert(
      fc.property(situation, ({ state, now, data, boardHasAdministrators, windows }) => {
        const answers = days.map(deliveryDate => {
          const command = { kind: 'save', terms: terms({ deliveryDate }), by: deVries, at: now } as const
          return decide(state, command, context({ data, boardHasAdministrators, windows }))
        })
        const conflicts = answers.map(answer => ('conflict' in answer ? answer.conflict : undefined))
        const isClosed = ['already-delivered', 'consent-locked'].includes(conflicts[0] ?? '')
        const hasResults = data.results.length > 0
        const told = obstaclesTo(state, { hasResults, boardHasAdministrators, windows }, now)
        expect(told.length > 0).toBe(!isClosed && answers.every(answer => !('event' in answer)))
        if (!isClosed && conflicts[0]) expect(told[0]).toBe(conflicts[0])
      }),
      { numRuns: 2000 },
    )
  })
})
