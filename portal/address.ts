import type { Level } from './shapes.ts'

/** A place in the portal. It stands in the address after `#`, so that it can be linked and loaded again. */
export type Place =
  | SchoolPlace
  | BoardPlace
  | OperatorPlace
  | SchoolsPlace
  | { kind: 'accessibility' | 'nowhere' }

/** Of a list, what it is narrowed down to, and how it is sorted; by the names in the address. */
export type Filters = Readonly<Record<string, string>>

/** A list of schools: somebody's own, or all of them. */
export interface SchoolsPlace {
  kind: 'home' | 'schools'
  filters?: Filters
}

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
  | { kind: 'deliveries'; filters?: Filters }
  | { kind: 'imports'; importId?: string | undefined }
  | { kind: 'calendar'; schoolYear?: string | undefined }

/** The parts of an address: a word, or after a colon what is told there of the place; with `?` it may be left out. */
const paths: Readonly<Record<Exclude<Place['kind'], 'nowhere'>, string>> = {
  home: '',
  accessibility: 'toegankelijkheid',
  school: 'scholen/:schoolId/:schoolYear?/:part?',
  administrators: 'besturen/:boardId/gebruikersbeheerders',
  consents: 'besturen/:boardId/:schoolYear/toestemmingen/:part?',
  board: 'besturen/:boardId/:schoolYear?',
  health: 'beheer',
  schools: 'beheer/scholen',
  deliveries: 'beheer/leveringen',
  imports: 'beheer/bestanden/:importId?',
  calendar: 'beheer/kalender/:schoolYear?',
}
const kinds = Object.keys(paths) as (keyof typeof paths)[]

type Told = Readonly<Record<string, string | undefined>>

const partsOf = (path: string): readonly string[] => path.split('/').filter(part => part !== '')
const nameIn = (part: string): string => part.replace(/^:|\?$/g, '')

/** `#/scholen/99AA00/2026-2027/schoolniveau`, `#/scholen/99AA00/2026-2027/stap-3`, `#/besturen/99001/2026-2027?status=consent-given` */
export const addressOf = (place: Place): string => {
  if (place.kind === 'nowhere') return '#/'
  const told = { ...place, ...(place.kind === 'school' && { part: partOf(place) }) } as Told
  const path = partsOf(paths[place.kind])
    .map(part => (part.startsWith(':') ? told[nameIn(part)] : part))
    .filter(part => part !== undefined)
  const query = new URLSearchParams('filters' in place ? place.filters : {}).toString()
  return `#/${path.map(encodeURIComponent).join('/')}${query && `?${query}`}`
}

/** Where an address leads; without one, home. */
export const placeAt = (hash: string): Place => {
  const [path = '', query = ''] = hash.split('?', 2)
  const parts = partsOf(path.replace(/^#/, '')).map(decoded)
  for (const kind of kinds) {
    const told = toldBy(partsOf(paths[kind]), parts)
    const filters = Object.fromEntries(new URLSearchParams(query))
    if (told) return { kind, ...told, ...(kind === 'school' ? meantBy(told) : { filters }) } as Place
  }
  return { kind: 'nowhere' }
}

/** Undefined where the parts are not of that path. */
const toldBy = (path: readonly string[], parts: readonly string[]): Told | undefined => {
  const isOf = path.every((part, at) =>
    part.startsWith(':') ? part.endsWith('?') || parts[at] !== undefined : part === parts[at],
  )
  if (!isOf || parts.length > path.length) return undefined
  return Object.fromEntries(
    path.flatMap((part, at) => (part.startsWith(':') ? [[nameIn(part), parts[at]]] : [])),
  )
}

const levelNames = { school: 'schoolniveau', 'education-type': 'onderwijssoortniveau' } as const
const levels = Object.keys(levelNames) as Level[]
const stepName = (step: StepNumber): string => `stap-${step}`

const partOf = ({ level, step }: SchoolPlace): string | undefined =>
  step ? stepName(step) : level && levelNames[level]

const meantBy = ({ part }: Told): Pick<SchoolPlace, 'level' | 'step'> => ({
  level: levels.find(level => part === levelNames[level]),
  step: stepNumbers.find(step => part === stepName(step)),
})

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
