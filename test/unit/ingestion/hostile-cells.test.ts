import { describe, expect, it } from 'vitest'
import { parseEducationType } from '../../../shared/ingestion/cells.ts'
import { type Case, firstAnswer, itRefuses, pupils, respondent, school } from './hostile-file.ts'
import { boardId, file, poSchool, voSchool, year } from './import-desk.ts'

const codes: readonly Case[] = [
  ['no school', 'pupils', file('pupils', `;${year};HAVO;3`), '2 VESTIGINGSCODE required'],
  [
    'a school nobody imported',
    'pupils',
    file('pupils', `98ZZ00;${year};HAVO;3`),
    '2 VESTIGINGSCODE unknown-school',
  ],
  [
    'a school year of two years',
    'pupils',
    file('pupils', `${voSchool};2026-2028;HAVO;3`),
    '2 SCHOOLJAAR invalid-format',
  ],
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
  ['no board', 'administrators', file('administrators', ';A;a@b.nl'), '2 BEVOEGD GEZAG NUMMER required'],
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
]

const numbers: readonly Case[] = [
  ['no pupils', 'pupils', pupils(''), '2 LEERLINGEN required'],
  ['pupils in other digits', 'pupils', pupils('٣'), '2 LEERLINGEN invalid-format'],
  ['a fraction of a pupil', 'pupils', pupils('3.0'), '2 LEERLINGEN invalid-format'],
  ['fewer than no pupils', 'pupils', pupils('-1'), '2 LEERLINGEN invalid-format'],
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
  ['an answer in wide digits', 'respondents', firstAnswer('５'), '2 V1 invalid-format'],
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

const names: readonly Case[] = [
  ['no name', 'administrators', file('administrators', `${boardId};;a@b.nl`), '2 NAAM required'],
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
    'no city, no board name, no school name',
    'schools',
    school(`${boardId};;99CC00;;;VO`),
    '2 BEVOEGD GEZAG NAAM required',
    '2 VESTIGINGSNAAM required',
    '2 PLAATSNAAM required',
  ],
]

describe('codes', () => itRefuses(codes))
describe('numbers', () => itRefuses(numbers))
describe('names', () => itRefuses(names))

it('says of which sector the education types are that it expects', () => {
  const detailOf = (sector: 'VO' | undefined) => parseEducationType(sector)('GYMNASIUM')
  expect(detailOf('VO')).toMatchObject({
    detail: expect.stringMatching(/^Verwacht: een onderwijssoort van de sector van de school \(VO\): PRO, /),
  })
  expect(detailOf(undefined)).toMatchObject({
    detail: expect.stringMatching(/^Verwacht: een onderwijssoort: /),
  })
})
