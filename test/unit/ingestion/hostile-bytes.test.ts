import { describe } from 'vitest'
import { type Case, firstAnswer, itRefuses, pupils, school } from './hostile-file.ts'
import { boardId, file, headers, voSchool, year } from './import-desk.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

const bytes: readonly Case[] = [
  ['an empty file', 'pupils', '', '1 - wrong-header'],
  ['only a byte order mark', 'pupils', '\ufeff', '1 - wrong-header'],
  [
    'Latin-1',
    'schools',
    latin1(school(`${boardId};Stichting Zuid;99AA00;Sint Jozéf;Delft;VO`)),
    '- - wrong-encoding',
  ],
  ['UTF-16 with a byte order mark', 'pupils', utf16(`\ufeff${pupils('3')}`), '- - wrong-encoding'],
  [
    'a character cut off at the end',
    'pupils',
    Buffer.concat([Buffer.from(pupils('3')), Buffer.from([0xe2, 0x82])]),
    '- - wrong-encoding',
  ],
  ['two byte order marks', 'pupils', `\ufeff\ufeff${pupils('3')}`, '1 - wrong-header'],
]

const form: readonly Case[] = [
  ['a header only', 'pupils', `${headers.pupils}\n`, '- - no-rows'],
  ['no header', 'pupils', `${voSchool};${year};HAVO;3\n`, '1 - wrong-header'],
  ['commas for semicolons', 'pupils', pupils('3').replaceAll(';', ','), '1 - wrong-header'],
  ['a column too many', 'pupils', `${headers.pupils};\n${voSchool};${year};HAVO;3;\n`, '1 - wrong-header'],
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
    'a quote that nobody closes',
    'pupils',
    file('pupils', `"${voSchool};${year};HAVO;3`, 'x'),
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
  [
    'two megabytes of cells',
    'administrators',
    file('administrators', 'x;'.repeat(1_000_000)),
    '2 - wrong-cell-count',
  ],
  [
    'a quoted cell of two megabytes with separators',
    'administrators',
    file('administrators', `${boardId};"${'x;'.repeat(1_000_000)}";a@b.nl`),
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

describe('bytes that are no UTF-8', () => itRefuses(bytes))
describe('text that is no such CSV', () => itRefuses(form))
