import { isDeepStrictEqual } from 'node:util'
import { leaseFrom } from '../../outbox/outbox.ts'
import {
  boardPartition,
  type Item,
  type ItemKey,
  ifAbsent,
  queryAll,
  type Table,
} from '../../platform/adapters/table.ts'
import { daysAfter, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Instant } from '../../platform/time.ts'
import { areSame } from '../administrators.ts'
import type { BoardId } from '../identifiers.ts'
import {
  type Administrators,
  type AdministratorsChange,
  administratorsFields,
  noAdministrators,
} from '../ports.ts'
import { noteAtSchools } from './dynamo-schools.ts'

export const administratorsForm = storedAs(administratorsFields)

const administratorsPrefix = 'ADMINISTRATORS#'
/** Eight digits, so that versions sort as text. */
export const administratorsKey = (boardId: BoardId, version: number): ItemKey => ({
  pk: boardPartition(boardId),
  sk: `${administratorsPrefix}${String(version).padStart(8, '0')}`,
})

/** For how many days names and addresses of former administrators are kept. */
const FORMER_DAYS = 90

export const newestAdministrators = async (table: Table, boardId: BoardId) => {
  const versions = {
    KeyConditionExpression: 'pk = :board AND begins_with(sk, :administrators)',
    ExpressionAttributeValues: {
      ':board': boardPartition(boardId),
      ':administrators': administratorsPrefix,
    },
    ConsistentRead: true,
    ScanIndexForward: false,
  }
  return (await queryAll(table, versions, 1))[0]
}

/**
 * One conditional write, as in the log of consents: of two who change them at once, one is the other's next.
 */
export const appendAdministrators = async (
  table: Table,
  boardId: BoardId,
  administrators: Administrators,
  { change, replaces }: { change?: AdministratorsChange | undefined; replaces?: Administrators | undefined },
): Promise<Administrators | undefined> => {
  const newest = await newestAdministrators(table, boardId)
  const last = newest ? Number(String(newest.sk).slice(administratorsPrefix.length)) : 0
  const kept = newest && administratorsForm.read(newest)
  if (kept && areSame(kept, administrators)) {
    // Also where nothing changes: whoever changed them before may have stopped between the two writes.
    if (change) await expire(table, administratorsKey(boardId, last - 1), change.at)
    return kept
  }
  if (isOvertaken(newest, change)) return kept
  if (replaces && !isDeepStrictEqual(kept ?? noAdministrators, replaces)) return undefined
  const next = {
    ...administratorsKey(boardId, last + 1),
    ...administratorsForm.version,
    ...administrators,
    // An announcement of which nothing is done yet: the stream brings it.
    ...(change && {
      ...change,
      effects: { attempts: 0, mails: {} },
      open: 'notices',
      openAt: leaseFrom(change.at),
    }),
  }
  if (!(await table.put(next, ifAbsent)))
    return appendAdministrators(table, boardId, administrators, { change, replaces })
  if (!newest) await noteAtSchools(table, boardId)
  if (change) await expire(table, administratorsKey(boardId, last), change.at)
  return administrators
}

/** An import that is finished late must not undo what a board, or another import, changed since it began. */
const isOvertaken = (newest: Item | undefined, change: AdministratorsChange | undefined): boolean =>
  change?.by === null && String(newest?.at ?? '') > change.at

/** Sets when former administrators expire, which is after they were mailed about it. Safe to repeat. */
const expire = async (table: Table, key: ItemKey, replacedAt: Instant): Promise<void> => {
  await table.update(key, {
    UpdateExpression: 'SET keptUntil = if_not_exists(keptUntil, :until)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':until': timeToLive(daysAfter(replacedAt, FORMER_DAYS)).keptUntil },
  })
}
