import { describe, expect, it } from 'vitest'
import { type Case, itRefuses, respondent } from './hostile-file.ts'
import { boardId, file, importDesk, voSchool, year } from './import-desk.ts'

const eleven = Array.from({ length: 11 }, (_, index) => `${boardId};A. de Wit;a${index}@bestuur.nl`)

const questionnaires: readonly Case[] = [
  [
    'no questionnaire',
    'respondents',
    file('respondents', respondent({ list: '' })),
    '2 VRAGENLIJST required',
  ],
  [
    'an unknown questionnaire',
    'respondents',
    file('respondents', respondent({ list: 'LTO' })),
    '2 VRAGENLIJST unknown-questionnaire',
  ],
  [
    'a questionnaire before its time',
    'respondents',
    file('respondents', respondent({ year: '1999-2000' })),
    '2 VRAGENLIJST unknown-questionnaire',
  ],
  [
    'two questionnaires',
    'respondents',
    file('respondents', respondent(), respondent({ list: 'PROZO' })),
    '3 VRAGENLIJST mixed-questionnaires',
  ],
  [
    'an unknown one before two others',
    'respondents',
    file('respondents', respondent({ list: 'X' }), respondent({ list: 'PROZO' }), respondent()),
    '2 VRAGENLIJST unknown-questionnaire',
    '4 VRAGENLIJST mixed-questionnaires',
  ],
]

const sets: readonly Case[] = [
  [
    'a school twice',
    'schools',
    file('schools', `${boardId};Zuid;99CC00;De Linde;Ede;VO`, `${boardId};Zuid;99CC00;De Es;Ede;VO`),
    '3 - duplicate-row',
  ],
  [
    'an administrator twice',
    'administrators',
    file('administrators', `${boardId};A;a@b.nl`, `${boardId};B;A@B.NL`),
    '3 - duplicate-row',
  ],
  [
    'an education type twice',
    'pupils',
    file('pupils', `${voSchool};${year};HAVO;3`, `${voSchool};${year};VWO;3`, `${voSchool};${year};HAVO;3`),
    '4 - duplicate-row',
  ],
  ['eleven administrators', 'administrators', file('administrators', ...eleven), '12 - too-many'],
]

describe('questionnaires', () => itRefuses(questionnaires))
describe('rows that do not go together', () => itRefuses(sets))

describe('every fault of a file', () => {
  it('is told where it is the first of its code and column, however many others came before it', async () => {
    const desk = await importDesk()
    const rows = Array.from({ length: 250 }, () => `${voSchool};${year};HAVO;3`)
    const content = file('pupils', ...rows, `98ZZ00;${year};HAVO;x`, 'x', `;${year};VWO;3`, ...rows)
    const { errorCount, errors } = await desk.bring('pupils', content)
    expect(errorCount).toBe(503)
    expect(errors).toHaveLength(100)
    expect(errors.slice(95).map(({ line, column, code }) => `${line} ${column ?? '-'} ${code}`)).toEqual([
      '98 - duplicate-row',
      '252 VESTIGINGSCODE unknown-school',
      '252 LEERLINGEN invalid-format',
      '253 - wrong-cell-count',
      '254 VESTIGINGSCODE required',
    ])
  })

  it('says what was expected, and never what was there', async () => {
    const desk = await importDesk()
    const secret = 'Geheim'
    const record = await desk.bring(
      'administrators',
      file('administrators', `${secret};\t${secret};${secret}`),
    )
    expect(record.errorCount).toBe(3)
    expect(record.errors.every(({ detail }) => detail.startsWith('Verwacht'))).toBe(true)
    expect(JSON.stringify(record)).not.toContain(secret)
  })
})

describe('the size of a file', () => {
  it('is refused above 50 MB, without reading it', async () => {
    const desk = await importDesk()
    const record = await desk.bring('pupils', new Uint8Array(50 * 1024 * 1024 + 1))
    expect(record).toMatchObject({ status: 'rejected', rows: 0, errorCount: 1 })
    expect(record.errors).toMatchObject([{ line: null, column: null, code: 'too-large' }])
  })
})
