import type { Place } from './address.ts'
import { nowherePage } from './problem-page.ts'
import { schoolPage } from './school-page.ts'
import { schoolsPage } from './schools-page.ts'
import type { Page, Visit } from './visit.ts'

/** The screen at a place. Those of boards and of operators are loaded when they are needed. */
export const screenOf = async (visit: Visit, place: Place): Promise<Page> => {
  switch (place.kind) {
    case 'home':
    case 'schools':
      return schoolsPage(visit, place)
    case 'school':
      return schoolPage(visit, place)
    case 'accessibility':
    case 'nowhere':
      return nowherePage()
    case 'board':
    case 'consents':
    case 'administrators':
      return (await import('./board/screens.ts')).boardScreen(visit, place)
    default:
      return (await import('./operator/screens.ts')).operatorScreen(visit, place)
  }
}
