import type { Item } from './fakes/table/items.ts'

/** What a table held at a moment. */
export type Backup = readonly Readonly<Item>[]

/**
 * What a table holds that was restored from a backup. DynamoDB gives such a copy an id of its own: here it keeps the id, and
 * the note in it is made to name another.
 */
export const restored = (backup: Backup): Backup =>
  backup.map(item => (item.pk === 'LEDGER' ? { ...item, tableId: 'the one that was lost' } : item))
