import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../../shared/consent/decider.ts'
import type { LogState } from '../../../shared/consent/log.ts'
import { offeredWindows } from '../../../shared/consent/windows.ts'
import type { DeliveryWindow } from '../../../shared/directory/ports.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  context,
  day,
  given,
  inPhase,
  jansen,
  may11,
  phases,
  stateAfter,
  terms,
  window,
  withdrawn,
} from '../../support/builders.ts'

const june = window('2027-06-01', '2027-06-10')
const july1 = window('2027-07-01')
const catchUp = window('2027-09-15', '2027-09-15', 'not-delivered')

const saveOn = (date: string, windows: readonly DeliveryWindow[], state?: LogState) =>
  decide(
    state,
    { kind: 'save', terms: terms({ deliveryDate: day(date) }), by: jansen, at: may11 },
    context({ windows }),
  )
const accepted = { event: expect.anything() }
const notOffered = { faults: [{ pointer: '/deliveryDate', code: 'date-not-offered' }] }

describe('the delivery dates a school can choose', () => {
  it('include a catch-up date for a school that has not delivered', () => {
    expect(saveOn('2027-09-15', [catchUp])).toEqual(accepted)
    expect(saveOn('2027-09-15', [catchUp], inPhase('nothing-to-deliver'))).toEqual(accepted)
    expect(saveOn('2027-09-15', [catchUp], inPhase('delivery-failed'))).toEqual(accepted)
  })

  it('are exactly the days of the windows after today', () => {
    const days = fc.integer({ min: 1, max: 28 }).map(number => `2027-06-${String(number).padStart(2, '0')}`)
    const windows = fc.array(
      fc.tuple(days, days).map(([one, other]) => (one < other ? window(one, other) : window(other, one))),
    )
    fc.assert(
      fc.property(windows, days, (calendar, date) => {
        const offered = calendar.some(({ fromDate, untilDate }) => fromDate <= date && date <= untilDate)
        expect('event' in saveOn(date, calendar)).toBe(offered)
      }),
    )
  })
})

describe('a consent whose window was removed from the calendar', () => {
  const state = stateAfter(given())

  it('can be changed while it keeps its date', () => {
    expect(saveOn('2027-07-01', [june], state)).toEqual(accepted)
  })

  it('can be changed to no other date', () => {
    expect(saveOn('2027-07-02', [june], state)).toEqual(notOffered)
  })

  it('cannot be given again for that date once it is withdrawn', () => {
    expect(saveOn('2027-07-01', [june], stateAfter(given(), withdrawn()))).toEqual(notOffered)
  })
})

describe('the windows a school is shown', () => {
  const calendar = [june, july1, catchUp]
  const shown = [
    { fromDate: '2027-06-01', untilDate: '2027-06-10' },
    { fromDate: '2027-07-01', untilDate: '2027-07-01' },
    { fromDate: '2027-09-15', untilDate: '2027-09-15' },
  ]

  it('are those with a day left after today', () => {
    const on = (moment: string) => offeredWindows(calendar, undefined, instantFrom(moment))
    expect(on('2027-05-11T12:00:00Z')).toEqual(shown)
    expect(on('2027-06-09T21:59:59.999Z')).toEqual(shown)
    expect(on('2027-06-09T22:00:00.000Z')).toEqual(shown.slice(1))
    expect(on('2027-09-14T22:00:00.000Z')).toEqual([])
  })

  it.each(phases)('are the same until the delivery, and none after it (%s)', phase => {
    expect(offeredWindows(calendar, inPhase(phase), may11)).toEqual(phase === 'delivered' ? [] : shown)
  })
})
