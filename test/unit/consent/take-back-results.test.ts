import { describe, expect, it } from 'vitest'
import { takeBackResults } from '../../../shared/consent/take-back-results.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  changed,
  delivered,
  digestOf,
  given,
  key,
  may11,
  onTheDate,
  results,
  schoolId,
  schoolYear,
  started,
} from '../../support/builders.ts'
import { overtakenAt } from '../../support/interrupted.ts'
import { aService, type Service } from '../../support/service.ts'
import { proZo, together } from '../monitoring/survey.ts'

const both = together(results, proZo({ PRO: 8 }))

const takeBack = ({
  clock,
  events,
  store,
  reports,
}: Pick<Service, 'clock' | 'events' | 'store' | 'reports'>) =>
  takeBackResults({ clock, events, store, reports }, key, 'PROZO')

const resultsOf = async ({ store }: Service) => (await store.read(schoolId, schoolYear)).results

const overtaken = (
  { clock, events, store, reports }: Service,
  name: string,
  happens: () => Promise<unknown>,
) => ({
  clock,
  ...overtakenAt({ events, store, reports }, name, happens),
})

describe('results that are taken back', () => {
  it('are not found where they never were, and nothing is told', async () => {
    const service = await aService({ data: results })
    await service.happened(given())
    expect(await takeBack(service)).toBe('not-found')
    expect(await service.types()).toEqual(['given'])
  })

  it('are told by a repetition, where the first request stopped before it told of them', async () => {
    const service = await aService({ data: both })
    await service.happened(given({ reportDigest: digestOf(both) }))
    const stopping = overtaken(service, 'events.append', async () => Promise.reject(new Error('stopped')))
    await expect(takeBack(stopping)).rejects.toThrow('stopped')
    expect(await resultsOf(service)).toEqual(results.results)
    expect(await takeBack(service)).toBe('not-found')
    expect(await service.types()).toEqual(['given', 'results-changed'])
  })

  it('are told after a save that still knew them', async () => {
    const service = await aService({ data: both })
    await service.happened(given({ reportDigest: digestOf(both) }))
    const save = changed({ reportDigest: digestOf(both) })
    expect(await takeBack(overtaken(service, 'events.append', () => service.happens(save)))).toBe(
      'taken-back',
    )
    expect(await service.types()).toEqual(['given', 'changed', 'results-changed'])
  })

  it('are the newer ones, where an import comes in between', async () => {
    const service = await aService({ data: both })
    const [reimported] = proZo({ PRO: 9 }).results
    const newer = { ...reimported!, importedAt: may11 }
    const overtakenBy = overtaken(service, 'store.takeBackResults', () =>
      service.store.saveResults(schoolId, schoolYear, newer),
    )
    expect(await takeBack(overtakenBy)).toBe('taken-back')
    expect(await resultsOf(service)).toEqual(results.results)
  })

  it('are left to a request that was first', async () => {
    const service = await aService({ data: both })
    const overtakenBy = overtaken(service, 'store.takeBackResults', async () => {
      await service.moveOn(1)
      return takeBack(service)
    })
    expect(await takeBack(overtakenBy)).toBe('not-found')
  })

  it('are taken back as of the moment it was judged, though the date comes while it was read', async () => {
    const service = await aService({ now: instantFrom('2027-06-30T23:59:59+02:00'), data: both })
    await service.happened(given({ reportDigest: digestOf(both) }))
    const moments: string[] = []
    const store = {
      ...service.store,
      read: async (...of: Parameters<Service['store']['read']>) => {
        await service.moveOn(2)
        return service.store.read(...of)
      },
      takeBackResults: async (...[id, year, found, at]: Parameters<Service['store']['takeBackResults']>) => {
        moments.push(at)
        return service.store.takeBackResults(id, year, found, at)
      },
    }
    expect(await takeBack({ ...service, store })).toBe('taken-back')
    expect(moments).toEqual(['2027-06-30T21:59:59.000Z'])
  })

  it('stay where they are from the delivery date on, and once delivered', async () => {
    const service = await aService({ now: onTheDate, data: both })
    await service.happened(given({ reportDigest: digestOf(both) }))
    expect(await takeBack(service)).toBe('results-closed')
    for (const event of [started(), delivered()]) await service.happens(event)
    expect(await takeBack(service)).toBe('already-delivered')
    expect(await resultsOf(service)).toEqual(both.results)
  })
})
