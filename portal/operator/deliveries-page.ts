import { addressOf, type Filters, type OperatorPlace } from '../address.ts'
import { deliveryStatusInWords } from '../delivery.ts'
import { element } from '../element.ts'
import { select } from '../fields.ts'
import { filterForm } from '../filter-form.ts'
import { pagedTable } from '../paged-table.ts'
import type { DeliveryFilters, DeliveryItem } from '../shapes.ts'
import { nameCell } from '../table.ts'
import type { Page, Visit } from '../visit.ts'
import { dayInWords } from '../wording.ts'
import { deliveryCells } from './retry.ts'

const TITLE = 'Leveringen'

type DeliveriesPlace = Extract<OperatorPlace, { kind: 'deliveries' }>

/** The deliveries of all schools, by school year and status; a failed one can be tried again. */
export const deliveriesPage = async (visit: Visit, { filters = {} }: DeliveriesPlace): Promise<Page> => {
  const { api } = visit
  const query = queryFrom(filters)
  const [years, first] = await Promise.all([api.schoolYears(), api.deliveries(query)])
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1 }, TITLE),
      filterForm(
        {
          schooljaar: select(
            'Schooljaar',
            'Alle schooljaren',
            years.map(({ schoolYear }) => [schoolYear, schoolYear]),
            query.schoolYear,
          ),
          status: select('Status', 'Alle statussen', Object.entries(deliveryStatusInWords), query.status),
        },
        'Leveringen tonen',
        asked => ({ kind: 'deliveries', filters: asked }),
      ),
      pagedTable({
        caption: TITLE,
        columns,
        cells: delivery => cellsOf(visit, delivery),
        first,
        next: cursor => api.deliveries({ ...query, cursor }),
        empty: 'Er zijn geen leveringen die hierbij passen.',
      }),
    ],
  }
}

const columns = [
  { label: 'School' },
  { label: 'Schooljaar' },
  { label: 'Doorleverdatum' },
  { label: 'Status' },
  { label: 'Ontvangen' },
  { label: 'Pogingen', numeric: true },
] as const

const queryFrom = ({ schooljaar, status = '' }: Filters): DeliveryFilters => ({
  ...(schooljaar && { schoolYear: schooljaar }),
  ...(isStatus(status) && { status }),
})

const isStatus = (name: string): name is keyof typeof deliveryStatusInWords =>
  Object.hasOwn(deliveryStatusInWords, name)

const cellsOf = (visit: Visit, delivery: DeliveryItem) => {
  const { schoolId, schoolName, schoolYear, deliveryDate } = delivery
  const { status, received, attempts } = deliveryCells(visit, delivery)
  return [
    nameCell(addressOf({ kind: 'school', schoolId, schoolYear }), schoolName, schoolId),
    schoolYear,
    dayInWords(deliveryDate),
    status,
    received,
    attempts,
  ]
}
