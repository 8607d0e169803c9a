import { describe, expect, it } from 'vitest'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import type { KeptReports } from '../../shared/monitoring/kept-reports.ts'
import { reportOf } from '../../shared/monitoring/report.ts'
import { aSchool, key, may11, otherResults, results } from '../support/builders.ts'
import { storesOf } from '../support/stores.ts'

const report = reportOf({ ...aSchool(), ...key }, results, 'school')!
const other = reportOf({ ...aSchool(), ...key }, otherResults, 'school')!
const place = { ...key, level: 'school', digest: report.digest } as const

describe.each(storesOf<KeptReports>(dynamoKeptReports))('reports that are kept $name', ({ start }) => {
  it('are read as they were shown, each by its school, year, level and digest', async () => {
    const source = await start()
    const reports = await source.fresh()
    await reports.keep(report, may11)
    await reports.keep(report, may11)
    await reports.keep(other, may11)
    expect(await reports.read(place)).toBe(JSON.stringify(report))
    expect(await reports.read({ ...place, digest: other.digest })).toBe(JSON.stringify(other))
    for (const elsewhere of [
      { digest: '0'.repeat(64) },
      { level: 'education-type' as const },
      { schoolYear: '2027-2028' as SchoolYear },
      { schoolId: '99AA01' as SchoolId },
    ])
      expect(await reports.read({ ...place, ...elsewhere })).toBeUndefined()
    await source.stop()
  })

  it('are removed by school and year, and no others', async () => {
    const source = await start()
    const reports = await source.fresh()
    const nextYear = { ...key, schoolYear: '2027-2028' as SchoolYear }
    const elsewhere = reportOf({ ...aSchool(), ...nextYear }, results, 'school')!
    for (const each of [report, other, elsewhere]) await reports.keep(each, may11)
    await reports.removeAll(key, may11)
    await reports.removeAll(key, may11)
    expect(await reports.read(place)).toBeUndefined()
    expect(await reports.read({ ...place, digest: other.digest })).toBeUndefined()
    expect(await reports.read({ ...nextYear, level: 'school', digest: elsewhere.digest })).toBeDefined()
    await source.stop()
  })
})
