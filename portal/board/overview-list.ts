import { addressOf, type BoardPlace } from '../address.ts'
import { announce } from '../announce.ts'
import { linkButton } from '../button.ts'
import { element, paragraph, section, stack } from '../element.ts'
import { search, select } from '../fields.ts'
import { pagination } from '../pagination.ts'
import type { OverviewItem } from '../shapes.ts'
import { capitalized, schoolsInWords } from '../wording.ts'
import { overviewTable, sorterOf } from './overview-table.ts'
import { type Column, filtersOf, isStanding, type Selection, selected, standingInWords } from './selection.ts'

export type OverviewPlace = Extract<BoardPlace, { kind: 'board' }> & { schoolYear: string }

/** The schools of a board, to search, filter, sort and page through. The address says what is shown. */
export const overviewList = (
  items: readonly OverviewItem[],
  place: OverviewPlace,
  first: Selection,
): HTMLElement => {
  const list = new OverviewList(items, place, first)
  const searched = search('Zoek op naam of code', first.searched)
  searched.node.addEventListener('input', () => list.narrow({ searched: searched.value() }))
  const standings = Object.entries(standingInWords).map(
    ([value, words]) => [value, capitalized(words)] as const,
  )
  const filter = select('Status', 'Alle', standings, first.status)
  filter.node.addEventListener('change', () => {
    const status = filter.value()
    list.step({ status: isStanding(status) ? status : undefined })
  })
  return section(
    'scholen',
    `Scholen in ${place.schoolYear}`,
    element('search', { class: 'filters' }, searched.node, filter.node),
    list.node,
  )
}

class OverviewList {
  readonly node = stack()
  readonly #items: readonly OverviewItem[]
  readonly #place: OverviewPlace
  #selection: Selection

  constructor(items: readonly OverviewItem[], place: OverviewPlace, first: Selection) {
    this.#items = items
    this.#place = place
    this.#selection = first
    this.#show()
  }

  /** What is typed goes into the address as it stands. */
  narrow(change: Partial<Selection>): void {
    this.#selection = { ...this.#selection, page: 1, ...change }
    history.replaceState(null, '', this.#address())
    announce(this.#show())
  }

  /** What the browser's back button takes back. */
  step(change: Partial<Selection>): void {
    history.pushState(null, '', this.#address())
    this.narrow(change)
  }

  #sort(column: Column): void {
    const { sortedBy, isDescending } = this.#selection
    this.step({ sortedBy: column, isDescending: sortedBy === column && !isDescending })
    document.getElementById(sorterOf(column))?.focus()
  }

  #address(change: Partial<Selection> = {}): string {
    return addressOf({ ...this.#place, filters: filtersOf({ ...this.#selection, ...change }) })
  }

  /** How many there are, in words. */
  #show(): string {
    const { items, found, page, pages } = selected(this.#items, this.#selection)
    const all = this.#items.length
    const told = found === all ? schoolsInWords(all) : `${found} van ${schoolsInWords(all)}`
    const sort = (column: Column) => this.#sort(column)
    this.node.replaceChildren(
      paragraph(told),
      found === 0 ? this.#none() : overviewTable(this.#place.schoolYear, items, this.#selection, sort),
      pagination('Pagina’s met scholen', page, pages, to => this.#address({ page: to })) ?? '',
    )
    return told
  }

  #none(): HTMLElement {
    return stack(
      paragraph('Geen school past bij uw zoekopdracht en de gekozen status.'),
      linkButton('secondary', 'Alle scholen tonen', addressOf({ ...this.#place, filters: {} })),
    )
  }
}
