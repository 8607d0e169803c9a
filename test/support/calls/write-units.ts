import { isDeepStrictEqual } from 'node:util'
import { table } from '../../../infra/wiring.ts'
import { sizeOfItem } from '../item-size.ts'

type Item = Readonly<Record<string, unknown>>

const unitsOf = (item: Item): number => Math.ceil(sizeOfItem(item) / 1024)

/** What of an item stands in each index, with the key it has there; undefined in those that it is not in. */
const entriesOf = (item: Item | undefined) =>
  Object.values(table.indexes).map(({ partitionKey, sortKey, projection }) => {
    if (item?.[partitionKey] === undefined || item[sortKey] === undefined) return undefined
    const key = { pk: item.pk, sk: item.sk, [partitionKey]: item[partitionKey], [sortKey]: item[sortKey] }
    const names = projection === 'ALL' ? Object.keys(item) : projection === 'KEYS_ONLY' ? [] : projection
    return { key, entry: { ...Object.fromEntries(names.map(name => [name, item[name]])), ...key } }
  })

/** Write units of one write: the item, and in each index an entry that is made, changed or removed; both where it moves. */
export const writeUnitsOf = (old: Item | undefined, fresh: Item): number => {
  const before = entriesOf(old)
  return entriesOf(fresh).reduce(
    (sum, after, index) => {
      const [left, right] = [before[index], after]
      if (isDeepStrictEqual(left?.entry, right?.entry)) return sum
      if (left && right && isDeepStrictEqual(left.key, right.key)) return sum + unitsOf(right.entry)
      return sum + (left ? unitsOf(left.entry) : 0) + (right ? unitsOf(right.entry) : 0)
    },
    Math.max(unitsOf(fresh), old ? unitsOf(old) : 0),
  )
}
