export interface LookUp<Id, Value> {
  /** Asks for those that were not asked for before. */
  meet(ids: Iterable<Id>): Promise<void>
  /** Of an id that was met: what is known of it. */
  get(id: Id): Value | undefined
}

const IDS_AT_ONCE = 100

/**
 * What another capability knows of the ids met in one file: each is asked for once, up to a hundred
 * together.
 */
export const lookUp = <Id, Value>(
  find: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>,
): LookUp<Id, Value> => {
  const met = new Map<Id, Value | undefined>()
  return {
    get: id => met.get(id),
    meet: async ids => {
      const unmet = [...new Set(ids)].filter(id => !met.has(id))
      for (let from = 0; from < unmet.length; from += IDS_AT_ONCE) {
        const asked = unmet.slice(from, from + IDS_AT_ONCE)
        const found = await find(asked)
        for (const id of asked) met.set(id, found.get(id))
      }
    },
  }
}
