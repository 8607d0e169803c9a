import { table } from '../../infra/wiring.ts'
import { sizeOfItem } from './item-size.ts'

export type Item = Readonly<Record<string, unknown>>

const KILOBYTE = 1024
/** What DynamoDB stores with each item, and with each that an index has of it. */
const STORED_BESIDE = 100

const indexes = Object.values(table.indexes)
type Index = (typeof indexes)[number]

/** What an index has of an item; undefined where it is not in it. */
const projected = (
  { partitionKey, sortKey, projection }: Index,
  item: Item | undefined,
): Item | undefined => {
  if (item?.[partitionKey] === undefined || item[sortKey] === undefined) return undefined
  if (projection === 'ALL') return item
  const names = ['pk', 'sk', partitionKey, sortKey, ...(projection === 'KEYS_ONLY' ? [] : projection)]
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)))
}

const kilobytes = (item: Item): number => Math.ceil(sizeOfItem(item) / KILOBYTE)

/** What a write costs an index: one for what goes and one for what comes, or one for what changes in its place. */
const indexUnits = (index: Index, old: Item | undefined, fresh: Item | undefined): number => {
  const [before, after] = [projected(index, old), projected(index, fresh)]
  if (!before || !after) return (before ? kilobytes(before) : 0) + (after ? kilobytes(after) : 0)
  if (JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))) return 0
  const isMoved = [index.partitionKey, index.sortKey].some(name => before[name] !== after[name])
  return isMoved ? kilobytes(before) + kilobytes(after) : Math.max(kilobytes(before), kilobytes(after))
}

const sorted = (item: Item) => Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1))

/** Write units of one write, with those of the indexes. */
export const writeUnits = (old: Item | undefined, fresh: Item): number =>
  Math.max(kilobytes(fresh), old ? kilobytes(old) : 0) +
  indexes.reduce((total, index) => total + indexUnits(index, old, fresh), 0)

/** Read units of items asked for one by one; one that is not there costs as much as the smallest. */
export const readUnits = (items: readonly Item[], asked: number, isConsistent: boolean): number => {
  const found = items.reduce((total, item) => total + Math.ceil(sizeOfItem(item) / (4 * KILOBYTE)), 0)
  return (found + asked - items.length) * (isConsistent ? 1 : 0.5)
}

/** Read units of a query. Of many items, which it counts together, they are not rounded: there are thousands of schools. */
export const queryUnits = (items: readonly Item[], isConsistent: boolean, limit?: number): number => {
  const bytes = items.reduce((total, item) => total + sizeOfItem(item), 0)
  const units = bytes / (4 * KILOBYTE)
  return (limit === 1 || bytes === 0 ? Math.max(1, Math.ceil(units)) : units) * (isConsistent ? 1 : 0.5)
}

/** Bytes that an item keeps stored, in the table and in its indexes. */
export const storedBytes = (item: Item): number => {
  const copies = indexes.map(index => projected(index, item)).filter(copy => copy !== undefined)
  return [item, ...copies].reduce((total, each) => total + sizeOfItem(each) + STORED_BESIDE, 0)
}
