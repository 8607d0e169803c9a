import type { IndexDefinition, TableDefinition } from '../table-definition.ts'
import { copyOfItem, type Item, invalid } from './items.ts'
import { type Page, Partitions, type Place } from './partitions.ts'

export interface Keys {
  readonly pk: string
  readonly sk: string
}

interface Index {
  readonly name: string
  readonly definition: IndexDefinition
  readonly partitions: Partitions
}

/** The keys of an item, or of a key that has nothing beside them. */
export const keysOf = (from: Item | undefined, kind: 'key' | 'whole item' = 'key'): Keys => {
  const { pk, sk } = from ?? {}
  const isWhole = kind === 'whole item' || Object.keys(from ?? {}).length === 2
  if (typeof pk !== 'string' || typeof sk !== 'string' || !isWhole) {
    throw invalid('The provided key element does not match the schema')
  }
  if (pk === '' || sk === '') throw invalid('A key attribute cannot contain an empty string value')
  return { pk, sk }
}

const tablePlace = (item: Item): Place => ({ sort: item.sk as string, tie: '' })

const indexPlace = ({ definition }: Index, item: Item): Place => ({
  sort: item[definition.sortKey] as string,
  tie: JSON.stringify([item.pk, item.sk]),
})

const isIn = ({ definition }: Index, item: Item | undefined): item is Item =>
  item?.[definition.partitionKey] !== undefined && item[definition.sortKey] !== undefined

const picked = (item: Item, names: readonly string[]): Item => {
  const part: Item = {}
  for (const name of names) if (item[name] !== undefined) part[name] = item[name]
  return part
}

/** The items of one table and of its indexes, which follow every change at once. */
export class TableStorage {
  readonly #definition: TableDefinition
  readonly #items = new Partitions()
  readonly #indexes: readonly Index[]

  constructor(definition: TableDefinition) {
    this.#definition = definition
    this.#indexes = Object.entries(definition.indexes).map(([name, definition]) => ({
      name,
      definition,
      partitions: new Partitions(),
    }))
  }

  get({ pk, sk }: Keys): Item | undefined {
    return this.#items.get(pk, { sort: sk, tie: '' })
  }

  /** Puts `fresh` in the place of `old`; either may be missing. */
  replace({ pk, sk }: Keys, old: Item | undefined, fresh: Item | undefined): void {
    this.checkIndexKeys(fresh)
    if (fresh === undefined) this.#items.delete(pk, { sort: sk, tie: '' })
    else this.#items.put(pk, { sort: sk, tie: '' }, fresh)
    for (const index of this.#indexes) {
      const { definition, partitions } = index
      if (isIn(index, old)) partitions.delete(old[definition.partitionKey] as string, indexPlace(index, old))
      if (isIn(index, fresh))
        partitions.put(fresh[definition.partitionKey] as string, indexPlace(index, fresh), fresh)
    }
  }

  checkIndexKeys(item: Item | undefined): void {
    for (const { name, definition } of this.#indexes) {
      for (const attribute of [definition.partitionKey, definition.sortKey]) {
        const value = item?.[attribute]
        if (value === undefined || (typeof value === 'string' && value !== '')) continue
        throw invalid(`Type mismatch for Index Key ${attribute} Expected: S IndexName: ${name}`)
      }
    }
  }

  /** The items of a query, in the table or in one of its indexes, and how to name and show them. */
  source(indexName: string | undefined) {
    if (indexName === undefined) {
      return {
        keys: this.#definition,
        keyNames: ['pk', 'sk'],
        place: tablePlace,
        shown: copyOfItem,
        page: (...asked: Parameters<Partitions['page']>): Page => this.#items.page(...asked),
      }
    }
    const index = this.#indexes.find(({ name }) => name === indexName)
    if (index === undefined) throw invalid(`The table does not have the specified index: ${indexName}`)
    const { definition, partitions } = index
    const keyNames = [...new Set(['pk', 'sk', definition.partitionKey, definition.sortKey])]
    const { projection } = definition
    const shownNames = projection === 'KEYS_ONLY' ? keyNames : [...keyNames, ...projection]
    return {
      keys: definition,
      keyNames,
      place: (item: Item): Place => indexPlace(index, item),
      shown: (item: Item): Item => copyOfItem(projection === 'ALL' ? item : picked(item, shownNames)),
      page: (...asked: Parameters<Partitions['page']>): Page => partitions.page(...asked),
    }
  }
}

export type Source = ReturnType<TableStorage['source']>
