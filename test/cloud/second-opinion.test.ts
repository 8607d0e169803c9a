import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoFiles } from '../../infra/local/seed.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { canonical, consentStory, digestOf, people, school } from '../support/consent-story.ts'
import { StoppedClock } from '../support/doubles/clock.ts'
import { serviceOnMoto } from './moto/service.ts'

const dates = { first: '2027-06-01', second: '2027-07-01' }

/** The story of the other emulator, told to a second one, which knows no deployment, and in which the date can come. */
describe('the functions, on moto', () => {
  const time = new StoppedClock(instantFrom('2027-05-11T12:03:00Z'))
  let service: Awaited<ReturnType<typeof serviceOnMoto>>
  beforeAll(async () => {
    service = await serviceOnMoto(time)
  })
  afterAll(() => service?.stop())

  it('apply the files that an operator uploads', async () => {
    await service.invoke('sweep')
    const operator = await service.caller({ role: 'operator', name: 'Olga Beheerder' })
    const deliveryWindows = Object.values(dates).map(date => ({
      fromDate: date,
      untilDate: date,
      eligibility: 'all',
    }))
    await operator.put('/v1/school-years/2026-2027', { deliveryWindows })
    for (const [kind, name] of demoFiles) {
      const content = await readFile(new URL(`../../infra/local/demo-data/${name}`, import.meta.url))
      expect(await operator.bring(kind, content.toString()), name).toMatchObject({ status: 'applied' })
    }
  })

  consentStory(() => service, dates)

  it('have one schedule, deliver once on the date, by a signature of KMS, and mail the board', async () => {
    await service.idle()
    expect(await service.schedules()).toEqual([`${school}_2026-2027_4`])
    time.moveTo('2027-07-01T08:00:00+02:00')
    await service.idle()
    await service.idle()
    const [delivery, ...more] = await service.inspectorate.deliveries()
    expect(more).toEqual([])
    const annelies = await service.caller(people.annelies)
    const { status, reportDigest } = await annelies.delivery(school)
    expect(status).toBe('delivered')
    expect(digestOf(canonical(JSON.parse(delivery!.payload).report))).toBe(reportDigest)
    expect((await service.mails(5)).at(-1)?.subject).toContain('geleverd')
    // Nobody told of the uploads: they were looked for.
    const faults = service.log.lines.filter(({ level }) => level === 'error').map(({ code }) => code)
    expect(new Set(faults)).toEqual(new Set(['UPLOAD_MISSED']))
  })
})
