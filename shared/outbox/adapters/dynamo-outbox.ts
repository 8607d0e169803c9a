import { type Item, type ItemKey, queryAll, type Table } from '../../platform/adapters/table.ts'
import type { Instant } from '../../platform/time.ts'
import type { Due, Entry, Failures, Outcomes } from '../outbox.ts'

/** Effect records on the items they are about, whose facts are never touched. `nextAttemptAt` is stored as `openAt`. */
export const outcomesOn = <Of extends Entry>(
  table: Table,
  keyOf: (entry: Of) => ItemKey,
  partitionOf: (entry: Of) => string,
): Outcomes<Of> => ({
  async saveOutcome(entry: Of, effects: Of['effects'], nextAttemptAt: Instant | null): Promise<boolean> {
    const change = {
      UpdateExpression: nextAttemptAt
        ? 'SET effects = :effects, openAt = :openAt, #open = :open'
        : 'SET effects = :effects REMOVE openAt, #open',
      // The count too: two who take up the same event in the same millisecond would leave the same moment.
      ConditionExpression: `${entry.nextAttemptAt ? 'openAt = :seen' : 'attribute_not_exists(openAt)'} AND effects.attempts = :attempts`,
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: {
        ':effects': effects,
        ':attempts': entry.effects.attempts,
        ...(entry.nextAttemptAt && { ':seen': entry.nextAttemptAt }),
        ...(nextAttemptAt && { ':openAt': nextAttemptAt, ':open': partitionOf(entry) }),
      },
    }
    return table.update(keyOf(entry), change)
  },
})

/** The partition of the sparse index that holds what was set aside. */
const SET_ASIDE = 'set-aside'

/** So many failures before it: a deployment in which two versions serve side by side has ended by then. */
const FAILURES_BEFORE = 2

const LAST_MOMENT = '9999-12-31T23:59:59.999Z' as Instant

/** Entries that cannot be read, by their keys alone: what is on an item but its place in the outbox is left as it is. */
export const failuresOn = <Key>(table: Table, keyOf: (key: Key) => ItemKey): Failures<Key> => ({
  async fail(key) {
    const isSetAside = await table.update(keyOf(key), {
      UpdateExpression: 'SET #open = :aside',
      ConditionExpression: 'failures >= :before AND #open <> :aside',
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: { ':before': FAILURES_BEFORE, ':aside': SET_ASIDE },
    })
    if (!isSetAside)
      await table.update(keyOf(key), {
        UpdateExpression: 'ADD failures :one',
        ConditionExpression: 'attribute_exists(openAt)',
        ExpressionAttributeValues: { ':one': 1 },
      })
    return isSetAside
  },
})

/** Their keys. */
export const setAsideBy = async (table: Table, limit: number): Promise<readonly ItemKey[]> => {
  const items = await openBy(table, SET_ASIDE, LAST_MOMENT, limit)
  return items.map(({ pk, sk }) => ({ pk, sk }) as ItemKey)
}

/** How many entries are set aside, counted up to `limit`. */
export const countSetAside = async (table: Table, limit: number): Promise<number> =>
  (await setAsideBy(table, limit)).length

/** Puts an entry back into that partition, for the next sweep; nothing where it is set aside no more. */
export const takeUpAgain = (table: Table, key: ItemKey, partition: string): Promise<boolean> =>
  table.update(key, {
    UpdateExpression: 'SET #open = :open REMOVE failures',
    ConditionExpression: '#open = :aside',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':open': partition, ':aside': SET_ASIDE },
  })

/** What is to be looked at by that moment of what is open in that partition, the longest waiting first. */
export const dueIn = async <Key extends object>(
  table: Table,
  of: string,
  now: Instant,
  limit: number,
  keyFrom: (item: Item) => Key,
): Promise<readonly Due<Key>[]> => {
  const items = await openBy(table, of, now, limit)
  return items.map(item => ({ ...keyFrom(item), nextAttemptAt: item.openAt as Instant }))
}

/** What is in that partition of the sparse index by that moment, the longest waiting first: keys and `openAt`. */
const openBy = (table: Table, of: string, now: Instant, limit: number) =>
  queryAll(
    table,
    {
      IndexName: 'open-events',
      KeyConditionExpression: '#open = :open AND openAt <= :now',
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: { ':open': of, ':now': now },
    },
    limit,
  )
