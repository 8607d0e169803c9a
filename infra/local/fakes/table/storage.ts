import type { IndexDefinition, TableDefinition } from '../table-definition.ts'
import { copyOfItem, type Item, invalid } from './items.ts'
import { Partitions, type Place } from './partitions.ts'

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

const placeOf = ({ pk, sk }: Keys): Place => ({ sort: sk, pk, sk })

const indexPlace = ({ definition }: Index, item: Item): Place => ({
  sort: item[definition.sortKey] as string,
  pk: item.pk as string,
  sk: item.sk as string,
})

const isIn = ({ definition }: Index, item: Item | undefined): item is Item =>
  item?.[definition.partitionKey] !== undefined && item[definition.sortKey] !== undefined

const isSamePlace = ({ definition }: Index, old: Item, fresh: Item | undefined): boolean =>
  old[definition.partitionKey] === fresh?.[definition.partitionKey] &&
  old[definition.sortKey] === fresh?.[definition.sortKey]

const picked = (item: Item, names: readonly string[]): Item => {
  const part: Item = {}
  for (const name of names) if (item[name] !== undefined) part[name] = item[name]
  return part
}

/** Told of each item that was put, replaced or removed. What is stored is shown as it is, and not to be changed. */
export type OnWritten = (
  keys: Keys,
  old: Readonly<Item> | undefined,
  fresh: Readonly<Item> | undefined,
) => void

/** What a query reads: its keys, the place of an item in it, and what it shows of one. */
export interface Source {
  readonly keys: Pick<IndexDefinition, 'partitionKey' | 'sortKey'>
  readonly keyNames: readonly string[]
  readonly place: (item: Item) => Place
  readonly shown: (item: Item) => Item
  readonly partitions: Pick<Partitions, 'page'>
}

/** The items of one table and of its indexes, which follow every change at once. */
export class TableStorage {
  readonly #items = new Partitions()
  readonly #indexes: readonly Index[]
  readonly #sources = new Map<string | undefined, Source>()
  readonly #onWritten: OnWritten

  constructor(definition: TableDefinition, onWritten: OnWritten) {
    this.#onWritten = onWritten
    this.#indexes = Object.entries(definition.indexes).map(([name, definition]) => ({
      name,
      definition,
      partitions: new Partitions(),
    }))
    this.#sources.set(undefined, tableSource(definition, this.#items))
    for (const index of this.#indexes) this.#sources.set(index.name, indexSource(index))
  }

  get(keys: Keys): Item | undefined {
    return this.#items.get(keys.pk, placeOf(keys))
  }

  /** Puts `fresh` in the place of `old`; either may be missing. */
  replace(keys: Keys, old: Item | undefined, fresh: Item | undefined): void {
    this.checkIndexKeys(fresh)
    if (fresh === undefined) this.#items.delete(keys.pk, placeOf(keys))
    else this.#items.put(keys.pk, placeOf(keys), fresh)
    for (const index of this.#indexes) {
      const { definition, partitions } = index
      if (isIn(index, old) && !isSamePlace(index, old, fresh))
        partitions.delete(old[definition.partitionKey] as string, indexPlace(index, old))
      if (isIn(index, fresh))
        partitions.put(fresh[definition.partitionKey] as string, indexPlace(index, fresh), fresh)
    }
    if (old !== undefined || fresh !== undefined) this.#onWritten(keys, old, fresh)
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
  source(indexName: string | undefined): Source {
    const source = this.#sources.get(indexName)
    if (source === undefined) throw invalid(`The table does not have the specified index: ${indexName}`)
    return source
  }
}

const tableSource = (keys: TableDefinition, partitions: Partitions): Source => ({
  keys,
  keyNames: ['pk', 'sk'],
  place: item => placeOf(item as unknown as Keys),
  shown: copyOfItem,
  partitions,
})

const indexSource = (index: Index): Source => {
  const { definition: keys, partitions } = index
  const keyNames = [...new Set(['pk', 'sk', keys.partitionKey, keys.sortKey])]
  const shownNames = typeof keys.projection === 'string' ? keyNames : [...keyNames, ...keys.projection]
  return {
    keys,
    keyNames,
    place: item => indexPlace(index, item),
    shown: item => copyOfItem(keys.projection === 'ALL' ? item : picked(item, shownNames)),
    partitions,
  }
}
