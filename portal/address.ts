import type { Level } from './shapes.ts'

/** A place in the portal. It stands in the address after `#`, so that it can be linked and loaded again. */
export type Place = { kind: 'home' | 'accessibility' | 'nowhere' } | SchoolPlace | BoardPlace

export interface SchoolPlace {
  kind: 'school'
  schoolId: string
  /** Undefined for the newest there is. */
  schoolYear?: string | undefined
  level?: Level | undefined
}

export interface BoardPlace {
  kind: 'board'
  boardId: string
  schoolYear?: string | undefined
}

const levelNames = { school: 'schoolniveau', 'education-type': 'onderwijssoortniveau' } as const
const SCHOOLS = 'scholen'
const BOARDS = 'besturen'
const ACCESSIBILITY = '#/toegankelijkheid'

/** `#/scholen/99AA00/2026-2027/schoolniveau` */
export const addressOf = (place: Place): string => {
  switch (place.kind) {
    case 'home':
    case 'nowhere':
      return '#/'
    case 'accessibility':
      return ACCESSIBILITY
    case 'school':
      return address(SCHOOLS, place.schoolId, place.schoolYear, place.level && levelNames[place.level])
    case 'board':
      return address(BOARDS, place.boardId, place.schoolYear)
  }
}

const address = (...parts: readonly (string | undefined)[]): string =>
  `#/${parts
    .filter(part => part !== undefined)
    .map(encodeURIComponent)
    .join('/')}`

/** Where an address leads; without one, home. */
export const placeAt = (hash: string): Place => {
  if (hash === '' || hash === '#/') return { kind: 'home' }
  if (hash === ACCESSIBILITY) return { kind: 'accessibility' }
  const [, kind, id, schoolYear, level] = hash.split('/').map(decoded)
  if (id && kind === SCHOOLS) return { kind: 'school', schoolId: id, schoolYear, level: levelNamed(level) }
  if (id && kind === BOARDS) return { kind: 'board', boardId: id, schoolYear }
  return { kind: 'nowhere' }
}

const levelNamed = (name: string | undefined): Level | undefined =>
  (Object.keys(levelNames) as Level[]).find(level => levelNames[level] === name)

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
