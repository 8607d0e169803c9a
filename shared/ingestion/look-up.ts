import { MOST_OF_ONE_KIND } from './bounds.ts'
import type { Row } from './csv.ts'
import type { FaultList, Violation } from './faults.ts'

export interface LookUp<Id, Value> {
  /** Asks for those in the first column of the rows that were not asked for before. */
  prefetch(rows: readonly Row[]): Promise<void>
  /** Of an id that was met: what is known of it. */
  get(id: Id): Value | undefined
}

/** What a file refers to, where it is kept, and what is wrong with a file that refers to too many. */
interface Referred<Id, Value> {
  is(text: unknown): text is Id
  find(ids: readonly Id[]): Promise<ReadonlyMap<Id, Value>>
  tooMany: Violation
}

const IDS_AT_ONCE = 100

/**
 * What another capability knows of the ids met in one file: each is asked for once, up to a hundred
 * together. One too many ends the reading.
 */
export const lookUp = <Id, Value>(
  { is, find, tooMany }: Referred<Id, Value>,
  faults: FaultList,
): LookUp<Id, Value> => {
  const met = new Map<Id, Value | undefined>()
  return {
    get: id => met.get(id),
    prefetch: async rows => {
      const unmet = new Set<Id>()
      for (const { line, cells } of rows) {
        const [id] = cells
        if (!is(id) || met.has(id)) continue
        unmet.add(id)
        if (met.size + unmet.size > MOST_OF_ONE_KIND) return faults.abort(line, tooMany)
      }
      const ids = [...unmet]
      for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
        const asked = ids.slice(from, from + IDS_AT_ONCE)
        const found = await find(asked)
        for (const id of asked) met.set(id, found.get(id))
      }
    },
  }
}
