import type { Level } from './shapes.ts'

/** A place in the portal. It stands in the address after `#`, so that it can be linked and loaded again. */
export type Place =
  | { kind: 'home'; schoolYear?: string | undefined }
  | { kind: 'accessibility' | 'nowhere' }
  | SchoolPlace
  | BoardPlace
  | OperatorPlace

export interface SchoolPlace {
  kind: 'school'
  schoolId: string
  /** Undefined for the newest there is. */
  schoolYear?: string | undefined
  level?: Level | undefined
  /** Of the steps to a consent. */
  step?: StepNumber | undefined
}

/** The six steps of the manual. */
export const stepNumbers = [1, 2, 3, 4, 5, 6] as const
export type StepNumber = (typeof stepNumbers)[number]

/** A board's schools in a school year, the consents of several of them in one go, or its administrators. */
export type BoardPlace =
  | { kind: 'board'; boardId: string; schoolYear?: string | undefined; filters?: Filters }
  | { kind: 'consents'; boardId: string; schoolYear: string; part?: string | undefined }
  | { kind: 'administrators'; boardId: string }

export type OperatorPlace =
  | { kind: 'health' }
  | { kind: 'schools' | 'deliveries'; filters?: Filters }
  | { kind: 'imports'; importId?: string | undefined }
  | { kind: 'calendar'; schoolYear?: string | undefined }

/** What a list is narrowed down to, and how it is sorted; by the names in the address. */
export type Filters = Readonly<Record<string, string>>

const levelNames = { school: 'schoolniveau', 'education-type': 'onderwijssoortniveau' } as const
const SCHOOLS = 'scholen'
const BOARDS = 'besturen'
const STEP = 'stap-'
const ACCESSIBILITY = '#/toegankelijkheid'
const CONSENTS = 'toestemmingen'
const OPERATORS = 'beheer'
const ADMINISTRATORS = 'gebruikersbeheerders'
const operatorNames = {
  schools: 'scholen',
  deliveries: 'leveringen',
  imports: 'bestanden',
  calendar: 'kalender',
} as const

/** `#/scholen/99AA00/2026-2027/schoolniveau`, `#/scholen/99AA00/2026-2027/stap-3`, `#/besturen/99001/2026-2027?status=consent-given` */
export const addressOf = (place: Place): string => {
  switch (place.kind) {
    case 'home':
      return address([], place.schoolYear ? { schooljaar: place.schoolYear } : {})
    case 'nowhere':
      return '#/'
    case 'accessibility':
      return ACCESSIBILITY
    case 'school':
      return address([SCHOOLS, place.schoolId, place.schoolYear, partOf(place)])
    case 'board':
      return address([BOARDS, place.boardId, place.schoolYear], place.filters)
    case 'consents':
      return address([BOARDS, place.boardId, place.schoolYear, CONSENTS, place.part])
    case 'administrators':
      return address([BOARDS, place.boardId, ADMINISTRATORS])
    case 'health':
      return address([OPERATORS])
    case 'schools':
    case 'deliveries':
      return address([OPERATORS, operatorNames[place.kind]], place.filters)
    case 'imports':
      return address([OPERATORS, operatorNames.imports, place.importId])
    case 'calendar':
      return address([OPERATORS, operatorNames.calendar, place.schoolYear])
  }
}

const partOf = ({ level, step }: SchoolPlace): string | undefined =>
  step ? `${STEP}${step}` : level && levelNames[level]

const address = (parts: readonly (string | undefined)[], filters: Filters = {}): string => {
  const path = parts.filter(part => part !== undefined).map(encodeURIComponent)
  const query = new URLSearchParams(filters).toString()
  return `#/${path.join('/')}${query && `?${query}`}`
}

/** Where an address leads; without one, home. */
export const placeAt = (hash: string): Place => {
  if (hash === ACCESSIBILITY) return { kind: 'accessibility' }
  const [path = '', query = ''] = hash.split('?', 2)
  const [, kind, ...parts] = path.split('/').map(decoded)
  const filters: Filters = Object.fromEntries(new URLSearchParams(query))
  if (path === '' || path === '#/') return { kind: 'home', schoolYear: filters.schooljaar }
  const [id, second, third, fourth] = parts
  if (id && kind === SCHOOLS)
    return {
      kind: 'school',
      schoolId: id,
      schoolYear: second,
      level: levelNamed(third),
      step: stepNamed(third),
    }
  if (id && second && kind === BOARDS && third === CONSENTS)
    return { kind: 'consents', boardId: id, schoolYear: second, part: fourth }
  if (id && kind === BOARDS) return boardPlace(id, second, filters)
  return kind === OPERATORS ? operatorPlace(id, second, filters) : { kind: 'nowhere' }
}

const boardPlace = (boardId: string, part: string | undefined, filters: Filters): BoardPlace =>
  part === ADMINISTRATORS
    ? { kind: 'administrators', boardId }
    : { kind: 'board', boardId, schoolYear: part, filters }

const operatorPlace = (name: string | undefined, id: string | undefined, filters: Filters): Place => {
  switch (name) {
    case operatorNames.schools:
      return { kind: 'schools', filters }
    case operatorNames.deliveries:
      return { kind: 'deliveries', filters }
    case operatorNames.imports:
      return { kind: 'imports', importId: id }
    case operatorNames.calendar:
      return { kind: 'calendar', schoolYear: id }
    case undefined:
      return { kind: 'health' }
    default:
      return { kind: 'nowhere' }
  }
}

const levelNamed = (name: string | undefined): Level | undefined =>
  (Object.keys(levelNames) as Level[]).find(level => levelNames[level] === name)

const stepNamed = (name: string | undefined): StepNumber | undefined =>
  stepNumbers.find(step => name === `${STEP}${step}`)

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
