import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import type { MonitoringStore } from '../../shared/monitoring/ports.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { digestOf, otherResults, results, schoolId, schoolYear } from '../support/builders.ts'
import { InMemoryMonitoring } from '../support/doubles/monitoring.ts'
import { type StoreSource, storesOf } from '../support/stores.ts'

const stores = storesOf<MonitoringStore>(() => new InMemoryMonitoring(), dynamoMonitoring)
const nextYear = '2027-2028' as SchoolYear
const otherSchool = '99AA01' as SchoolId
const survey = results.results!
const pupils = { HAVO: 310, 'VMBO-GT': 0 }
const nothing = { results: undefined, pupils: undefined }

describe.each(stores)('results and pupils $name', ({ start }) => {
  let source: StoreSource<MonitoringStore>
  let store: MonitoringStore
  beforeAll(async () => {
    source = await start()
  })
  afterAll(() => source.stop())
  beforeEach(async () => {
    store = await source.fresh()
  })

  it('are none at first', async () => {
    expect(await store.read(schoolId, schoolYear)).toStrictEqual(nothing)
    expect(await store.schoolYearsWithResults(schoolId)).toEqual([])
  })

  it('are given back as they were saved, each beside the other', async () => {
    await store.saveResults(schoolId, schoolYear, survey)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({ results: survey, pupils: undefined })
    await store.savePupils(schoolId, schoolYear, pupils, survey.importedAt)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({ results: survey, pupils })
  })

  it('make the same document after they were stored', async () => {
    await store.saveResults(schoolId, schoolYear, survey)
    expect(digestOf(await store.read(schoolId, schoolYear))).toBe(digestOf(results))
  })

  it('replace those before, of that school and year only', async () => {
    await store.saveResults(schoolId, schoolYear, survey)
    await store.savePupils(schoolId, schoolYear, pupils, survey.importedAt)
    await store.saveResults(otherSchool, schoolYear, survey)
    await store.savePupils(schoolId, nextYear, pupils, survey.importedAt)
    await store.saveResults(schoolId, schoolYear, otherResults.results!)
    await store.savePupils(schoolId, schoolYear, { VWO: 5 }, survey.importedAt)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({
      results: otherResults.results,
      pupils: { VWO: 5 },
    })
    expect(await store.read(otherSchool, schoolYear)).toStrictEqual({ results: survey, pupils: undefined })
    expect(await store.read(schoolId, nextYear)).toStrictEqual({ results: undefined, pupils })
  })

  it('stay where an import that began before theirs is finished late, and nothing fails', async () => {
    const earlier = instantFrom('2027-05-01T10:00:00Z')
    const later = instantFrom('2027-05-01T10:00:00.001Z')
    await store.saveResults(schoolId, schoolYear, { ...survey, importedAt: later })
    await store.savePupils(schoolId, schoolYear, pupils, later)
    const stored = await store.read(schoolId, schoolYear)
    await store.saveResults(schoolId, schoolYear, { ...otherResults.results!, importedAt: earlier })
    await store.savePupils(schoolId, schoolYear, { VWO: 5 }, earlier)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual(stored)
  })

  it.each(['2027-05-01T10:00:00Z', '2027-05-01T10:00:00.001Z'])(
    'are replaced by the same import and by a later one (%s)',
    async moment => {
      const importedAt = instantFrom(moment)
      const newer = { ...otherResults.results!, importedAt }
      await store.saveResults(schoolId, schoolYear, {
        ...survey,
        importedAt: instantFrom('2027-05-01T10:00:00Z'),
      })
      await store.savePupils(schoolId, schoolYear, pupils, instantFrom('2027-05-01T10:00:00Z'))
      await store.saveResults(schoolId, schoolYear, newer)
      await store.savePupils(schoolId, schoolYear, { VWO: 5 }, importedAt)
      expect(await store.read(schoolId, schoolYear)).toStrictEqual({ results: newer, pupils: { VWO: 5 } })
    },
  )

  it('may be of no group at all', async () => {
    await store.saveResults(schoolId, schoolYear, { ...survey, groups: {} })
    await store.savePupils(schoolId, schoolYear, {}, survey.importedAt)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({
      results: { ...survey, groups: {} },
      pupils: {},
    })
  })

  it('tell in which school years a school has results; pupils alone are none', async () => {
    await store.saveResults(schoolId, nextYear, survey)
    await store.saveResults(schoolId, schoolYear, survey)
    await store.savePupils(schoolId, '2025-2026' as SchoolYear, pupils, survey.importedAt)
    await store.saveResults(otherSchool, '2024-2025' as SchoolYear, survey)
    expect([...(await store.schoolYearsWithResults(schoolId))].sort()).toEqual([schoolYear, nextYear])
  })
})
