import type { School } from './ports.ts'

/** Letters whose accent Unicode does not take for one. */
const PLAIN = { ø: 'o', đ: 'd', ł: 'l', ħ: 'h', æ: 'ae', œ: 'oe' } as const

/** Text as it is sorted and searched: without case, accents or what shows nothing, white space folded. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    // By way of capitals, in which more letters are one: ß and ss.
    .toUpperCase()
    .toLowerCase()
    .replace(/[øđłħæœ]/g, letter => PLAIN[letter as keyof typeof PLAIN])
    .replace(/\s+/gu, ' ')
    .trim()

/** No name has it, and it sorts before all that names have. */
const SEPARATOR = '\t'

/** With the code, well within the 1,024 bytes of a key of DynamoDB. */
const LONGEST = 200

/** Characters that UTF-8 and UTF-16 order differently. */
const BEYOND = /[\u{E000}-\u{10FFFF}]/gu

/**
 * Where a school stands in a list by name: two such places compare as text, in DynamoDB (by UTF-8) as here (by UTF-16),
 * since characters on which the two differ are left out. Schools of one name stand by their code.
 */
export const placeByName = ({ schoolName, schoolId }: Pick<School, 'schoolName' | 'schoolId'>): string =>
  placeFrom(folded(schoolName.replace(BEYOND, '')), schoolId)

/** The same of a name that is folded already. */
export const placeFrom = (foldedName: string, schoolId: string): string =>
  `${foldedName.slice(0, LONGEST)}${SEPARATOR}${schoolId}`

export const sortedByName = <Named extends Pick<School, 'schoolName' | 'schoolId'>>(
  schools: readonly Named[],
): Named[] =>
  schools
    .map(school => ({ school, place: placeByName(school) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ school }) => school)

/** Whether a school's name or code has that in it: `folded` text. */
export const isNamed = ({ schoolName, schoolId }: School, searched: string): boolean =>
  searched === '' || folded(schoolName).includes(searched) || folded(schoolId).includes(searched)
