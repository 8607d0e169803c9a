import { paragraph } from './element.ts'
import { table } from './table.ts'

/** Something that two people say otherwise; undefined where one of them does not say it. */
export interface Difference {
  name: string
  one: string | undefined
  other: string | undefined
}

interface DifferenceTable {
  caption?: string
  /** What differs: the first column. */
  what: string
  one: string
  other: string
  /** Said of what is not there. */
  missing: string
  /** Said where nothing differs. */
  none: string
}

/** What was saved, beside what is to be. */
export const differenceTable = (
  found: readonly Difference[],
  { caption = 'Wat verschilt', what, one, other, missing, none }: DifferenceTable,
): HTMLElement =>
  found.length === 0
    ? paragraph(none)
    : table({
        caption,
        columns: [{ label: what }, { label: one }, { label: other }],
        rows: found.map(({ name, one: theirs = missing, other: own = missing }) => [name, theirs, own]),
      })

/** Where two lists of names with words differ. */
export const differencesBetween = (
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly Difference[] =>
  [...new Set([...one.keys(), ...other.keys()])]
    .map(name => ({ name, one: one.get(name), other: other.get(name) }))
    .filter(difference => difference.one !== difference.other)
