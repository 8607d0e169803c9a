import { addressOf, type SchoolsPlace } from './address.ts'
import { type Child, element } from './element.ts'
import { search, select } from './fields.ts'
import { filterForm } from './filter-form.ts'
import { pagedTable } from './paged-table.ts'
import type { SchoolFilters, SchoolItem } from './shapes.ts'
import { statusBadge, statuses, statusLabel } from './status.ts'
import { nameCell } from './table.ts'
import type { Page, Visit } from './visit.ts'
import { dayInWords } from './wording.ts'
import { yearChooser, yearUnderWay } from './year-chooser.ts'

/** Schools, and where each stands in a school year: of somebody who works at several, and all of them to an operator. */
export const schoolsPage = async ({ api }: Visit, place: SchoolsPlace): Promise<Page> => {
  const { filters = {} } = place
  const years = (await api.schoolYears()).map(({ schoolYear }) => schoolYear)
  const { zoek = '', schooljaar = yearUnderWay(years, api.tomorrow()) } = filters
  const status = statuses.find(one => one === filters.status)
  const query: SchoolFilters = {
    ...(zoek && { q: zoek }),
    ...(schooljaar && { schoolYear: schooljaar, ...(status && { status }) }),
  }
  const isOperator = place.kind === 'schools'
  const title = isOperator ? 'Scholen' : 'Uw scholen'
  const inYear = (year: string) => addressOf({ ...place, filters: { ...filters, schooljaar: year } })
  return {
    title,
    content: [
      element('h1', { tabindex: -1 }, title),
      schooljaar !== undefined && yearChooser(years, schooljaar, inYear),
      filtersFor(place, query),
      pagedTable({
        caption: title,
        captionUnseen: true,
        columns: [
          { label: 'School' },
          ...(isOperator ? [{ label: 'Bestuur' }, { label: 'Sector' }] : []),
          { label: 'Status' },
          { label: 'Doorleverdatum' },
        ],
        cells: school => cellsOf(school, schooljaar, isOperator),
        first: await api.schools(query),
        next: cursor => api.schools({ ...query, cursor }),
        empty:
          zoek || status
            ? 'Geen school past bij uw zoekopdracht en de gekozen status.'
            : isOperator
              ? 'Er zijn nog geen scholen.'
              : 'Er is geen school aan uw account gekoppeld.',
      }),
    ],
  }
}

const filtersFor = (place: SchoolsPlace, { q = '', schoolYear, status }: SchoolFilters): HTMLElement =>
  filterForm(
    {
      zoek: search('Zoek op naam of code', q),
      ...(schoolYear && { status: select('Status', 'Alle', statusChoices, status) }),
    },
    'Scholen tonen',
    asked => ({ ...place, filters: { ...(schoolYear && { schooljaar: schoolYear }), ...asked } }),
  )

const statusChoices = statuses.map(status => [status, statusLabel(status)] as const)

const cellsOf = (
  { schoolId, schoolName, boardId, boardName, sector, status, deliveryDate }: SchoolItem,
  schoolYear: string | undefined,
  isOperator: boolean,
): readonly Child[] => [
  nameCell(addressOf({ kind: 'school', schoolId, schoolYear }), schoolName, schoolId),
  ...(isOperator
    ? [nameCell(addressOf({ kind: 'board', boardId, schoolYear }), boardName, boardId), sector]
    : []),
  status ? statusBadge(status) : '–',
  deliveryDate && status !== 'consent-withdrawn' ? dayInWords(deliveryDate) : '–',
]
