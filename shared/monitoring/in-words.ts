import type { EducationType } from '../directory/education.ts'
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

/** `havo (LTO-VO)` */
export const groupInWords = ({ educationType, questionnaire }: GroupName): string =>
  `${educationTypeInWords(educationType)} (${questionnaire})`

/** A score or a percentage as people write it: `8,0`. */
export const decimal = (number: number): string => number.toFixed(1).replace('.', ',')

/** `havo, vwo en vmbo-k` */
export const listed = (words: readonly string[]): string => words.join(', ').replace(/, ([^,]*)$/, ' en $1')
