import { describe, expect, it } from 'vitest'
import { areResultsClosed, editableUntil, isEditable } from '../../../shared/consent/deadline.ts'
import { type Command, decide } from '../../../shared/consent/decider.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  context,
  day,
  deVries,
  endingIn,
  given,
  inPhase,
  jansen,
  may11,
  nothingToDeliver,
  phases,
  stateAfter,
  terms,
  window,
  withdrawn,
} from '../../support/builders.ts'

const january = instantFrom('2027-01-15T12:00:00Z')
const wholeYear = context({ windows: [window('2027-01-01', '2027-12-31')] })

/** Days around both changes of the clock, each with the last millisecond before it and its first. */
const days = [
  { date: '2027-07-01', lastOpen: '2027-06-30T21:59:59.999Z', locked: '2027-06-30T22:00:00.000Z' },
  { date: '2027-02-01', lastOpen: '2027-01-31T22:59:59.999Z', locked: '2027-01-31T23:00:00.000Z' },
  { date: '2027-03-28', lastOpen: '2027-03-27T22:59:59.999Z', locked: '2027-03-27T23:00:00.000Z' },
  { date: '2027-03-29', lastOpen: '2027-03-28T21:59:59.999Z', locked: '2027-03-28T22:00:00.000Z' },
  { date: '2027-10-31', lastOpen: '2027-10-30T21:59:59.999Z', locked: '2027-10-30T22:00:00.000Z' },
  { date: '2027-11-01', lastOpen: '2027-10-31T22:59:59.999Z', locked: '2027-10-31T23:00:00.000Z' },
].map(({ date, lastOpen, locked }) => ({
  date,
  lastOpen: instantFrom(lastOpen),
  locked: instantFrom(locked),
  state: stateAfter(given({ at: january, terms: terms({ deliveryDate: day(date) }) })),
}))

const later = terms({ deliveryDate: day('2027-12-01') })
const commands = [
  { what: 'changed', command: { kind: 'save', terms: later, by: deVries } },
  { what: 'withdrawn', command: { kind: 'withdraw', by: jansen } },
] as const
const cases = days.flatMap(each => commands.map(asked => ({ ...each, ...asked })))

describe('a consent for a delivery date', () => {
  it.each(cases)('of $date can be $what to the last millisecond of the day before', each => {
    const command: Command = { ...each.command, at: each.lastOpen }
    expect(decide(each.state, command, wholeYear)).toMatchObject({ event: { type: each.what } })
  })

  it.each(cases)('of $date can no longer be $what from its first millisecond', each => {
    const command: Command = { ...each.command, at: each.locked }
    expect(decide(each.state, command, wholeYear)).toEqual({ conflict: 'consent-locked' })
  })

  it.each(days)('of $date is editable, and its results open, until 00:00', ({ state, lastOpen, locked }) => {
    expect(editableUntil(state)).toBe(locked)
    expect([isEditable(state, lastOpen), isEditable(state, locked)]).toEqual([true, false])
    expect([areResultsClosed(state, lastOpen), areResultsClosed(state, locked)]).toEqual([false, true])
  })
})

describe('a delivery date', () => {
  const at = instantFrom('2027-06-29T22:00:00Z')
  const save = (date: string) =>
    decide(undefined, { kind: 'save', terms: terms({ deliveryDate: day(date) }), by: jansen, at }, wholeYear)
  const tooEarly = { faults: [{ pointer: '/deliveryDate', code: 'date-too-early' }] }

  it('is after today, by the clocks of Amsterdam', () => {
    expect(save('2027-06-29')).toEqual(tooEarly)
    expect(save('2027-06-30')).toEqual(tooEarly)
    expect(save('2027-07-01')).toHaveProperty('event')
  })
})

describe('results and pupils of a school year', () => {
  const long = instantFrom('2028-01-01T00:00:00Z')

  it('are open before the first consent', () => {
    expect(areResultsClosed(undefined, long)).toBe(false)
  })

  it('stay open where the consent was withdrawn before its date', () => {
    expect(areResultsClosed(inPhase('withdrawn'), long)).toBe(false)
  })

  it.each(['in-delivery', 'delivered', 'nothing-to-deliver', 'delivery-failed'] as const)(
    'are closed while %s',
    phase => {
      expect(areResultsClosed(inPhase(phase), long)).toBe(true)
    },
  )

  it('stay closed where a consent that brought nothing is withdrawn', () => {
    expect(areResultsClosed(stateAfter(...endingIn['nothing-to-deliver'], withdrawn()), long)).toBe(true)
    expect(areResultsClosed(stateAfter(...endingIn['delivery-failed'], withdrawn()), long)).toBe(true)
  })

  it('may still come where nothing was delivered for want of them, also after a withdrawal', () => {
    const ended = [given(), { ...nothingToDeliver, withoutResults: true }] as const
    expect(areResultsClosed(stateAfter(...ended), long)).toBe(false)
    expect(areResultsClosed(stateAfter(...ended, withdrawn()), long)).toBe(false)
  })

  it('open again with a consent for a later date, until 00:00 of that', () => {
    const again = given({
      at: instantFrom('2027-07-02T10:00:00Z'),
      terms: terms({ deliveryDate: day('2027-09-01') }),
    })
    const state = stateAfter(given(), nothingToDeliver, again)
    expect(areResultsClosed(state, instantFrom('2027-08-31T21:59:59.999Z'))).toBe(false)
    expect(areResultsClosed(state, instantFrom('2027-08-31T22:00:00.000Z'))).toBe(true)
  })
})

describe('whether a save could be accepted', () => {
  const open = { given: true, withdrawn: true, 'nothing-to-deliver': true, 'delivery-failed': true }

  it.each(phases)('is told for a consent that is %s', phase => {
    expect(isEditable(inPhase(phase), may11)).toBe(phase in open)
  })
})
