import { addressOf, type OperatorPlace } from '../address.ts'
import { element } from '../element.ts'
import { input } from '../fields.ts'
import { filterForm } from '../filter-form.ts'
import { pagedTable } from '../paged-table.ts'
import type { SchoolItem } from '../shapes.ts'
import { nameCell } from '../table.ts'
import type { Page, Visit } from '../visit.ts'

const TITLE = 'Scholen'

type SchoolsPlace = Extract<OperatorPlace, { kind: 'schools' | 'deliveries' }>

/** All schools, to search for one. */
export const schoolsPage = async ({ api }: Visit, { filters = {} }: SchoolsPlace): Promise<Page> => {
  const { zoek = '' } = filters
  const query = zoek === '' ? {} : { q: zoek }
  const search = input({
    pointer: '/q',
    question: 'Naam of code van de school',
    narrows: true,
    type: 'search',
    text: zoek,
  })
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1 }, TITLE),
      filterForm({ zoek: search }, 'Zoeken', asked => ({ kind: 'schools', filters: asked })),
      pagedTable({
        caption: zoek === '' ? 'Alle scholen' : `Scholen met ‘${zoek}’`,
        columns: [{ label: 'School' }, { label: 'Bestuur' }, { label: 'Sector' }],
        cells,
        first: await api.schools(query),
        next: cursor => api.schools({ ...query, cursor }),
        empty:
          zoek === ''
            ? 'Er zijn nog geen scholen.'
            : `Er is geen school met ‘${zoek}’ in de naam of de code.`,
      }),
    ],
  }
}

const cells = ({ schoolId, schoolName, boardId, boardName, sector }: SchoolItem) => [
  nameCell(addressOf({ kind: 'school', schoolId }), schoolName, schoolId),
  nameCell(addressOf({ kind: 'board', boardId }), boardName, boardId),
  sector,
]
