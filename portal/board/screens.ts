import type { BoardPlace } from '../address.ts'
import type { Page, Visit } from '../visit.ts'
import { administratorsPage } from './administrators-page.ts'
import { consentsPage } from './consents/page.ts'
import { overviewPage } from './overview-page.ts'

export const boardScreen = (visit: Visit, place: BoardPlace): Promise<Page> => {
  switch (place.kind) {
    case 'board':
      return overviewPage(visit, place)
    case 'consents':
      return consentsPage(visit, place)
    case 'administrators':
      return administratorsPage(visit, place)
  }
}
