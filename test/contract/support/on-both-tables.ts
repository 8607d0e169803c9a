import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import type { Table } from '../../../shared/platform/adapters/table.ts'
import { type StoreSource, storesOf } from '../../support/stores.ts'

/**
 * Holds an adapter to one suite on both stand-ins for a table, so that these are held to each other too. What the suite
 * is given stands for the store of the test that runs, which is empty at its beginning.
 */
export const onBothTables = <Store extends object>(
  title: string,
  onTable: (table: Table) => Store,
  suite: (store: Store) => void,
): void => {
  describe.each(storesOf(onTable))(`${title} $name`, ({ start }) => {
    let source: StoreSource<Store>
    let store: Store
    beforeAll(async () => {
      source = await start()
    })
    afterAll(() => source.stop())
    beforeEach(async () => {
      store = await source.fresh()
    })
    suite(new Proxy({} as Store, { get: (_, name) => Reflect.get(store, name) }))
  })
}
