import type { EducationType } from '../directory/education.ts'
import type { QuestionnaireId } from './questionnaires/index.ts'
import type { GroupName } from './report.ts'

const educationTypeNames: Readonly<Record<EducationType, string>> = {
  PRO: 'praktijkonderwijs',
  BRUG: 'brugklas',
  VMBO: 'vmbo',
  'VMBO-B': 'vmbo-b',
  'VMBO-K': 'vmbo-k',
  'VMBO-GT': 'vmbo-(g)t',
  HAVO: 'havo',
  VWO: 'vwo',
  ES: 'Engelse Stroom',
  IB: 'Internationaal Baccalaureaat',
  BO: 'basisonderwijs',
  SBO: 'speciaal basisonderwijs',
  SO: 'speciaal onderwijs',
  VSO: 'voortgezet speciaal onderwijs',
}

/** `havo`, or `hele school` where it is the school as a whole. */
export const educationTypeInWords = (educationType: EducationType | null): string =>
  educationType === null ? 'hele school' : educationTypeNames[educationType]

/** In a word, to tell groups apart. */
const questionnaireNames: Readonly<Record<QuestionnaireId, string>> = {
  'LTO-VO': 'leerlingtevredenheid',
  'LTO-PO': 'leerlingtevredenheid',
  PROZO: 'ProZO!',
}

type Asked = Pick<GroupName, 'questionnaire'>

/** Whether groups are of more than one questionnaire, so that each has to be told with its own. */
export const areMixed = ([first, ...others]: readonly Asked[]): boolean =>
  others.some(({ questionnaire }) => questionnaire !== first?.questionnaire)

/** The questionnaire of one of these groups: `ProZO!`; undefined where all are of the same. */
export const questionnaireAmong = (groups: readonly Asked[], { questionnaire }: Asked): string | undefined =>
  areMixed(groups) ? questionnaireNames[questionnaire] : undefined

/** One of these groups: `havo`, or `havo (ProZO!)` where they are of more than one questionnaire. */
export const groupAmong = (groups: readonly Asked[], group: GroupName): string => {
  const name = educationTypeInWords(group.educationType)
  const questionnaire = questionnaireAmong(groups, group)
  return questionnaire === undefined ? name : `${name} (${questionnaire})`
}

/** A score or a percentage as people write it: `8,0`. */
export const decimal = (number: number): string => number.toFixed(1).replace('.', ',')

/** `havo, vwo en vmbo-k` */
export const listed = (words: readonly string[]): string => words.join(', ').replace(/, ([^,]*)$/, ' en $1')
