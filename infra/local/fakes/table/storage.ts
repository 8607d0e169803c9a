import { unsupported } from '../sdk.ts'
import type { IndexDefinition } from '../table-definition.ts'
import { compareText, type Item } from './items.ts'

interface Entry {
  readonly place: string
  readonly item: Item
}

/** Places from one on and before another, so many of them, in this direction. */
interface Range {
  readonly from: string
  readonly until: string | undefined
  readonly limit: number
  readonly forward: boolean
}

/** Items by partition, in the order of the UTF-8 bytes of their places. */
class Partitions {
  readonly #partitions = new Map<string, Entry[]>()

  get(partition: string, place: string): Item | undefined {
    const entries = this.#partitions.get(partition) ?? []
    const entry = entries[firstFrom(entries, place)]
    return entry?.place === place ? entry.item : undefined
  }

  put(partition: string, place: string, item: Item): void {
    const entries = this.#partitions.get(partition) ?? []
    const at = firstFrom(entries, place)
    entries.splice(at, entries[at]?.place === place ? 1 : 0, { place, item })
    this.#partitions.set(partition, entries)
  }

  delete(partition: string, place: string): void {
    const entries = this.#partitions.get(partition) ?? []
    entries.splice(firstFrom(entries, place), 1)
  }

  all(): Item[] {
    return [...this.#partitions.values()].flatMap(entries => entries.map(({ item }) => item))
  }

  between(partition: string, { from, until, limit, forward }: Range): Item[] {
    const entries = this.#partitions.get(partition) ?? []
    const start = firstFrom(entries, from)
    const end = until === undefined ? entries.length : firstFrom(entries, until)
    const items = (first: number, last: number) => entries.slice(first, last).map(({ item }) => item)
    return forward
      ? items(start, Math.min(end, start + limit))
      : items(Math.max(start, end - limit), end).reverse()
  }
}

/** The first position of which the place is not before this one. */
const firstFrom = (entries: readonly Entry[], place: string): number => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareText(entries[middle]!.place, place) >= 0) high = middle
    else low = middle + 1
  }
  return low
}

const isKey = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** The table, or one of its indexes: in an index are the items that have both its keys. */
export class Source {
  readonly keys: Pick<IndexDefinition, 'partitionKey' | 'sortKey'>
  readonly #shownNames: readonly string[] | undefined
  readonly #partitions = new Partitions()

  constructor(
    keys: Pick<IndexDefinition, 'partitionKey' | 'sortKey'>,
    projection: IndexDefinition['projection'],
  ) {
    this.keys = keys
    const names = ['pk', 'sk', keys.partitionKey, keys.sortKey]
    if (projection !== 'ALL')
      this.#shownNames = projection === 'KEYS_ONLY' ? names : [...names, ...projection]
  }

  /** By its sort key; where that is another's too, by its own keys. */
  place(item: Item): string {
    return `${item[this.keys.sortKey]}\0${item.pk}\0${item.sk}`
  }

  /** The keys that a page ended at, to go on from. */
  keysOf(item: Item): Item {
    const { partitionKey, sortKey } = this.keys
    const { pk, sk, [partitionKey]: partition, [sortKey]: sort } = item
    return { pk, sk, [partitionKey]: partition, [sortKey]: sort }
  }

  get(item: Item): Item | undefined {
    return this.#partitions.get(this.#partition(item), this.place(item))
  }

  /** Puts `fresh` in the place of `old`, of which the index may have either, both or none. */
  replace(old: Item | undefined, fresh: Item): void {
    if (old && this.#has(old)) {
      const isAtItsPlace =
        this.#partition(old) === this.#partition(fresh) && this.place(old) === this.place(fresh)
      if (!isAtItsPlace) this.#partitions.delete(this.#partition(old), this.place(old))
    }
    if (this.#has(fresh)) this.#partitions.put(this.#partition(fresh), this.place(fresh), fresh)
  }

  all(): readonly Item[] {
    return this.#partitions.all()
  }

  between(partition: string, range: Range): Item[] {
    return this.#partitions.between(partition, range)
  }

  shown(item: Item): Item {
    if (!this.#shownNames) return item
    const names = this.#shownNames.filter(name => item[name] !== undefined)
    return Object.fromEntries(names.map(name => [name, item[name]]))
  }

  #partition(item: Item): string {
    return String(item[this.keys.partitionKey])
  }

  #has(item: Item): boolean {
    const { [this.keys.partitionKey]: partition, [this.keys.sortKey]: sort } = item
    if (partition === undefined || sort === undefined) return false
    if (!isKey(partition) || !isKey(sort)) throw unsupported(`the keys ${partition},${sort}`)
    return true
  }
}
