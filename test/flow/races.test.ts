import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysAfter, momentOf, type ServiceFixture, serviceFixture } from '../support/api/service-fixture.ts'
import { terms } from '../support/api/terms.ts'

let fixture: ServiceFixture
beforeAll(async () => {
  fixture = await serviceFixture(50)
})
afterAll(() => fixture.service.stop())

const colleagues = (schoolId: string) =>
  Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      fixture.service.caller({ role: 'school', name: `Collega ${index}`, schools: [schoolId] }),
    ),
  )

describe('thirty people who save at once', () => {
  it('make one consent, one event and one mail', async () => {
    const { today, school, mailsAbout } = fixture
    const schoolId = '49AB00'
    const people = await colleagues(schoolId)
    const date = daysAfter(await today(), 30)
    const given = await Promise.all(
      people.map(person => person.give(schoolId, terms({ deliveryDate: date }))),
    )
    expect(given.map(({ status }) => status).sort()).toEqual([201, ...Array(29).fill(412)])
    const winner = given.find(({ status }) => status === 201)
    expect(await school.consent(schoolId)).toMatchObject({ version: 1, givenBy: winner?.body.givenBy })
    expect(await school.eventTypes(schoolId)).toEqual(['given'])
    expect(await mailsAbout(schoolId)).toHaveLength(1)

    const changed = await Promise.all(
      people.map((person, index) =>
        index % 2
          ? person.withdraw(schoolId, 1)
          : person.change(schoolId, 1, terms({ deliveryDate: date, level: 'school' })),
      ),
    )
    expect(changed.map(({ status }) => status).sort()).toEqual([200, ...Array(29).fill(412)])
    expect(await school.eventTypes(schoolId)).toHaveLength(2)
    expect(await mailsAbout(schoolId)).toHaveLength(2)
  })

  it('and are one person whose request is sent thirty times, get one answer', async () => {
    const { today, school, mailsAbout } = fixture
    const schoolId = '48AB00'
    const body = terms({ deliveryDate: daysAfter(await today(), 30) })
    const answers = await Promise.all(Array.from({ length: 30 }, () => school.give(schoolId, body)))
    expect(
      new Set(
        answers.map(
          ({ status, headers, body: { version, givenAt } }) =>
            `${status} ${headers.etag} ${version} ${givenAt}`,
        ),
      ).size,
    ).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(await mailsAbout(schoolId)).toHaveLength(1)
  })
})

/** Turns of the event loop, so that requests leave at different moments of the same race. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(resolve => setImmediate(resolve))
}

/** One after the other, so that all are for the same date. */
const consentingSchools = async (count: number): Promise<readonly { schoolId: string; date: string }[]> => {
  if (count === 0) return []
  return [await fixture.consenting(), ...(await consentingSchools(count - 1))]
}

describe('withdrawals that race with the date', () => {
  const outcomeOf = async (schoolId: string) => {
    const { school, receivedOf } = fixture
    return {
      received: (await receivedOf(schoolId)).length,
      events: (await school.eventTypes(schoolId)).join(),
    }
  }

  it.each([0, 30, 60, 90])(
    'are either accepted, and nothing is delivered, or refused, and all is delivered once (%i turns)',
    async head => {
      const { service, school, mailsAbout } = fixture
      const given = await consentingSchools(6)
      const date = given[0]?.date ?? ''
      await service.moveClockTo(momentOf(daysAfter(date, -1), '23:59:59.999'))
      const [, ...answers] = await Promise.all([
        turns(head).then(() => service.moveClockTo(momentOf(date, '08:00'))),
        ...given.map(async ({ schoolId }, index) => {
          await turns(index * 40)
          return school.withdraw(schoolId, 1)
        }),
      ])
      await service.moveClockTo(momentOf(daysAfter(date, 1), '12:00'))
      for (const [index, { schoolId }] of given.entries()) {
        const { status } = answers[index] ?? { status: 0 }
        // Once its delivery has begun, the version the withdrawal starts from is no longer the newest.
        expect([200, 409, 412]).toContain(status)
        expect(await outcomeOf(schoolId)).toEqual(
          status === 200
            ? { received: 0, events: 'given,withdrawn' }
            : { received: 1, events: 'given,delivery-started,delivered' },
        )
        expect(await mailsAbout(schoolId)).toHaveLength(2)
      }
    },
  )

  it('and with a change of the date end with one plan, which is kept', async () => {
    const { service, school, receivedOf } = fixture
    const given = await consentingSchools(10)
    const date = given[0]?.date ?? ''
    const later = daysAfter(date, 5)
    await service.moveClockTo(momentOf(daysAfter(date, -1), '23:59:59.999'))
    const [, ...answers] = await Promise.all([
      turns(10).then(() => service.moveClockTo(momentOf(date, '08:00'))),
      ...given.map(async ({ schoolId }, index) => {
        await turns(index * 40)
        return school.change(schoolId, 1, terms({ deliveryDate: later }))
      }),
    ])
    await service.moveClockTo(momentOf(daysAfter(later, 1), '12:00'))
    for (const [index, { schoolId }] of given.entries()) {
      const moved = answers[index]?.status === 200
      const [received, ...more] = await receivedOf(schoolId)
      expect(more).toEqual([])
      expect(received?.idempotencyKey).toBe(`${schoolId}_2026-2027_${moved ? 2 : 1}`)
      expect(JSON.parse(received?.payload ?? '{}').consent.deliveryDate).toBe(moved ? later : date)
    }
  })
})
