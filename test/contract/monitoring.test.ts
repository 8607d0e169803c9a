import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import type { MonitoringStore, SurveyResults } from '../../shared/monitoring/ports.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { digestOf, otherResults, results, schoolId, schoolYear } from '../support/builders.ts'
import { fakeTable } from '../support/stores.ts'
import { group } from '../unit/monitoring/survey.ts'
import { onBothTables } from './support/on-both-tables.ts'

const nextYear = '2027-2028' as SchoolYear
const otherSchool = '99AA01' as SchoolId
const survey = results.results[0]!
const pupils = { HAVO: 310, 'VMBO-GT': 0 }
const proZo: SurveyResults = { ...survey, questionnaire: 'PROZO', groups: { PRO: group(7) } }
const nothing = { results: [], pupils: undefined }

onBothTables<MonitoringStore>('results and pupils', dynamoMonitoring, store => {
  it('are none at first', async () => {
    expect(await store.read(schoolId, schoolYear)).toStrictEqual(nothing)
    expect(await store.schoolYearsWithResults(schoolId)).toEqual([])
  })

  it('are given back as they were saved, each beside the other', async () => {
    await store.saveResults(schoolId, schoolYear, survey)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({ results: [survey], pupils: undefined })
    await store.savePupils(schoolId, schoolYear, pupils, survey.importedAt)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({ results: [survey], pupils })
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
    await store.saveResults(schoolId, schoolYear, otherResults.results[0]!)
    await store.savePupils(schoolId, schoolYear, { VWO: 5 }, survey.importedAt)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({
      results: otherResults.results,
      pupils: { VWO: 5 },
    })
    expect(await store.read(otherSchool, schoolYear)).toStrictEqual({ results: [survey], pupils: undefined })
    expect(await store.read(schoolId, nextYear)).toStrictEqual({ results: [], pupils })
  })

  it('stay where an import that began before theirs is finished late, and nothing fails', async () => {
    const earlier = instantFrom('2027-05-01T10:00:00Z')
    const later = instantFrom('2027-05-01T10:00:00.001Z')
    await store.saveResults(schoolId, schoolYear, { ...survey, importedAt: later })
    await store.savePupils(schoolId, schoolYear, pupils, later)
    const stored = await store.read(schoolId, schoolYear)
    await store.saveResults(schoolId, schoolYear, { ...otherResults.results[0]!, importedAt: earlier })
    await store.savePupils(schoolId, schoolYear, { VWO: 5 }, earlier)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual(stored)
  })

  it.each(['2027-05-01T10:00:00Z', '2027-05-01T10:00:00.001Z'])(
    'are replaced by another import of the same moment and by a later one (%s)',
    async moment => {
      const importedAt = instantFrom(moment)
      const newer = { ...otherResults.results[0]!, importedAt }
      await store.saveResults(schoolId, schoolYear, {
        ...survey,
        importedAt: instantFrom('2027-05-01T10:00:00Z'),
      })
      await store.savePupils(schoolId, schoolYear, pupils, instantFrom('2027-05-01T10:00:00Z'))
      await store.saveResults(schoolId, schoolYear, newer)
      await store.savePupils(schoolId, schoolYear, { VWO: 5 }, importedAt)
      expect(await store.read(schoolId, schoolYear)).toStrictEqual({ results: [newer], pupils: { VWO: 5 } })
    },
  )

  it('may be of no group at all', async () => {
    await store.saveResults(schoolId, schoolYear, { ...survey, groups: {} })
    await store.savePupils(schoolId, schoolYear, {}, survey.importedAt)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual({
      results: [{ ...survey, groups: {} }],
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

  it('of the other family stand beside them, whichever came first', async () => {
    await store.saveResults(schoolId, schoolYear, proZo)
    await store.saveResults(schoolId, schoolYear, survey)
    expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([survey, proZo])
    const next: SurveyResults = { ...proZo, importId: 'next', groups: {} }
    await store.saveResults(schoolId, schoolYear, next)
    expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([survey, next])
    expect(await store.schoolYearsWithResults(schoolId)).toEqual([schoolYear])
  })

  it('replace those of their own family, and of no other', async () => {
    const ltoPo: SurveyResults = {
      ...survey,
      importId: 'of-po',
      questionnaire: 'LTO-PO',
      groups: { BO: group(9) },
    }
    await store.saveResults(schoolId, schoolYear, survey)
    await store.saveResults(schoolId, schoolYear, proZo)
    await store.saveResults(schoolId, schoolYear, ltoPo)
    expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([ltoPo, proZo])
  })

  it('keep out an older import of their own family, and none of the other', async () => {
    const older = { importedAt: instantFrom('2027-04-30T10:00:00Z') }
    await store.saveResults(schoolId, schoolYear, survey)
    await store.saveResults(schoolId, schoolYear, { ...survey, ...older, questionnaire: 'LTO-PO' })
    await store.saveResults(schoolId, schoolYear, { ...proZo, ...older })
    expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([survey, { ...proZo, ...older }])
  })

  describe('that are taken back', () => {
    const at = instantFrom('2027-05-02T10:00:00Z')

    it('are gone, and those of the other family are not', async () => {
      await store.saveResults(schoolId, schoolYear, survey)
      await store.saveResults(schoolId, schoolYear, proZo)
      expect(await store.takeBackResults(schoolId, schoolYear, survey, at)).toBe(true)
      expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([proZo])
      expect(await store.schoolYearsWithResults(schoolId)).toEqual([schoolYear])
      expect(await store.takeBackResults(schoolId, schoolYear, proZo, at)).toBe(true)
      expect(await store.read(schoolId, schoolYear)).toStrictEqual(nothing)
      expect(await store.schoolYearsWithResults(schoolId)).toEqual([])
    })

    it('are known as such, until others of their family come', async () => {
      const knownSince = (questionnaire: SurveyResults['questionnaire'] = survey.questionnaire) =>
        store.takenBackAt(schoolId, schoolYear, questionnaire)
      expect(await knownSince()).toBeUndefined()
      await store.saveResults(schoolId, schoolYear, survey)
      expect(await knownSince()).toBeUndefined()
      await store.takeBackResults(schoolId, schoolYear, survey, at)
      expect([await knownSince(), await knownSince('LTO-PO'), await knownSince('PROZO')]).toEqual([
        at,
        undefined,
        undefined,
      ])
      await store.saveResults(schoolId, schoolYear, { ...survey, importId: 'later', importedAt: at })
      expect(await knownSince()).toBeUndefined()
    })

    it.each([
      ['before', '2027-05-02T09:59:59.999Z', []],
      ['at that moment', '2027-05-02T10:00:00Z', ['LTO-PO']],
      ['after it', '2027-05-02T10:00:00.001Z', ['LTO-PO']],
    ] as const)('come again only by an import that did not begin %s', async (_, moment, left) => {
      await store.saveResults(schoolId, schoolYear, survey)
      await store.takeBackResults(schoolId, schoolYear, survey, at)
      const ltoPo = { questionnaire: 'LTO-PO', importId: 'another', importedAt: instantFrom(moment) } as const
      const again: SurveyResults = { ...survey, ...ltoPo }
      await store.saveResults(schoolId, schoolYear, again)
      const { results } = await store.read(schoolId, schoolYear)
      expect(results.map(({ questionnaire }) => questionnaire)).toEqual(left)
    })

    it('are taken back once also where the same is written again, since its answer was lost', async () => {
      await store.saveResults(schoolId, schoolYear, survey)
      expect(await store.takeBackResults(schoolId, schoolYear, survey, at)).toBe(true)
      expect(await store.takeBackResults(schoolId, schoolYear, survey, at)).toBe(true)
      expect(
        await store.takeBackResults(schoolId, schoolYear, survey, instantFrom('2027-05-03T10:00:00Z')),
      ).toBe(false)
      expect(await store.read(schoolId, schoolYear)).toStrictEqual(nothing)
    })

    it('stay where newer ones have come since they were read', async () => {
      const newer = { ...survey, importedAt: instantFrom('2027-05-01T10:00:00.001Z') }
      await store.saveResults(schoolId, schoolYear, newer)
      expect(await store.takeBackResults(schoolId, schoolYear, survey, at)).toBe(false)
      expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([newer])
    })

    it('are gone whatever the clock of their import said, until another of that moment or later', async () => {
      const ahead = { ...survey, importedAt: instantFrom('2027-05-02T10:00:01Z') }
      await store.saveResults(schoolId, schoolYear, ahead)
      expect(await store.takeBackResults(schoolId, schoolYear, ahead, at)).toBe(true)
      expect(await store.takeBackResults(schoolId, schoolYear, ahead, at)).toBe(true)
      const another = { ...ahead, importId: 'another' }
      for (const again of [ahead, { ...another, importedAt: at }]) {
        await store.saveResults(schoolId, schoolYear, again)
        expect(await store.read(schoolId, schoolYear)).toStrictEqual(nothing)
      }
      await store.saveResults(schoolId, schoolYear, another)
      expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([another])
    })
  })
})

describe('results in the form of before, an item per school year', () => {
  const later = instantFrom('2027-05-01T10:00:00.001Z')
  const stored = async (former: SurveyResults) => {
    const table = fakeTable()
    const Item = { pk: `SCHOOL#${schoolId}`, sk: `RESULTS#${schoolYear}`, ...former }
    await table.client.send(new PutCommand({ TableName: table.name, Item }))
    return dynamoMonitoring(table)
  }

  it.each([[survey], [proZo]])('are those of their family', async former => {
    const store = await stored(former)
    expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([former])
    expect(await store.schoolYearsWithResults(schoolId)).toEqual([schoolYear])
  })

  it('stand beside those of the other family', async () => {
    const store = await stored(proZo)
    await store.saveResults(schoolId, schoolYear, survey)
    expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([survey, proZo])
    expect(await store.schoolYearsWithResults(schoolId)).toEqual([schoolYear])
  })

  it.each([
    ['by an import of the same moment', survey.importedAt, true],
    ['by a later one', later, true],
    ['by none that began before', instantFrom('2027-05-01T09:59:59.999Z'), false],
  ])('are replaced %s', async (_, importedAt, isReplaced) => {
    const store = await stored(survey)
    const next = { ...otherResults.results[0]!, importedAt }
    await store.saveResults(schoolId, schoolYear, next)
    expect((await store.read(schoolId, schoolYear)).results).toStrictEqual([isReplaced ? next : survey])
  })

  it('can be taken back', async () => {
    const store = await stored(survey)
    expect(await store.takeBackResults(schoolId, schoolYear, survey, later)).toBe(true)
    expect(await store.read(schoolId, schoolYear)).toStrictEqual(nothing)
    expect(await store.schoolYearsWithResults(schoolId)).toEqual([])
  })
})
