import type { OperatorPlace } from '../address.ts'
import type { Page, Visit } from '../visit.ts'
import { calendarPage } from './calendar-page.ts'
import { deliveriesPage } from './deliveries-page.ts'
import { healthPage } from './health-page.ts'
import { importPage } from './import-page.ts'

export const operatorScreen = (visit: Visit, place: OperatorPlace): Promise<Page> => {
  switch (place.kind) {
    case 'health':
      return healthPage(visit)
    case 'deliveries':
      return deliveriesPage(visit, place)
    case 'imports':
      return importPage(visit, place)
    case 'calendar':
      return calendarPage(visit, place)
  }
}
