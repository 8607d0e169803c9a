import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { notesOn, openBy } from '../../consent/adapters/dynamo-event-store.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../directory/identifiers.ts'
import {
  boardPartition,
  type ItemKey,
  isConditionFailure,
  type Table,
} from '../../platform/adapters/table.ts'
import { keptForDays } from '../../platform/retention.ts'
import type { Instant, LocalDate } from '../../platform/time.ts'
import type { TraceId } from '../../platform/trace.ts'
import { concerns, type Notice, type NoticeKey } from '../notice.ts'
import type { Notices } from '../ports.ts'

/** The partition of the sparse index that open notices are in. */
const OPEN = 'notices'

/** A year and a month: as long as somebody could ask whether they were reminded. */
const KEPT_DAYS = 400

const text = z.string()
const instant = z.custom<Instant>(value => typeof value === 'string')
const mail = z.object({
  status: z.enum(['pending', 'sent', 'failed', 'bounced']),
  sentAt: z.nullable(instant),
})

const open = {
  at: instant,
  traceId: z.custom<TraceId>(value => typeof value === 'string'),
  effects: z.object({
    attempts: z.number(),
    mails: z.object({ present: z.exactOptional(mail), removed: z.exactOptional(mail) }),
  }),
  openAt: instant,
}

const administratorsItem = z.object({
  ...open,
  by: z.nullable(text),
  items: z.array(z.object({ name: text, email: text })),
  reminders: z.boolean(),
})

const reminderItem = z.object({
  ...open,
  schools: z.array(
    z.object({
      schoolId: z.custom<SchoolId>(value => typeof value === 'string'),
      schoolName: text,
      concern: z.enum(concerns),
    }),
  ),
})

const itemKeyOf = ({ boardId, name }: NoticeKey): ItemKey => ({ pk: boardPartition(boardId), sk: name })

const noticeKeyFrom = ({ pk, sk }: { pk?: unknown; sk?: unknown }): NoticeKey => ({
  boardId: String(pk).slice(boardPartition('').length) as BoardId,
  name: String(sk),
})

/** Whether an item of the table is in the partition of a board, and not in that of a school. */
export const isOfBoard = ({ pk }: { pk?: unknown }): boolean => String(pk).startsWith(boardPartition(''))

/** The notice an item holds: undefined where nothing is to be done about it, or nothing was from the start. */
export const fromNoticeItem = (item: Record<string, unknown>): Notice | undefined => {
  if (item.openAt === undefined) return undefined
  const key = noticeKeyFrom(item)
  const [kind, ...name] = key.name.split('#')
  if (kind === 'ADMINISTRATORS')
    return { kind: 'administrators', ...key, version: Number(name[0]), ...administratorsItem.parse(item) }
  const [schoolYear, untilDate] = name as [SchoolYear, LocalDate]
  return { kind: 'reminder', ...key, schoolYear, untilDate, ...reminderItem.parse(item) }
}

/** Notices in the one table, in the partition of their board, with the notes on the notice's own item. */
export const dynamoNotices = (table: Table): Notices => ({
  ...notesOn<Notice>(table, itemKeyOf, () => OPEN),
  async keep(reminder) {
    const { at, traceId, schools, effects, openAt } = reminder
    const put = new PutCommand({
      TableName: table.name,
      // Its school year and its board stand in its key alone: as attributes they would put it in indexes of schools.
      Item: {
        ...itemKeyOf(reminder),
        ...{ at, traceId, schools, effects, openAt, open: OPEN },
        ...keptForDays(KEPT_DAYS, at),
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
    return Item && fromNoticeItem(Item)
  },
  async due(now, limit) {
    return (await openBy(table, OPEN, now, limit)).map(noticeKeyFrom)
  },
})
