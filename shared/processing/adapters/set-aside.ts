import { isOfBoard, OPEN_ANNOUNCEMENTS } from '../../announcements/adapters/dynamo-announcements.ts'
import { openPartitionOf } from '../../consent/adapters/dynamo-event-store.ts'
import type { LogState } from '../../consent/log.ts'
import { setAsideBy, takeUpAgain } from '../../outbox/adapters/dynamo-outbox.ts'
import type { ItemKey, Table } from '../../platform/adapters/table.ts'

const MOST = 1000

/** Events and announcements that cannot be read, for an operator: by their keys, and where their consents stood. */
export interface SetAside extends ItemKey {
  phase?: LogState['phase']
}

/** The first thousand. */
export const entriesSetAside = async (table: Table): Promise<readonly SetAside[]> => {
  const items = await table.get(...(await setAsideBy(table, MOST)))
  return items.map(({ pk, sk, phase }) => ({ pk, sk, ...(phase !== undefined && { phase }) }) as SetAside)
}

/** For the next sweep, where they wait among their kind. */
export const takeUpEntry = (table: Table, { phase, ...key }: SetAside): Promise<boolean> =>
  takeUpAgain(table, key, isOfBoard(key) ? OPEN_ANNOUNCEMENTS : openPartitionOf({ phase: phase ?? 'given' }))
