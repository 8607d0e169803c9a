import * as z from 'zod/mini'
import type { BoardId } from '../../directory/identifiers.ts'
import { dueIn, failuresOn, outcomesOn } from '../../outbox/adapters/dynamo-outbox.ts'
import { mailFields } from '../../outbox/mailing.ts'
import { boardPartition, type ItemKey, ifAbsent, type Table } from '../../platform/adapters/table.ts'
import { daysAfter, timeToLive } from '../../platform/retention.ts'
import { count, instant, type Stored, storedAs, textAs, type Upcast } from '../../platform/stored.ts'
import type { TraceId } from '../../platform/trace.ts'
import { UnreadableError } from '../../platform/unreadable-error.ts'
import {
  type Announcement,
  type AnnouncementKey,
  type AnnouncementKind,
  announcementKinds,
} from '../announcement.ts'
import type { Announcements } from '../ports.ts'

/** The partition of the sparse index that open announcements are in. */
export const OPEN_ANNOUNCEMENTS = 'notices'

/** A year and a month: as long as somebody could ask whether they were reminded. */
const KEPT_DAYS = 400

/** What items of all kinds have. */
const open = {
  at: instant,
  traceId: textAs<TraceId>(),
  effects: z.object({ attempts: count, mails: z.record(z.string(), z.object(mailFields)) }),
  openAt: instant,
}

/** In version 1 the open issue of a school was its `concern`. */
const fromConcerns: Upcast = stored => ({
  ...stored,
  schools: (stored.schools as readonly Stored[]).map(({ concern, ...school }) => ({
    ...school,
    openIssue: concern,
  })),
})

const upcasts: Partial<Record<AnnouncementKind, Upcast>> = { reminder: fromConcerns }

const kinds = Object.entries(announcementKinds).map(([name, { prefix, named, fields }]) => {
  const kind = name as AnnouncementKind
  const upcast = upcasts[kind]
  return {
    kind,
    prefix,
    named,
    form: storedAs({ ...open, ...fields }, ...(upcast ? [upcast] : [])),
  }
})

const itemKeyOf = ({ boardId, name }: AnnouncementKey): ItemKey => ({ pk: boardPartition(boardId), sk: name })

const announcementKeyFrom = ({ pk, sk }: { pk?: unknown; sk?: unknown }): AnnouncementKey => ({
  boardId: String(pk).slice(boardPartition('').length) as BoardId,
  name: String(sk),
})

/** Whether an item of the table is in the partition of a board, and not in that of a school. */
export const isOfBoard = ({ pk }: { pk?: unknown }): boolean => String(pk).startsWith(boardPartition(''))

/**
 * The announcement an item holds: undefined where nothing is to be done about it, or nothing was from the start. Throws
 * `UnreadableError` where it is none that this code knows.
 */
export const fromAnnouncementItem = (item: Stored): Announcement | undefined => {
  if (item.openAt === undefined) return undefined
  const key = announcementKeyFrom(item)
  const [prefix, ...name] = key.name.split('#')
  const known = kinds.find(one => one.prefix === prefix)
  if (!known) throw new UnreadableError(`${item.pk} ${item.sk}`)
  const { openAt: nextAttemptAt, ...read } = known.form.read(item)
  return { kind: known.kind, ...key, ...known.named(name), ...read, nextAttemptAt } as Announcement
}

/** Announcements in the one table, in the partition of their board, with the effect record on the announcement's own item. */
export const dynamoAnnouncements = (table: Table): Announcements => ({
  ...outcomesOn<Announcement>(table, itemKeyOf, () => OPEN_ANNOUNCEMENTS),
  ...failuresOn(table, itemKeyOf),
  async keep(announcement) {
    const { kind, at, traceId, effects, nextAttemptAt } = announcement
    const { form } = kinds.find(one => one.kind === kind)!
    const fields = Object.keys(announcementKinds[kind].fields)
    const own = Object.entries(announcement).filter(([name]) => fields.includes(name))
    // What its key tells is in its key alone: as attributes they would put it in indexes of schools.
    const item = {
      ...itemKeyOf(announcement),
      ...form.version,
      ...Object.fromEntries(own),
      ...{ at, traceId, effects, openAt: nextAttemptAt, open: OPEN_ANNOUNCEMENTS },
      ...timeToLive(daysAfter(at, KEPT_DAYS)),
    }
    return table.put(item, ifAbsent)
  },
  async open(key) {
    const [item] = await table.get(itemKeyOf(key))
    return item && fromAnnouncementItem(item)
  },
  due: (now, limit) => dueIn(table, OPEN_ANNOUNCEMENTS, now, limit, announcementKeyFrom),
})
