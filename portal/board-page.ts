import { levelInWords } from '../shared/consent/in-words.ts'
import { addressOf, type BoardPlace } from './address.ts'
import type { Api } from './api.ts'
import { downloads } from './download.ts'
import { element } from './element.ts'
import type { OverviewItem } from './shapes.ts'
import { statusBadge } from './status.ts'
import type { Page, Visit } from './visit.ts'
import { dayInWords } from './wording.ts'
import { yearChooser } from './year-chooser.ts'

/** Where each school of a board stands in a school year. */
export const boardPage = async ({ api }: Visit, { boardId, schoolYear }: BoardPlace): Promise<Page> => {
  const known = await yearsOf(api, boardId)
  const year = schoolYear ?? known[0]
  if (year === undefined)
    return {
      title: 'Uw scholen',
      content: [heading(), element('p', {}, 'Uw bestuur heeft hier nog geen scholen.')],
    }
  const schools = await api.overview(boardId, year)
  const years = known.includes(year) ? known : [year, ...known]
  return {
    title: `Uw scholen in ${year}`,
    content: [
      heading(),
      yearChooser(years, year, other => addressOf({ kind: 'board', boardId, schoolYear: other })),
      element('ul', { class: 'schools' }, ...schools.map(school => schoolEntry(school, year))),
      downloads({
        read: mediaType => api.overviewFile(boardId, year, mediaType),
        what: 'overzicht',
        fileName: `overzicht-${boardId}-${year}`,
        offered: ['csv', 'json'],
      }),
    ],
  }
}

const heading = () => element('h1', { tabindex: -1 }, 'Uw scholen')

/** Any school year has an overview with all schools; the first of them tells which years there are. */
const yearsOf = async (api: Api, boardId: string): Promise<readonly string[]> => {
  const [school] = await api.overview(boardId, '2026-2027')
  return school ? (await api.monitorings(school.schoolId)).map(({ schoolYear }) => schoolYear) : []
}

const schoolEntry = (
  { schoolId, schoolName, status, level, deliveryDate }: OverviewItem,
  schoolYear: string,
) =>
  element(
    'li',
    {},
    element(
      'div',
      {},
      element('a', { href: addressOf({ kind: 'school', schoolId, schoolYear }) }, schoolName),
      element('span', { class: 'code' }, schoolId),
    ),
    element(
      'div',
      {},
      statusBadge(status),
      level !== null &&
        deliveryDate !== null &&
        status !== 'consent-withdrawn' &&
        element('p', { class: 'terms' }, `${dayInWords(deliveryDate)}, ${levelInWords[level]}`),
    ),
  )
