import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { archiveNameOf, deliveryIdOf, deliveryView, plannedAt } from '../../../shared/delivery/delivery.ts'
import { payloadOf } from '../../../shared/delivery/payload.ts'
import type { SchoolId } from '../../../shared/directory/identifiers.ts'
import { reportOf } from '../../../shared/monitoring/report.ts'
import { dayOf, localDateTimeOf } from '../../../shared/platform/time.ts'
import {
  aSchool,
  changed,
  day,
  delivered,
  digestOf,
  endingIn,
  failed,
  given,
  headAfter,
  inPhase,
  july1,
  key,
  results,
  resultsChanged,
  retried,
  schoolYear,
  started,
  stateAfter,
  terms,
  withdrawn,
} from '../../support/builders.ts'

const schoolIds = fc.stringMatching(/^[0-9]{2}[A-Z]{2}[0-9]{2}$/) as fc.Arbitrary<SchoolId>
const dates = ['2027-01-31', '2027-03-28', '2027-07-01', '2027-10-31'].map(day)

describe('the slot of a school', () => {
  it('is a whole minute from 07:00 to 07:54 on the clocks of Amsterdam, whatever the day', () => {
    fc.assert(
      fc.property(schoolIds, fc.constantFrom(...dates), (id, date) => {
        const at = plannedAt(id, date)
        expect(localDateTimeOf(at)).toMatch(/T07:([0-4][0-9]|5[0-4]):00$/)
        expect(dayOf(at)).toBe(date)
      }),
    )
  })

  it('is the same on every day', () => {
    fc.assert(
      fc.property(schoolIds, id => {
        const times = dates.map(date => localDateTimeOf(plannedAt(id, date)).slice(11))
        expect(new Set(times).size).toBe(1)
      }),
    )
  })

  it('spreads the deliveries of a day evenly, those of neighbouring ids too', () => {
    const ids = Array.from({ length: 1200 }, (_, number) => {
      const letters = String.fromCharCode(65 + (number % 26), 65 + (Math.floor(number / 26) % 26))
      return `${10 + (number % 20)}${letters}0${number % 3}` as SchoolId
    })
    const perMinute = Map.groupBy(new Set(ids), id => plannedAt(id, july1))
    const average = new Set(ids).size / 55
    expect(perMinute.size).toBe(55)
    expect(Math.max(...[...perMinute.values()].map(those => those.length))).toBeLessThan(2.5 * average)
  })
})

describe('the name of a delivery', () => {
  it('is the school, the school year and the version of the consent in force at 00:00 of the date', () => {
    expect(deliveryIdOf(key, stateAfter(given(), changed()))).toBe('99AA00_2026-2027_2')
    expect(deliveryIdOf(key, stateAfter(given(), resultsChanged(null)))).toBe('99AA00_2026-2027_2')
    expect(deliveryIdOf(key, stateAfter(given(), resultsChanged(null, '2027-07-01T01:00:00Z')))).toBe(
      '99AA00_2026-2027_1',
    )
  })

  it('and the digest of its document name its bytes, so that one name has one content', () => {
    expect(archiveNameOf(key, stateAfter(given()))).toBe(`99AA00/2026-2027/payloads/1-${digestOf(results)}`)
  })
})

describe('what the inspectorate gets', () => {
  const payloadWith = (state = stateAfter(given(), changed())) => {
    const report = reportOf({ ...aSchool(), schoolYear }, results, 'education-type')!
    return { report, bytes: payloadOf(key, state, report.document) }
  }

  it('is the id, the consent, how the survey was conducted and the report, and nothing else', () => {
    const { report, bytes } = payloadWith()
    expect(JSON.parse(bytes.toString())).toEqual({
      schemaVersion: '1.0',
      deliveryId: '99AA00_2026-2027_2',
      consent: {
        version: 2,
        givenAt: '2027-05-11T12:03:00.000Z',
        level: 'education-type',
        deliveryDate: '2027-07-01',
      },
      conduct: terms().conduct,
      report: report.document,
    })
  })
})

describe('a delivery as the API shows it', () => {
  it.each([
    { phase: 'given', status: 'planned' },
    { phase: 'in-delivery', status: 'in-progress' },
    { phase: 'delivered', status: 'delivered' },
    { phase: 'nothing-to-deliver', status: 'nothing-to-deliver' },
    { phase: 'delivery-failed', status: 'failed' },
  ] as const)('is $status while $phase', ({ phase, status }) => {
    expect(deliveryView(headAfter(...endingIn[phase]))).toMatchObject({ status })
  })

  it('is none after a withdrawal', () => {
    expect(deliveryView(headAfter(given(), withdrawn()))).toBeUndefined()
  })

  it('has a name, a moment and a digest from the consent on', () => {
    expect(deliveryView(headAfter(given()))).toEqual({
      deliveryId: '99AA00_2026-2027_1',
      status: 'planned',
      plannedAt: '2027-07-01T05:44:00.000Z',
      deliveredAt: null,
      receiptId: null,
      reportDigest: digestOf(results),
      attempts: 0,
    })
  })

  it('has the receipt of the inspectorate, and when that had it', () => {
    expect(deliveryView(headAfter(given(), started(), delivered(2)))).toMatchObject({
      deliveredAt: '2027-07-01T05:44:01.000Z',
      receiptId: 'ontvangst-1',
      attempts: 2,
    })
  })

  it('counts the attempts of a run under way, and an operator’s with those before', () => {
    const running = headAfter(given(), started())
    expect(deliveryView({ ...running, effects: { ...running.effects, posts: 4 } })).toMatchObject({
      attempts: 4,
    })
    const again = headAfter(given(), started(), failed(4), retried())
    expect(deliveryView(again)).toMatchObject({ attempts: 4 })
    expect(deliveryView({ ...again, effects: { ...again.effects, posts: 1 } })).toMatchObject({
      attempts: 5,
    })
  })

  it('does not count as attempts how often a mail was tried', () => {
    const planned = headAfter(given())
    expect(deliveryView({ ...planned, effects: { ...planned.effects, attempts: 3 } })).toMatchObject({
      attempts: 0,
    })
    expect(inPhase('given').attempts).toBe(0)
  })
})
