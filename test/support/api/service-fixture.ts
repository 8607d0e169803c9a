import { Temporal } from 'temporal-polyfill'
import { administratorsFile, respondentsFile, schoolsFile } from './import-files.ts'
import { localService } from './local-service.ts'
import { terms } from './terms.ts'

const BOARD = '99001'
const ZONE = 'Europe/Amsterdam'

export type ServiceFixture = Awaited<ReturnType<typeof serviceFixture>>

/** `07:55` of that day in Amsterdam, as a moment the clock can be moved to. */
export const momentOf = (day: string, time: string): string =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(ZONE).toInstant().toString()

export const secondsAfter = (moment: string, seconds: number): string =>
  Temporal.Instant.from(moment).add({ seconds }).toString()

export const daysAfter = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/** A service with so many schools of one board, all with results. Every day is a delivery date. */
export const serviceFixture = async (schoolCount: number, clock = '2027-05-11T14:03:00+02:00') => {
  const service = await localService({ seed: 'empty', clock })
  const operator = await service.caller({ role: 'operator', name: 'Olga Beheerder' })
  const schoolIds = Array.from({ length: schoolCount }, (_, index) => `${String(index).padStart(2, '0')}AB00`)
  const surveyed = schoolIds.map(schoolId => ({ schoolId, respondents: { HAVO: 6 } }))
  const files = [
    ['schools', schoolsFile(BOARD, 'VO', schoolIds)],
    ['administrators', administratorsFile(BOARD, ['een@99001.example', 'twee@99001.example'])],
    ['respondents', respondentsFile(...surveyed)],
  ] as const
  for (const [kind, content] of files) {
    const { status, errors } = await operator.bring(kind, content)
    if (status !== 'applied') throw new Error(`${kind} was ${status}: ${JSON.stringify(errors)}`)
  }
  const deliveryWindows = [{ fromDate: '2026-09-01', untilDate: '2028-08-31', eligibility: 'all' }]
  await operator.put('/v1/school-years/2026-2027', { deliveryWindows })
  const school = await service.caller({ role: 'school', name: 'Annelies de Jong', schools: schoolIds })
  const unused = [...schoolIds]

  const today = async (): Promise<string> =>
    Temporal.Instant.from(await service.now())
      .toZonedDateTimeISO(ZONE)
      .toPlainDate()
      .toString()

  return {
    service,
    operator,
    school,
    schoolIds,
    today,
    /** A school that gives consent for two days from now. */
    consenting: async (): Promise<{ schoolId: string; date: string; deliveryId: string }> => {
      const schoolId = unused.shift()
      if (schoolId === undefined) throw new Error('no school is left')
      const date = daysAfter(await today(), 2)
      const { status, text } = await school.give(schoolId, terms({ deliveryDate: date }))
      if (status !== 201) throw new Error(`consent was answered with ${status}: ${text}`)
      return { schoolId, date, deliveryId: `${schoolId}_2026-2027_1` }
    },
    receivedOf: async (schoolId: string) =>
      (await service.received()).filter(({ idempotencyKey }) => idempotencyKey.startsWith(schoolId)),
    mailsAbout: async (schoolId: string) =>
      (await service.mails()).filter(({ text }) => text.includes(schoolId)),
  }
}
