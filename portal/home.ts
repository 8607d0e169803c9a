import { addressOf, type HomePlace, type Place } from './address.ts'
import { type Child, element } from './element.ts'
import type { Person } from './openid.ts'
import { pagedTable } from './paged-table.ts'
import type { SchoolItem } from './shapes.ts'
import { statusBadge } from './status.ts'
import { nameCell } from './table.ts'
import type { Page, Visit } from './visit.ts'
import { dayInWords } from './wording.ts'
import { yearChooser, yearUnderWay } from './year-chooser.ts'

/** Where somebody begins: at the school or the board of theirs, at the state of the service, or at a list of schools. */
export const homeOf = ({ role, schools = [], board }: Person): Place => {
  if (role === 'operator') return { kind: 'health' }
  if (role === 'board' && board !== undefined) return { kind: 'board', boardId: board }
  const [first, ...others] = schools
  return first !== undefined && others.length === 0 ? { kind: 'school', schoolId: first } : { kind: 'home' }
}

/** The schools of somebody who works at several, and where each stands in a school year. */
export const homePage = async ({ api }: Visit, { filters = {} }: HomePlace): Promise<Page> => {
  const years = (await api.schoolYears()).map(known => known.schoolYear)
  const year = filters.schooljaar ?? yearUnderWay(years, api.tomorrow())
  const query = year === undefined ? {} : { schoolYear: year }
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1 }, TITLE),
      year !== undefined &&
        yearChooser(years, year, other => addressOf({ kind: 'home', filters: { schooljaar: other } })),
      pagedTable({
        caption: TITLE,
        captionUnseen: true,
        columns: [{ label: 'School' }, { label: 'Status' }, { label: 'Doorleverdatum' }],
        cells: school => cellsOf(school, year),
        first: await api.schools(query),
        next: cursor => api.schools({ ...query, cursor }),
        empty: 'Er is geen school aan uw account gekoppeld.',
      }),
    ],
  }
}

const TITLE = 'Uw scholen'

const cellsOf = (
  { schoolId, schoolName, status, deliveryDate }: SchoolItem,
  schoolYear: string | undefined,
): readonly Child[] => [
  nameCell(addressOf({ kind: 'school', schoolId, schoolYear }), schoolName, schoolId),
  status ? statusBadge(status) : '–',
  deliveryDate && status !== 'consent-withdrawn' ? dayInWords(deliveryDate) : '–',
]
