import { describe, expect, it } from 'vitest'
import type { ImportKind } from '../../../shared/ingestion/ports.ts'
import { boardId, file, headers, importDesk, poSchool, voSchool, year } from './import-desk.ts'

/** `line column code` of each fault; `-` for the row or the file as a whole. */
const faultsOf = async (kind: ImportKind, content: string | Uint8Array): Promise<readonly string[]> => {
  const desk = await importDesk()
  const record = await desk.bring(kind, content)
  expect(record.status).toBe(record.errorCount === 0 ? 'applied' : 'rejected')
  return record.errors.map(({ line, column, code }) => [line ?? '-', column ?? '-', code].join(' '))
}

const answers = '4;4;4;4;4;4;4;4;4;4;4'
const respondent = (
  changed: Partial<Record<'school' | 'year' | 'list' | 'type' | 'grade' | 'answers', string>> = {},
) => {
  const row = { school: voSchool, year, list: 'LTO-VO', type: 'HAVO', grade: '3', answers, ...changed }
  return Object.values(row).join(';')
}
const firstAnswer = (answer: string) =>
  file('respondents', respondent({ answers: `${answer};4;4;4;4;4;4;4;4;4;4` }))
const pupils = (number: string) => file('pupils', `${voSchool};${year};HAVO;${number}`)
const school = (cells: string) => file('schools', cells)
const administrator = (email: string) => file('administrators', `${boardId};A. de Wit;${email}`)
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const eleven = Array.from({ length: 11 }, (_, index) => `${boardId};A. de Wit;a${index}@bestuur.nl`)

type Case = readonly [
  name: string,
  kind: ImportKind,
  content: string | Uint8Array,
  ...faults: readonly string[],
]

const bytes: readonly Case[] = [
  ['an empty file', 'pupils', '', '1 - wrong-header'],
  ['only a byte order mark', 'pupils', '\ufeff', '1 - wrong-header'],
  [
    'Latin-1',
    'schools',
    latin1(school(`${boardId};Stichting Zuid;99AA00;Sint Jozéf;Delft;VO`)),
    '- - wrong-encoding',
  ],
  [
    'Windows-1252 quotes',
    'schools',
    Buffer.concat([Buffer.from(headers.schools), Buffer.from([10, 0x93, 10])]),
    '- - wrong-encoding',
  ],
  ['UTF-16 with a byte order mark', 'pupils', utf16(`\ufeff${pupils('3')}`), '- - wrong-encoding'],
  ['UTF-16 without one', 'pupils', utf16(pupils('3')), '- - wrong-encoding'],
  [
    'a character cut off at the end',
    'pupils',
    Buffer.concat([Buffer.from(pupils('3')), Buffer.from([0xe2, 0x82])]),
    '- - wrong-encoding',
  ],
  [
    'a surrogate written as UTF-8',
    'pupils',
    Buffer.concat([Buffer.from(pupils('3')), Buffer.from([0xed, 0xa0, 0x80])]),
    '- - wrong-encoding',
  ],
  [
    'an overlong form',
    'pupils',
    Buffer.concat([Buffer.from(pupils('3')), Buffer.from([0xc0, 0xaf])]),
    '- - wrong-encoding',
  ],
  ['two byte order marks', 'pupils', `\ufeff\ufeff${pupils('3')}`, '1 - wrong-header'],
]

const form: readonly Case[] = [
  ['a header only', 'pupils', `${headers.pupils}\n`, '- - no-rows'],
  ['a header only, without a line end', 'pupils', headers.pupils, '- - no-rows'],
  ['no header', 'pupils', `${voSchool};${year};HAVO;3\n`, '1 - wrong-header'],
  ['commas for semicolons', 'pupils', pupils('3').replaceAll(';', ','), '1 - wrong-header'],
  ['tabs for semicolons', 'pupils', pupils('3').replaceAll(';', '\t'), '1 - wrong-header'],
  ['a column too many', 'pupils', `${headers.pupils};\n${voSchool};${year};HAVO;3;\n`, '1 - wrong-header'],
  [
    'columns in another order',
    'pupils',
    `SCHOOLJAAR;VESTIGINGSCODE;ONDERWIJSSOORT;LEERLINGEN\n`,
    '1 - wrong-header',
  ],
  ['a header in lower case', 'pupils', pupils('3').replace('LEERLINGEN', 'Leerlingen'), '1 - wrong-header'],
  ['a space in the header', 'pupils', pupils('3').replace('LEERLINGEN', ' LEERLINGEN'), '1 - wrong-header'],
  ['the header of another kind', 'pupils', file('administrators', `${boardId};A;a@b.nl`), '1 - wrong-header'],
  ['line ends of an old Mac', 'pupils', pupils('3').replaceAll('\n', '\r'), '1 - wrong-header'],
  [
    'questions in another order',
    'respondents',
    firstAnswer('4').replace('V1;V2', 'V2;V1'),
    '1 - wrong-header',
  ],
  ['a question too few', 'respondents', firstAnswer('4').replace(';W3', ''), '1 - wrong-header'],
  [
    'the questions of another questionnaire',
    'respondents',
    file('respondentsPo', `${voSchool};${year};LTO-VO;HAVO;3;4;4;4;4;4;4;4;4;4;4`),
    '1 - wrong-header',
  ],
  [
    'a cell too few',
    'pupils',
    file('pupils', `${voSchool};${year};HAVO`, 'x;y'),
    '2 - wrong-cell-count',
    '3 - wrong-cell-count',
  ],
  ['a cell too many', 'pupils', file('pupils', `${voSchool};${year};HAVO;3;`), '2 - wrong-cell-count'],
  [
    'a blank line',
    'pupils',
    file('pupils', `${voSchool};${year};HAVO;3`, '', `${voSchool};${year};VWO;3`),
    '3 - wrong-cell-count',
  ],
  [
    'a quote that nobody closes',
    'pupils',
    file('pupils', `"${voSchool};${year};HAVO;3`, 'x'),
    '2 - unbalanced-quotes',
  ],
  ['such a quote in the header', 'pupils', `"${pupils('3')}`, '1 - unbalanced-quotes'],
  ['a quote inside a bare cell', 'administrators', administrator('a"b@bestuur.nl'), '2 - unbalanced-quotes'],
  [
    'text after a closing quote',
    'administrators',
    file('administrators', `${boardId};"A" de Wit;a@bestuur.nl`),
    '2 - unbalanced-quotes',
  ],
  [
    'faults before unbalanced quotes',
    'pupils',
    file('pupils', `${voSchool};${year};HAVO;x`, `"${voSchool}`),
    '2 LEERLINGEN invalid-format',
    '3 - unbalanced-quotes',
  ],
  [
    'an open quote before a megabyte of lines',
    'pupils',
    file('pupils', `${voSchool};${year};HAVO;3`, '"', 'x\n'.repeat(600_000)),
    '3 - unbalanced-quotes',
  ],
  [
    'a cell of two megabytes',
    'administrators',
    file('administrators', `${boardId};${'x'.repeat(2_000_000)};a@b.nl`),
    '2 NAAM text-too-long',
  ],
  ['a first line of two megabytes', 'pupils', 'x'.repeat(2_000_000), '1 - wrong-header'],
  [
    'a fault after a cell of three lines',
    'administrators',
    file('administrators', `${boardId};"A\r\nB\r\nC";a@b.nl`, `${boardId};;b@b.nl`),
    '2 NAAM control-characters',
    '5 NAAM required',
  ],
]

const codes: readonly Case[] = [
  ['no school', 'pupils', file('pupils', `;${year};HAVO;3`), '2 VESTIGINGSCODE required'],
  [
    'a school in lower case',
    'pupils',
    file('pupils', `99aa00;${year};HAVO;3`),
    '2 VESTIGINGSCODE invalid-format',
  ],
  [
    'a school with a space',
    'pupils',
    file('pupils', ` 99AA00;${year};HAVO;3`),
    '2 VESTIGINGSCODE invalid-format',
  ],
  [
    'a school that is a formula',
    'pupils',
    file('pupils', `=1+1;${year};HAVO;3`),
    '2 VESTIGINGSCODE invalid-format',
  ],
  [
    'a school nobody imported',
    'pupils',
    file('pupils', `98ZZ00;${year};HAVO;3`),
    '2 VESTIGINGSCODE unknown-school',
  ],
  ['no school year', 'pupils', file('pupils', `${voSchool};;HAVO;3`), '2 SCHOOLJAAR required'],
  [
    'a school year of two years',
    'pupils',
    file('pupils', `${voSchool};2026-2028;HAVO;3`),
    '2 SCHOOLJAAR invalid-format',
  ],
  [
    'a school year with a slash',
    'pupils',
    file('pupils', `${voSchool};2026/2027;HAVO;3`),
    '2 SCHOOLJAAR invalid-format',
  ],
  [
    'a school year in other digits',
    'pupils',
    file('pupils', `${voSchool};٢٠٢٦-٢٠٢٧;HAVO;3`),
    '2 SCHOOLJAAR invalid-format',
  ],
  ['no education type', 'pupils', file('pupils', `${voSchool};${year};;3`), '2 ONDERWIJSSOORT required'],
  [
    'an education type nobody knows',
    'pupils',
    file('pupils', `${voSchool};${year};GYMNASIUM;3`),
    '2 ONDERWIJSSOORT unknown-education-type',
  ],
  [
    'an education type of another sector',
    'pupils',
    file('pupils', `${poSchool};${year};HAVO;3`),
    '2 ONDERWIJSSOORT unknown-education-type',
  ],
  [
    'a property of every object',
    'pupils',
    file('pupils', `${voSchool};${year};constructor;3`),
    '2 ONDERWIJSSOORT unknown-education-type',
  ],
  [
    'an unknown school and an unknown type',
    'pupils',
    file('pupils', `98ZZ00;${year};X;3`),
    '2 VESTIGINGSCODE unknown-school',
    '2 ONDERWIJSSOORT unknown-education-type',
  ],
  [
    'an unknown school with a type of some sector',
    'pupils',
    file('pupils', `98ZZ00;${year};SBO;3`),
    '2 VESTIGINGSCODE unknown-school',
  ],
  ['no board', 'administrators', file('administrators', ';A;a@b.nl'), '2 BEVOEGD GEZAG NUMMER required'],
  [
    'a board of four digits',
    'administrators',
    file('administrators', '9001;A;a@b.nl'),
    '2 BEVOEGD GEZAG NUMMER invalid-format',
  ],
  [
    'a board nobody imported',
    'administrators',
    file('administrators', '12345;A;a@b.nl'),
    '2 BEVOEGD GEZAG NUMMER unknown-board',
  ],
  [
    'an unknown sector',
    'schools',
    school(`${boardId};Zuid;99CC00;De Linde;Ede;HBO`),
    '2 SECTOR invalid-format',
  ],
  ['no sector', 'schools', school(`${boardId};Zuid;99CC00;De Linde;Ede;`), '2 SECTOR required'],
  [
    'a sector that every object has',
    'schools',
    school(`${boardId};Zuid;99CC00;De Linde;Ede;toString`),
    '2 SECTOR invalid-format',
  ],
]

const numbers: readonly Case[] = [
  ['no pupils', 'pupils', pupils(''), '2 LEERLINGEN required'],
  ['pupils in other digits', 'pupils', pupils('٣'), '2 LEERLINGEN invalid-format'],
  ['a fraction of a pupil', 'pupils', pupils('3.0'), '2 LEERLINGEN invalid-format'],
  ['pupils in powers of ten', 'pupils', pupils('1e2'), '2 LEERLINGEN invalid-format'],
  ['fewer than no pupils', 'pupils', pupils('-1'), '2 LEERLINGEN invalid-format'],
  ['pupils with a space', 'pupils', pupils('3 '), '2 LEERLINGEN invalid-format'],
  ['pupils on two lines', 'pupils', pupils('"3\n"'), '2 LEERLINGEN invalid-format'],
  ['too many pupils', 'pupils', pupils('100001'), '2 LEERLINGEN out-of-range'],
  ['more pupils than can be counted', 'pupils', pupils('9'.repeat(400)), '2 LEERLINGEN out-of-range'],
  ['an answer under the scale', 'respondents', firstAnswer('0'), '2 V1 out-of-range'],
  ['an answer over the scale', 'respondents', firstAnswer('6'), '2 V1 out-of-range'],
  [
    'an answer over a shorter scale',
    'respondents',
    firstAnswer('5').replace('LTO-VO', 'PROZO'),
    '2 V1 out-of-range',
  ],
  ['an answer in letters', 'respondents', firstAnswer('vijf'), '2 V1 invalid-format'],
  ['an answer with a sign', 'respondents', firstAnswer('+5'), '2 V1 invalid-format'],
  ['an answer in wide digits', 'respondents', firstAnswer('５'), '2 V1 invalid-format'],
  ['an answer that is a space', 'respondents', firstAnswer(' '), '2 V1 invalid-format'],
  ['no grade', 'respondents', file('respondents', respondent({ grade: '' })), '2 LEERJAAR required'],
  [
    'a grade no school has',
    'respondents',
    file('respondents', respondent({ grade: '9' })),
    '2 LEERJAAR out-of-range',
  ],
  [
    'a class for a grade',
    'respondents',
    file('respondents', respondent({ grade: '3B' })),
    '2 LEERJAAR invalid-format',
  ],
]

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
    'two questionnaires with other questions',
    'respondents',
    file('respondents', respondent(), respondent({ list: 'LTO-PO' })),
    '3 VRAGENLIJST mixed-questionnaires',
  ],
  [
    'an answer under no known scale',
    'respondents',
    file('respondents', respondent({ list: 'X', answers: `99${answers.slice(1)}` })),
    '2 VRAGENLIJST unknown-questionnaire',
  ],
  [
    'an unknown one before two others',
    'respondents',
    file('respondents', respondent({ list: 'X' }), respondent({ list: 'PROZO' }), respondent()),
    '2 VRAGENLIJST unknown-questionnaire',
    '4 VRAGENLIJST mixed-questionnaires',
  ],
]

const names: readonly Case[] = [
  ['no name', 'administrators', file('administrators', `${boardId};;a@b.nl`), '2 NAAM required'],
  ['a name of spaces', 'administrators', file('administrators', `${boardId};  ;a@b.nl`), '2 NAAM required'],
  [
    'a name of 201 characters',
    'administrators',
    file('administrators', `${boardId};${'x'.repeat(201)};a@b.nl`),
    '2 NAAM text-too-long',
  ],
  [
    'a name with a tab',
    'administrators',
    file('administrators', `${boardId};A\tB;a@b.nl`),
    '2 NAAM control-characters',
  ],
  [
    'a name with a NUL',
    'administrators',
    file('administrators', `${boardId};A\0B;a@b.nl`),
    '2 NAAM control-characters',
  ],
  [
    'a name with a C1 control',
    'administrators',
    file('administrators', `${boardId};A\u0085B;a@b.nl`),
    '2 NAAM control-characters',
  ],
  [
    'a name with a lone carriage return',
    'administrators',
    file('administrators', `${boardId};A\rB;a@b.nl`),
    '2 NAAM control-characters',
  ],
  [
    'no city, no board name, no school name',
    'schools',
    school(`${boardId};;99CC00;;;VO`),
    '2 BEVOEGD GEZAG NAAM required',
    '2 VESTIGINGSNAAM required',
    '2 PLAATSNAAM required',
  ],
  [
    'a school name of two lines',
    'schools',
    school(`${boardId};Zuid;99CC00;"De\nLinde";Ede;VO`),
    '2 VESTIGINGSNAAM control-characters',
  ],
]

const addresses: readonly Case[] = [
  '',
  'a',
  'a@',
  '@b.nl',
  'a@b',
  'a b@c.nl',
  'a@b..nl',
  '.a@b.nl',
  'a.@b.nl',
  'a..b@c.nl',
  'a@-b.nl',
  'a@b_c.nl',
  'a@b.nl;',
  'a@b.1',
  'a@b@c.nl',
  'jozé@school.nl',
  'A <a@b.nl>',
  'a@b.nl\u0000',
  'a@b.nl ',
  `${'x'.repeat(65)}@b.nl`,
  `a@${'x.'.repeat(130)}nl`,
].map(email => {
  const code =
    email === ''
      ? 'E-MAILADRES required'
      : email.includes(';')
        ? '- wrong-cell-count'
        : 'E-MAILADRES invalid-format'
  return [`the address "${email.slice(0, 20)}"`, 'administrators', administrator(email), `2 ${code}`] as const
})

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
  [
    'thirteen administrators',
    'administrators',
    file('administrators', ...eleven, `${boardId};A;b@b.nl`, `${boardId};A;c@b.nl`),
    '12 - too-many',
  ],
]

const groups = { bytes, form, codes, numbers, questionnaires, names, addresses, sets }

describe.each(Object.entries(groups))('a file that is wrong in its %s', (_, cases) => {
  it.each(cases)('%s', async (_name, kind, content, ...faults) => {
    expect(await faultsOf(kind, content)).toEqual(faults)
  })
})

describe('every fault of a file', () => {
  it('is counted, and the first hundred are kept in the order of the file', async () => {
    const desk = await importDesk()
    const rows = Array.from({ length: 250 }, () => `${voSchool};${year};HAVO;x`)
    const record = await desk.bring('pupils', file('pupils', ...rows))
    expect(record).toMatchObject({ status: 'rejected', rows: 250, errorCount: 499 })
    expect(record.errors).toHaveLength(100)
    expect(record.errors.slice(0, 3).map(({ line, code }) => [line, code])).toEqual([
      [2, 'invalid-format'],
      [3, 'invalid-format'],
      [3, 'duplicate-row'],
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

  it('is found however the bytes are cut into pieces', async () => {
    const content = file(
      'administrators',
      `${boardId};"Zoë ""de"" Wit";a@b.nl`,
      `${boardId};"€\r\n€";b@b.nl`,
      '€;x;x',
    )
    const expected = await faultsOf('administrators', content)
    for (const pieceSize of [1, 2, 3, 7]) {
      const desk = await importDesk({ pieceSize })
      const { errors } = await desk.bring('administrators', `\ufeff${content}`)
      expect(errors.map(({ line, column, code }) => [line ?? '-', column ?? '-', code].join(' '))).toEqual(
        expected,
      )
    }
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
