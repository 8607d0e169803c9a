import { expect, it } from 'vitest'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import type { KeptReports } from '../../shared/monitoring/kept-reports.ts'
import { reportOf } from '../../shared/monitoring/report.ts'
import { type Instant, secondsAfter } from '../../shared/platform/time.ts'
import { aSchool, key, may11, otherResults, results } from '../support/builders.ts'
import { onBothTables } from './support/on-both-tables.ts'

const report = reportOf({ ...aSchool(), ...key }, results, 'school')!
const other = reportOf({ ...aSchool(), ...key }, otherResults, 'school')!
const place = { ...key, level: 'school', digest: report.digest } as const

onBothTables<KeptReports>('reports that are kept', dynamoKeptReports, reports => {
  it('are read as they were shown, the last of a school and year, by its level and digest', async () => {
    await reports.keep(other, may11)
    await reports.keep(report, may11)
    await reports.keep(report, may11)
    expect(await reports.read(place)).toBe(JSON.stringify(report))
    for (const elsewhere of [
      { digest: other.digest },
      { level: 'education-type' as const },
      { schoolYear: '2027-2028' as SchoolYear },
      { schoolId: '99AA01' as SchoolId },
    ])
      expect(await reports.read({ ...place, ...elsewhere })).toBeUndefined()
  })

  it('are removed by school and year, and not kept by an import that began before', async () => {
    const nextYear = { ...key, schoolYear: '2027-2028' as SchoolYear }
    const elsewhere = reportOf({ ...aSchool(), ...nextYear }, results, 'school')!
    for (const each of [report, elsewhere]) await reports.keep(each, may11)
    await reports.remove(key, may11)
    await reports.remove(key, may11)
    expect(await reports.read(place)).toBeUndefined()
    await reports.keep(report, may11)
    expect(await reports.read(place)).toBeUndefined()
    await reports.keep(report, secondsAfter(may11, 1))
    expect(await reports.read(place)).toBe(JSON.stringify(report))
    expect(await reports.read({ ...nextYear, level: 'school', digest: elsewhere.digest })).toBeDefined()
  })

  it('give way to no import that began before theirs, or before a removal that was before theirs', async () => {
    const [removedAt, between, keptAt] = [1, 2, 3].map(seconds => secondsAfter(may11, seconds)) as [
      Instant,
      Instant,
      Instant,
    ]
    await reports.remove(key, removedAt)
    await reports.keep(report, keptAt)
    for (const began of [may11, removedAt, between]) await reports.keep(other, began)
    await reports.remove(key, may11)
    expect(await reports.read(place)).toBe(JSON.stringify(report))
    await reports.keep(other, keptAt)
    expect(await reports.read({ ...place, digest: other.digest })).toBe(JSON.stringify(other))
  })
})
