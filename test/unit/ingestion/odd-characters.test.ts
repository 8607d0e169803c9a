import { describe, expect, it } from 'vitest'
import type { ImportKind } from '../../../shared/ingestion/ports.ts'
import { firstAnswer, pupils, respondent } from './hostile-file.ts'
import { boardId, file, importDesk, voSchool, year } from './import-desk.ts'

const detailOf = async (kind: ImportKind, content: string): Promise<string> => {
  const desk = await importDesk()
  const { errors } = await desk.bring(kind, content)
  return errors[0]?.detail ?? ''
}

describe('a character that cannot be told from another', () => {
  it.each([
    ['\u00a0LEERLINGEN', 'U+00A0 in: een vaste spatie'],
    ['LEERLINGEN\u200b', 'U+200B in: een spatie zonder breedte'],
    ['\ufeffLEERLINGEN', 'U+FEFF in: een byte order mark'],
    ['LEER\u00adLINGEN', 'U+00AD in: een onzichtbaar teken'],
    ['LEERL\u0406NGEN', 'U+0406 in: een cyrillische letter'],
    ['L\u0395ERLINGEN', 'U+0395 in: een Griekse letter'],
    ['\uff2cEERLINGEN', 'U+FF2C in: een andere letter'],
    [' LEERLINGEN', 'U+0020 in: een spatie aan het begin of het eind'],
    ['LEERLINGEN\t', 'U+0009 in: een tab'],
    ['LEERLINGEN\u2003', 'U+2003 in: een bijzondere spatie'],
    ['LEERLINGE\u0301N', 'U+0301 in: een bijzonder teken'],
    ['"LEER\nLINGEN"', 'U+000A in: een regeleinde'],
    ['LEERLINGEN\u0001', 'U+0001 in: een besturingsteken'],
  ])('is named in the header: %j', async (header, named) => {
    expect(await detailOf('pupils', pupils('3').replace('LEERLINGEN', header))).toBe(
      `Verwacht als kopregel: VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN. Er staat ${named}.`,
    )
  })

  it.each<readonly [string, ImportKind, string, string]>([
    ['a school', 'pupils', file('pupils', `99\u0410A00;${year};HAVO;3`), 'U+0410 in: een cyrillische letter'],
    [
      'a year',
      'pupils',
      file('pupils', `${voSchool};2026\u20132027;HAVO;3`),
      'U+2013 in: een ander streepje',
    ],
    ['a type', 'pupils', file('pupils', `${voSchool};${year};HAVO\u00a0;3`), 'U+00A0 in: een vaste spatie'],
    ['a number', 'pupils', pupils('\uff13'), 'U+FF13 in: een ander cijfer'],
    ['an answer', 'respondents', firstAnswer('4\u200b'), 'U+200B in: een spatie zonder breedte'],
    [
      'a questionnaire',
      'respondents',
      file('respondents', respondent({ list: 'LT\u041e-VO' })),
      'U+041E in: een cyrillische letter',
    ],
    ['a board', 'administrators', file('administrators', `${boardId} ;A;a@b.nl`), 'U+0020 in: een spatie'],
  ])('is named in a code: %s', async (_, kind, content, named) => {
    expect(await detailOf(kind, content)).toContain(` Er staat ${named}`)
  })

  it('is not looked for where everybody sees what is wrong, and nothing of a cell is quoted', async () => {
    const details = [
      await detailOf('pupils', file('pupils', `Zoë de Wit;${year};HAVO;3`)),
      await detailOf('pupils', pupils('drie')),
      await detailOf('pupils', pupils('3').replace('LEERLINGEN', 'Leerlingen')),
    ]
    for (const detail of details) {
      expect(detail).toMatch(/^Verwacht/)
      expect(detail).not.toMatch(/Er staat|Zo|drie/)
    }
  })
})
