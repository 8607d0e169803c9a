import type { Range } from './conditions.ts'
import { compareText, type Item } from './items.ts'

/** The place of an item in its partition: its sort key, and its own keys, which part items with the same one. */
export interface Place {
  readonly sort: string
  readonly pk: string
  readonly sk: string
}

interface Entry extends Place {
  readonly item: Item
}

const comparePlaces = (a: Place, b: Place): number =>
  compareText(a.sort, b.sort) || compareText(a.pk, b.pk) || compareText(a.sk, b.sk)

/** The first position for which `isReached` holds, in a row where it holds from some position on. */
const firstWhere = (entries: readonly Entry[], isReached: (entry: Entry) => boolean): number => {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isReached(entries[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

export interface Page {
  readonly items: readonly Item[]
  /** Whether the limit ended the page, be it on the last item. */
  readonly isCut: boolean
}

/** Items by partition, in the order of the UTF-8 bytes of their sort keys. */
export class Partitions {
  readonly #partitions = new Map<string, Entry[]>()

  get(partition: string, place: Place): Item | undefined {
    const entries = this.#partitions.get(partition)
    const entry = entries?.[firstWhere(entries, candidate => comparePlaces(candidate, place) >= 0)]
    return entry !== undefined && comparePlaces(entry, place) === 0 ? entry.item : undefined
  }

  put(partition: string, place: Place, item: Item): void {
    const entries = this.#partitions.get(partition)
    const entry = { ...place, item }
    if (entries === undefined) {
      this.#partitions.set(partition, [entry])
      return
    }
    const at = firstWhere(entries, candidate => comparePlaces(candidate, place) >= 0)
    const found = entries[at]
    const isReplaced = found !== undefined && comparePlaces(found, place) === 0
    entries.splice(at, isReplaced ? 1 : 0, entry)
  }

  delete(partition: string, place: Place): void {
    const entries = this.#partitions.get(partition)
    if (entries === undefined) return
    const at = firstWhere(entries, candidate => comparePlaces(candidate, place) >= 0)
    const found = entries[at]
    if (found === undefined || comparePlaces(found, place) !== 0) return
    if (entries.length === 1) this.#partitions.delete(partition)
    else entries.splice(at, 1)
  }

  /** At most `limit` items of the range, after `start` in the direction asked for. */
  page(
    partition: string,
    range: Range,
    asked: { forward: boolean; start: Place | undefined; limit: number },
  ): Page {
    const entries = this.#partitions.get(partition) ?? []
    const { forward, start, limit } = asked
    let from = firstWhere(entries, entry => !range.before(entry.sort))
    let until = Math.max(
      from,
      firstWhere(entries, entry => range.after(entry.sort)),
    )
    if (start !== undefined && forward) {
      from = Math.max(
        from,
        firstWhere(entries, entry => comparePlaces(entry, start) > 0),
      )
    } else if (start !== undefined) {
      until = Math.min(
        until,
        firstWhere(entries, entry => comparePlaces(entry, start) >= 0),
      )
    }
    const found = forward
      ? entries.slice(from, Math.min(until, from + limit))
      : entries.slice(Math.max(from, until - limit), until).reverse()
    return { items: found.map(entry => entry.item), isCut: found.length >= limit }
  }
}
