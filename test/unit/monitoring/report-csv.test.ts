import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { reportCsv } from '../../../functions/report-api/renderings/csv.ts'
import type { Report } from '../../../shared/monitoring/report.ts'
import { group, reported, survey } from './survey.ts'

const rowsOf = (report: Report): Record<string, string>[] =>
  parse(reportCsv({ report }), { bom: true, delimiter: ';', columns: true })

describe('the report as CSV', () => {
  const havo = group(120, { except: { A2: { answers: 4, sum: 4 } } })
  const report = reported(survey({ HAVO: havo, VWO: group(5) }, { pupils: { HAVO: 310 } }))

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

  it('writes whole scores with their decimal', () => {
    expect(rowsOf(reported(survey({ HAVO: group(9, { answer: 5 }) })))[0]).toMatchObject({ CIJFER: '10,0' })
  })
})
