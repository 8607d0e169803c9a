import type { Table } from '../../platform/adapters/table.ts'
import type { Instant } from '../../platform/time.ts'
import type { LastSweep } from '../ports.ts'

const KEY = { pk: 'SWEEP', sk: 'LAST' }

/** In the one table, as an item that each sweep writes over. */
export const dynamoLastSweep = ({ get, put }: Table): LastSweep => ({
  async read() {
    const [item] = await get(KEY)
    return (item?.at as Instant | undefined) ?? null
  },
  async save(at) {
    await put({ ...KEY, at })
  },
})
