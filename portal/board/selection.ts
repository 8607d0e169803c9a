import { warningInWords } from '../../shared/consent/in-words.ts'
import { statusInWords } from '../../shared/consent/status.ts'
import { folded } from '../../shared/directory/by-name.ts'
import type { Filters } from '../address.ts'
import type { OverviewItem } from '../shapes.ts'
import { statuses } from '../status.ts'

/** Schools on one page of the list. */
const PAGE = 25

/** Where a school stands, or what its consent in force warns of. */
export const standingInWords = { ...statusInWords, ...warningInWords } as const
type Standing = keyof typeof standingInWords

export const isStanding = (name: string): name is Standing => Object.hasOwn(standingInWords, name)

export type Column = 'school' | 'status' | 'niveau' | 'datum'

/** What is shown of the overview: as the address has it, and as people change it. */
export interface Selection {
  searched: string
  status: Standing | undefined
  sortedBy: Column
  isDescending: boolean
  /** Counts from 1. */
  page: number
}

export const selectionFrom = ({ zoek = '', status = '', volgorde = '', pagina = '' }: Filters): Selection => {
  const column = volgorde.replace(/^-/, '')
  return {
    searched: zoek,
    status: isStanding(status) ? status : undefined,
    sortedBy: isColumn(column) ? column : 'school',
    isDescending: volgorde.startsWith('-'),
    page: Math.max(1, Number.parseInt(pagina, 10) || 1),
  }
}

/** Leaves out what goes without saying. */
export const filtersOf = ({ searched, status, sortedBy, isDescending, page }: Selection): Filters => ({
  ...(searched && { zoek: searched }),
  ...(status && { status }),
  ...((sortedBy !== 'school' || isDescending) && { volgorde: `${isDescending ? '-' : ''}${sortedBy}` }),
  ...(page > 1 && { pagina: String(page) }),
})

export interface Shown {
  items: readonly OverviewItem[]
  /** On all pages. */
  found: number
  page: number
  pages: number
}

export const selected = (items: readonly OverviewItem[], selection: Selection): Shown => {
  const searched = folded(selection.searched)
  const found = items
    .filter(
      ({ status, warnings = [] }) =>
        selection.status === undefined || [status, ...warnings].includes(selection.status),
    )
    .filter(({ schoolName, schoolId }) =>
      [schoolName, schoolId].some(text => folded(text).includes(searched)),
    )
    .toSorted(order(selection))
  const pages = Math.max(1, Math.ceil(found.length / PAGE))
  const page = Math.min(selection.page, pages)
  return { items: found.slice((page - 1) * PAGE, page * PAGE), found: found.length, page, pages }
}

const inDutch = new Intl.Collator('nl', { numeric: true })

const places: Readonly<Record<Column, (item: OverviewItem) => string>> = {
  school: ({ schoolName }) => schoolName,
  status: ({ status }) => String(statuses.indexOf(status)),
  niveau: item => termsOf(item)?.level ?? '',
  datum: item => termsOf(item)?.deliveryDate ?? '',
}

const isColumn = (name: string): name is Column => Object.hasOwn(places, name)

/** Schools that are alike in a column stand by name, whichever way it is sorted. */
const order = ({ sortedBy, isDescending }: Selection) => {
  const place = places[sortedBy]
  const way = isDescending ? -1 : 1
  return (one: OverviewItem, other: OverviewItem): number =>
    way * inDutch.compare(place(one), place(other)) ||
    inDutch.compare(one.schoolName, other.schoolName) ||
    inDutch.compare(one.schoolId, other.schoolId)
}

/** What was agreed and was not withdrawn. */
export const termsOf = ({ status, level, deliveryDate }: OverviewItem) =>
  level === null || deliveryDate === null || status === 'consent-withdrawn'
    ? undefined
    : { level, deliveryDate }
