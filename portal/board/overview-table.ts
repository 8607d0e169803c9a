import { warningInWords } from '../../shared/consent/in-words.ts'
import { addressOf } from '../address.ts'
import { element, paragraph } from '../element.ts'
import type { OverviewItem } from '../shapes.ts'
import { statusBadge } from '../status.ts'
import { nameCell, table } from '../table.ts'
import { capitalized, dayInWords, levelName } from '../wording.ts'
import { type Column, type Selection, termsOf } from './selection.ts'

const headings: readonly (readonly [Column, string])[] = [
  ['school', 'School'],
  ['status', 'Status'],
  ['niveau', 'Niveau'],
  ['datum', 'Doorleverdatum'],
]

/** Where each school stands; a button in each heading sorts by it, and once more the other way. */
export const overviewTable = (
  schoolYear: string,
  items: readonly OverviewItem[],
  { sortedBy, isDescending }: Selection,
  sort: (column: Column) => void,
): HTMLElement =>
  table({
    caption: `Scholen in ${schoolYear}`,
    captionUnseen: true,
    columns: headings.map(([column, label]) => ({
      label,
      head: element(
        'button',
        { type: 'button', class: 'sort', id: sorterOf(column), onclick: () => sort(column) },
        label,
      ),
      ...(column === sortedBy && { sorted: isDescending ? 'descending' : 'ascending' }),
    })),
    rows: items.map(item => cellsOf(item, schoolYear)),
  })

/** The id of the button that sorts by a column. */
export const sorterOf = (column: Column): string => `volgorde-${column}`

const cellsOf = (item: OverviewItem, schoolYear: string) => {
  const { schoolId, schoolName, status, warnings = [] } = item
  const terms = termsOf(item)
  return [
    nameCell(addressOf({ kind: 'school', schoolId, schoolYear }), schoolName, schoolId),
    element(
      'div',
      {},
      statusBadge(status),
      ...warnings.map(warning => paragraph(capitalized(warningInWords[warning]))),
    ),
    terms ? levelName(terms.level) : '–',
    terms ? dayInWords(terms.deliveryDate) : '–',
  ]
}
