import type { Place } from './address.ts'
import { administratorsPage } from './board/administrators-page.ts'
import { consentsPage } from './board/consents/page.ts'
import { overviewPage } from './board/overview-page.ts'
import { homePage } from './home.ts'
import { calendarPage } from './operator/calendar-page.ts'
import { deliveriesPage } from './operator/deliveries-page.ts'
import { healthPage } from './operator/health-page.ts'
import { importPage } from './operator/import-page.ts'
import { schoolsPage } from './operator/schools-page.ts'
import { nowherePage } from './problem-page.ts'
import { schoolPage } from './school-page.ts'
import type { Page, Visit } from './visit.ts'

/** The screen at a place. */
export const screenOf = async (visit: Visit, place: Place): Promise<Page> => {
  switch (place.kind) {
    case 'home':
      return homePage(visit)
    case 'school':
      return schoolPage(visit, place)
    case 'board':
      return overviewPage(visit, place)
    case 'consents':
      return consentsPage(visit, place)
    case 'administrators':
      return administratorsPage(visit, place)
    case 'health':
      return healthPage(visit)
    case 'schools':
      return schoolsPage(visit, place)
    case 'deliveries':
      return deliveriesPage(visit, place)
    case 'imports':
      return importPage(visit, place)
    case 'calendar':
      return calendarPage(visit, place)
    default:
      return nowherePage()
  }
}
