import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { BoardId, SchoolId, SchoolYear } from '../../directory/identifiers.ts'
import { failuresOn, openBy, outcomesOn } from '../../outbox/adapters/dynamo-outbox.ts'
import { mailStatuses } from '../../outbox/mailing.ts'
import {
  boardPartition,
  type ItemKey,
  isConditionFailure,
  type Table,
} from '../../platform/adapters/table.ts'
import { daysAfter, timeToLive } from '../../platform/retention.ts'
import { type Stored, storedAs } from '../../platform/stored.ts'
import type { Instant, LocalDate } from '../../platform/time.ts'
import type { TraceId } from '../../platform/trace.ts'
import { UnreadableError } from '../../platform/unreadable-error.ts'
import {
  type Announcement,
  type AnnouncementKey,
  type AnnouncementKind,
  type AnnouncementOf,
  announcementKinds,
  openIssues,
} from '../announcement.ts'
import type { Announcements } from '../ports.ts'

/** The partition of the sparse index that open announcements are in. */
const OPEN = 'notices'

/** A year and a month: as long as somebody could ask whether they were reminded. */
const KEPT_DAYS = 400

const text = z.string()
const instant = z.custom<Instant>(value => typeof value === 'string')
const mail = z.object({
  status: z.enum(mailStatuses),
  sentAt: z.nullable(instant),
})

const open = {
  at: instant,
  traceId: z.custom<TraceId>(value => typeof value === 'string'),
  effects: z.object({
    attempts: z.number(),
    mails: z.record(text, mail),
  }),
  openAt: instant,
}

/** Written by the directory, in the write that is the change. */
const administratorsForm = storedAs(
  z.object({
    ...open,
    by: z.nullable(text),
    items: z.array(z.object({ name: text, email: text })),
    reminders: z.boolean(),
  }),
)

const reminderForm = storedAs(
  z.object({
    ...open,
    schools: z.array(
      z.pipe(
        z.object({
          schoolId: z.custom<SchoolId>(value => typeof value === 'string'),
          schoolName: text,
          // The name it has in items that are stored.
          concern: z.enum(openIssues),
        }),
        z.transform(({ concern, ...school }) => ({ ...school, openIssue: concern })),
      ),
    ),
  }),
)

const itemKeyOf = ({ boardId, name }: AnnouncementKey): ItemKey => ({ pk: boardPartition(boardId), sk: name })

const announcementKeyFrom = ({ pk, sk }: { pk?: unknown; sk?: unknown }): AnnouncementKey => ({
  boardId: String(pk).slice(boardPartition('').length) as BoardId,
  name: String(sk),
})

/** Whether an item of the table is in the partition of a board, and not in that of a school. */
export const isOfBoard = ({ pk }: { pk?: unknown }): boolean => String(pk).startsWith(boardPartition(''))

/** How each kind is read of its item and of the parts of its name. */
const readers: { [Kind in AnnouncementKind]: (item: Stored, name: readonly string[]) => Read<Kind> } = {
  administrators: (item, [version]) => ({ version: Number(version), ...administratorsForm.read(item) }),
  reminder: (item, [schoolYear, untilDate]) => ({
    schoolYear: schoolYear as SchoolYear,
    untilDate: untilDate as LocalDate,
    ...reminderForm.read(item),
  }),
}

type Read<Kind extends AnnouncementKind> = Omit<
  AnnouncementOf<Kind>,
  'kind' | 'nextAttemptAt' | keyof AnnouncementKey
> & { openAt: Instant }

/**
 * The announcement an item holds: undefined where nothing is to be done about it, or nothing was from the start. Throws
 * `UnreadableError` where it is none that this code knows.
 */
export const fromAnnouncementItem = (item: Stored): Announcement | undefined => {
  if (item.openAt === undefined) return undefined
  const key = announcementKeyFrom(item)
  const [prefix, ...name] = key.name.split('#')
  const kind = kinds.find(one => announcementKinds[one] === prefix)
  if (!kind) throw new UnreadableError(`${item.pk} ${item.sk}`)
  const { openAt: nextAttemptAt, ...read } = readers[kind](item, name)
  return { kind, ...key, ...read, nextAttemptAt } as Announcement
}

const kinds = Object.keys(announcementKinds) as AnnouncementKind[]

/** Announcements in the one table, in the partition of their board, with the effect record on the announcement's own item. */
export const dynamoAnnouncements = (table: Table): Announcements => ({
  ...outcomesOn<Announcement>(table, itemKeyOf, () => OPEN),
  ...failuresOn(table, itemKeyOf),
  async keep(reminder) {
    const { at, traceId, effects, nextAttemptAt } = reminder
    const schools = reminder.schools.map(({ openIssue, ...school }) => ({ ...school, concern: openIssue }))
    const put = new PutCommand({
      TableName: table.name,
      // Its school year and its board stand in its key alone: as attributes they would put it in indexes of schools.
      Item: {
        ...itemKeyOf(reminder),
        ...reminderForm.version,
        ...{ at, traceId, schools, effects, openAt: nextAttemptAt, open: OPEN },
        ...timeToLive(daysAfter(at, KEPT_DAYS)),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
    return table.client.send(put).then(
      () => true,
      error => {
        if (isConditionFailure(error)) return false
        throw error
      },
    )
  },
  async open(key) {
    const get = new GetCommand({ TableName: table.name, Key: { ...itemKeyOf(key) }, ConsistentRead: true })
    const { Item } = await table.client.send(get)
    return Item && fromAnnouncementItem(Item)
  },
  async due(now, limit) {
    return (await openBy(table, OPEN, now, limit)).map(announcementKeyFrom)
  },
})
