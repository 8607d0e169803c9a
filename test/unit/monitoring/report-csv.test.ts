import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { reportCsv } from '../../../functions/report-api/renderings/csv.ts'
import { type Report, reportOf } from '../../../shared/monitoring/report.ts'
import { group, questionIdsOf, reported, subject, survey } from './survey.ts'

const rowsOf = (report: Report): Record<string, string>[] =>
  parse(reportCsv({ report }), { bom: true, delimiter: ';', columns: true })

describe('the report as CSV', () => {
  const havo = group(120, { except: { A2: { answers: 4, sum: 4 } } })
  const report = reported(survey({ HAVO: havo, VWO: group(5) }, { pupils: { HAVO: 310 } }))

  it('has a row for each indicator, followed by its questions, of each group', () => {
    const rows = rowsOf(report)
    expect(rows).toHaveLength(2 * (3 + questionIdsOf('LTO-VO').length))
    expect(rows.slice(0, 6).map(row => [row.INDICATOR, row.VRAAG])).toEqual([
      ['Veiligheidsbeleving', ''],
      ['Veiligheidsbeleving', 'V1'],
      ['Veiligheidsbeleving', 'V2'],
      ['Veiligheidsbeleving', 'V3'],
      ['Aantasting', ''],
      ['Aantasting', 'A1'],
    ])
  })

  it('has rows that stand on their own', () => {
    expect(rowsOf(report)[1]).toEqual({
      VESTIGINGSCODE: '99AA00',
      VESTIGINGSNAAM: 'Het Voorbeeld',
      'BEVOEGD GEZAG NUMMER': '99001',
      SCHOOLJAAR: '2026-2027',
      DOORLEVERNIVEAU: 'onderwijssoortniveau',
      VRAGENLIJST: 'LTO-VO',
      ONDERWIJSSOORT: 'HAVO',
      LEERLINGEN: '310',
      RESPONDENTEN: '120',
      RESPONSPERCENTAGE: '38,7',
      INDICATOR: 'Veiligheidsbeleving',
      VRAAG: 'V1',
      VRAAGTEKST: 'Voel je je veilig in de les?',
      CIJFER: '7,8',
      CONTROLECODE: report.digest,
    })
  })

  it('leaves a cell empty where nothing can be said', () => {
    expect(rowsOf(report).find(row => row.VRAAG === 'A2')).toMatchObject({ CIJFER: '' })
    expect(rowsOf(report).at(-1)).toMatchObject({ LEERLINGEN: '', RESPONSPERCENTAGE: '' })
  })

  it('has no education type at school level', () => {
    const school = reported(survey({ HAVO: group(120) }), 'school')
    expect(rowsOf(school)[0]).toMatchObject({ DOORLEVERNIVEAU: 'schoolniveau', ONDERWIJSSOORT: '' })
  })

  it('writes whole scores with their decimal', () => {
    expect(rowsOf(reported(survey({ HAVO: group(9, { answer: 5 }) })))[0]).toMatchObject({ CIJFER: '10,0' })
  })

  it('says nothing of withheld groups, and is a mere header where all are', () => {
    const oneSmall = reported(survey({ HAVO: group(120), VWO: group(4) }))
    expect(reportCsv({ report: oneSmall })).not.toContain('VWO')
    const allSmall = reported(survey({ HAVO: group(4) }))
    expect(reportCsv({ report: allSmall }).split('\r\n')).toHaveLength(2)
  })

  it('does not let the name of a school run as a formula', () => {
    const hostile = reportOf({ ...subject, schoolName: '=cmd;"x"' }, survey({ HAVO: group(9) }), 'school')
    expect(hostile && rowsOf(hostile)[0]).toMatchObject({ VESTIGINGSNAAM: `'=cmd;"x"` })
  })
})
