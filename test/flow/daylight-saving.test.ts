import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServiceFixture, serviceFixture } from '../support/api/service-fixture.ts'
import { terms } from '../support/api/terms.ts'

/** Around each change of the clocks: the moments in UTC at which the date begins, and its slots. */
const changes = [
  {
    season: 'spring',
    clock: '2027-03-20T12:00:00+01:00',
    dates: [
      {
        date: '2027-03-27',
        begins: '2027-03-26T23:00:00.000Z',
        from: '2027-03-27T06:00:00.000Z',
        until: '2027-03-27T06:55:00.000Z',
      },
      {
        date: '2027-03-28',
        begins: '2027-03-27T23:00:00.000Z',
        from: '2027-03-28T05:00:00.000Z',
        until: '2027-03-28T05:55:00.000Z',
      },
      {
        date: '2027-03-29',
        begins: '2027-03-28T22:00:00.000Z',
        from: '2027-03-29T05:00:00.000Z',
        until: '2027-03-29T05:55:00.000Z',
      },
    ],
  },
  {
    season: 'autumn',
    clock: '2026-10-20T12:00:00+02:00',
    dates: [
      {
        date: '2026-10-24',
        begins: '2026-10-23T22:00:00.000Z',
        from: '2026-10-24T05:00:00.000Z',
        until: '2026-10-24T05:55:00.000Z',
      },
      {
        date: '2026-10-25',
        begins: '2026-10-24T22:00:00.000Z',
        from: '2026-10-25T06:00:00.000Z',
        until: '2026-10-25T06:55:00.000Z',
      },
      {
        date: '2026-10-26',
        begins: '2026-10-25T23:00:00.000Z',
        from: '2026-10-26T06:00:00.000Z',
        until: '2026-10-26T06:55:00.000Z',
      },
    ],
  },
] as const

describe.each(changes)('when the clocks change in $season', ({ clock, dates }) => {
  let fixture: ServiceFixture
  beforeAll(async () => {
    fixture = await serviceFixture(6, clock)
  })
  afterAll(() => fixture.service.stop())

  it('a consent is open until midnight in Amsterdam, and delivered at seven there', async () => {
    const { service, school, schoolIds, receivedOf } = fixture
    const plans = dates.map((date, index) => ({
      ...date,
      schoolId: schoolIds[2 * index] ?? '',
      withdrawing: schoolIds[2 * index + 1] ?? '',
    }))
    for (const { date, begins, from, until, schoolId, withdrawing } of plans) {
      const { body } = await school.give(schoolId, terms({ deliveryDate: date }))
      expect(body.editableUntil).toBe(begins)
      await school.give(withdrawing, terms({ deliveryDate: date }))
      const { plannedAt } = await school.delivery(schoolId)
      expect(plannedAt >= from && plannedAt <= until, plannedAt).toBe(true)
    }
    for (const { begins, from, until, schoolId, withdrawing } of plans) {
      await service.moveClockTo(new Date(Date.parse(begins) - 1).toISOString())
      expect((await school.withdraw(withdrawing, 1)).status).toBe(200)
      await service.moveClockTo(begins)
      expect((await school.withdraw(schoolId, 1)).body.code).toBe('consent-locked')
      await service.moveClockTo(new Date(Date.parse(from) - 1).toISOString())
      expect(await receivedOf(schoolId)).toEqual([])
      await service.moveClockTo(until)
      expect(await receivedOf(schoolId)).toHaveLength(1)
      expect(await receivedOf(withdrawing)).toEqual([])
    }
  })
})

describe('in winter', () => {
  let fixture: ServiceFixture
  beforeAll(async () => {
    fixture = await serviceFixture(1, '2027-01-05T09:05:00+01:00')
  })
  afterAll(() => fixture.service.stop())

  it('people read the time of the clock on their wall', async () => {
    const { school, schoolIds, service } = fixture
    const { body } = await school.give(schoolIds[0] ?? '', terms({ deliveryDate: '2027-01-31' }))
    for (const words of ['5 januari 2027', '09:05', '31 januari 2027'])
      expect(body.statement).toContain(words)
    const [mail] = await service.mails()
    for (const words of ['5 januari 2027 09:05', '31 januari 2027', '30 januari 2027'])
      expect(mail?.text).toContain(words)
  })
})
