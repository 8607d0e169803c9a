import { addressOf, type BoardPlace } from '../address.ts'
import { announce } from '../announce.ts'
import { linkButton } from '../button.ts'
import { element, section } from '../element.ts'
import { input, select } from '../fields.ts'
import { pagination } from '../pagination.ts'
import type { OverviewItem } from '../shapes.ts'
import { isStatus, statuses, statusInWords } from '../status.ts'
import { overviewTable, sorterOf } from './overview-table.ts'
import { type Column, filtersOf, type Selection, selected } from './selection.ts'

export type OverviewPlace = Extract<BoardPlace, { kind: 'board' }> & { schoolYear: string }

/** The schools of a board, to search, filter, sort and page through. The address says what is shown. */
export const overviewList = (
  items: readonly OverviewItem[],
  place: OverviewPlace,
  first: Selection,
): HTMLElement => {
  let selection = first
  const addressWith = (change: Partial<Selection>) =>
    addressOf({ ...place, filters: filtersOf({ ...selection, ...change }) })
  const list = element('div', { class: 'stack' })
  const show = (): string => {
    const { items: rows, found, page, pages } = selected(items, selection)
    const told = found === items.length ? `${found} scholen` : `${found} van ${items.length} scholen`
    list.replaceChildren(
      element('p', {}, told),
      ...(found === 0 ? [none] : [overviewTable(place.schoolYear, rows, selection, sort)]),
      pagination('Pagina’s met scholen', page, pages, to => addressWith({ page: to })) ?? '',
    )
    return told
  }
  const narrow = (change: Partial<Selection>): void => {
    selection = { ...selection, page: 1, ...change }
    announce(show())
  }
  /** What the browser's back button takes back. */
  const step = (change: Partial<Selection>): void => {
    history.pushState(null, '', addressWith({ page: 1, ...change }))
    narrow(change)
  }
  const sort = (column: Column): void => {
    step({ sortedBy: column, isDescending: selection.sortedBy === column && !selection.isDescending })
    document.getElementById(sorterOf(column))?.focus()
  }
  const search = input({
    pointer: '/q',
    question: 'Zoek op naam of code',
    narrows: true,
    type: 'search',
    text: first.searched,
  })
  search.node.addEventListener('input', () => {
    narrow({ searched: search.value() })
    history.replaceState(null, '', addressWith({}))
  })
  const filter = statusFilter(first.status)
  filter.node.addEventListener('change', () => {
    const status = filter.value()
    step({ status: isStatus(status) ? status : undefined })
  })
  const none = element(
    'div',
    { class: 'stack' },
    element('p', {}, 'Geen school past bij uw zoekopdracht en de gekozen status.'),
    linkButton('secondary', 'Alle scholen tonen', addressOf({ ...place, filters: {} })),
  )
  show()
  return section(
    'scholen',
    `Scholen in ${place.schoolYear}`,
    element('search', { class: 'filters' }, search.node, filter.node),
    list,
  )
}

const statusFilter = (chosen: Selection['status']) =>
  select({
    pointer: '/status',
    question: 'Status',
    narrows: true,
    choices: [
      { value: '', label: 'Alle' },
      ...statuses.map(status => ({ value: status, label: statusInWords[status].label })),
    ],
    chosen,
  })
