import { type Child, element, link } from './element.ts'

export interface Column {
  label: string
  /** Lined up at the right, digit under digit. */
  numeric?: boolean
  /** `ascending` or `descending` where the rows are sorted by this column. */
  sorted?: 'ascending' | 'descending'
  /** Stands in the place of the label, such as a button that sorts. */
  head?: Child
}

interface TableOptions {
  caption: string
  /** Where a heading beside the table says the same. */
  captionUnseen?: boolean
  columns: readonly Column[]
  /** Cells in the order of the columns; the first of each row names it. */
  rows: readonly (readonly Child[])[]
}

/**
 * A table with its name, that is moved sideways by itself where it does not fit. On a narrow screen each row is a list, with
 * the label of each column.
 */
export const table = ({ caption, captionUnseen = false, columns, rows }: TableOptions): HTMLElement =>
  scrollable(
    caption,
    element(
      'table',
      { class: 'utrecht-table utrecht-table--html-table' },
      element('caption', { class: captionUnseen ? 'unseen' : 'utrecht-table__caption' }, caption),
      element('thead', { class: 'utrecht-table__header' }, element('tr', {}, ...columns.map(headCell))),
      element('tbody', { class: 'utrecht-table__body' }, ...rows.map(cells => row(columns, cells))),
    ),
  )

/** A name that leads on, with its code: `Praktijkschool Het Anker 99AC00`. */
export const nameCell = (href: string, name: string, code: string): HTMLElement =>
  element('div', {}, link(href, name), ' ', element('span', { class: 'code' }, code))

const headCell = ({ label, numeric, sorted, head }: Column): HTMLElement =>
  element(
    'th',
    { scope: 'col', class: numeric ? numericHead : null, 'aria-sort': sorted ?? null },
    head ?? label,
  )

const numericHead = 'utrecht-table__header-cell utrecht-table__header-cell--numeric-column'
const numericCell = 'utrecht-table__cell utrecht-table__cell--numeric-column'

const row = (columns: readonly Column[], cells: readonly Child[]): HTMLElement =>
  element(
    'tr',
    { class: 'utrecht-table__row' },
    ...cells.map((cell, place) => {
      const { label = null, numeric = false } = columns[place] ?? {}
      const attributes = { 'data-label': label, class: numeric ? numericCell : null }
      return place === 0
        ? element('th', { scope: 'row', ...attributes }, cell)
        : element('td', attributes, cell)
    }),
  )

/** Reached by the Tab key only while there is something to move to. */
export const scrollable = (name: string, content: HTMLElement): HTMLElement => {
  const region = element(
    'div',
    {
      class: 'utrecht-table-container',
      role: 'group',
      'aria-label': name,
    },
    content,
  )
  new ResizeObserver(() => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0
    else region.removeAttribute('tabindex')
  }).observe(region)
  return region
}
