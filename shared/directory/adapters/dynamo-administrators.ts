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
 * One conditional write, as in the log of consents: of two who change them at once, one is the other's next. Who confirms
 * them makes a version too, of which nobody is told: a file that began before and is finished later must not undo it.
 */
export const appendAdministrators = async (
  table: Table,
  boardId: BoardId,
  administrators: Administrators,
  { change, replaces }: { change?: AdministratorsChange | undefined; replaces?: Administrators | undefined },
): Promise<Administrators | undefined> => {
  const newest = await newestAdministrators(table, boardId)
  const last = versionOf(newest)
  const kept = newest && administratorsForm.read(newest)
  const confirmed = kept && areSame(kept, administrators) ? kept : undefined
  // First, and also where nothing changes: whoever changed them before may have stopped between the two writes.
  await expire(table, administratorsKey(boardId, last - 1), change)
  if (confirmed ? !isLater(change, newest) : isOvertaken(change, newest)) return kept
  if (replaces && !confirmed && !isDeepStrictEqual(kept ?? noAdministrators, replaces)) return undefined
  const next = {
    ...administratorsKey(boardId, last + 1),
    ...administratorsForm.version,
    ...(confirmed ?? administrators),
    ...change,
    ...(!confirmed && toBeTold(change)),
  }
  if (!(await table.put(next, ifAbsent)))
    return appendAdministrators(table, boardId, administrators, { change, replaces })
  if (!newest) await noteAtSchools(table, boardId)
  await expire(table, administratorsKey(boardId, last), change)
  return confirmed ?? administrators
}

const versionOf = (newest: Item | undefined): number =>
  newest ? Number(String(newest.sk).slice(administratorsPrefix.length)) : 0

/** An announcement of which nothing is done yet: the stream brings it. */
const toBeTold = (change: AdministratorsChange | undefined) =>
  change && { effects: { attempts: 0, mails: {} }, open: 'notices', openAt: leaseFrom(change.at) }

const isLater = (change: AdministratorsChange | undefined, newest: Item | undefined): boolean =>
  change !== undefined && change.at > String(newest?.at ?? '')

/** An import that is finished late must not undo what a board, or another import, changed or confirmed since it began. */
const isOvertaken = (change: AdministratorsChange | undefined, newest: Item | undefined): boolean =>
  change?.by === null && change.at < String(newest?.at ?? '')

/** Sets when former administrators expire, which is after they were mailed about it. Safe to repeat. */
const expire = async (
  table: Table,
  key: ItemKey,
  change: AdministratorsChange | undefined,
): Promise<void> => {
  if (!change) return
  await table.update(key, {
    UpdateExpression: 'SET keptUntil = if_not_exists(keptUntil, :until)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':until': timeToLive(daysAfter(change.at, FORMER_DAYS)).keptUntil },
  })
}
