import * as z from 'zod/mini'
import { type ItemKey, queryAll, type Table } from '../../platform/adapters/table.ts'
import { canonicalBytes, sha256Hex } from '../../platform/canonical.ts'
import { compiled } from '../../platform/compiled.ts'
import { eachReadable } from '../../platform/each-readable.ts'
import { storedAs, unchecked } from '../../platform/stored.ts'
import type { SchoolYear } from '../identifiers.ts'
import { type Calendar, type CalendarYear, type DeliveryWindow, windowFields } from '../ports.ts'

const calendarForm = storedAs({ deliveryWindows: z.array(compiled(unchecked(windowFields))) })

const PARTITION = 'CALENDAR'
const keyOf = (schoolYear: SchoolYear): ItemKey => ({ pk: PARTITION, sk: schoolYear })

/** The calendar in the one table: an item per school year. */
export const dynamoCalendar = (table: Table): Calendar => ({
  async windows(schoolYear) {
    const [item] = await table.get(keyOf(schoolYear))
    return item ? calendarForm.read(item).deliveryWindows : []
  },
  async years() {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :calendar',
      ExpressionAttributeValues: { ':calendar': PARTITION },
      ScanIndexForward: false,
    })
    const { readable } = await eachReadable(
      table.log,
      items,
      item => [item.sk, calendarForm.read(item)] as const,
    )
    const known = new Map<unknown, Pick<CalendarYear, 'deliveryWindows'>>(readable)
    return items.map(({ sk }) => ({
      schoolYear: sk as SchoolYear,
      deliveryWindows: known.get(sk)?.deliveryWindows ?? [],
    }))
  },
  async save(schoolYear, deliveryWindows, replaces) {
    const digest = digestOf(deliveryWindows)
    const item = { ...keyOf(schoolYear), ...calendarForm.version, deliveryWindows, digest }
    return (await table.put(item, replaces && whereStill(replaces, digest))) ? deliveryWindows : undefined
  },
})

const digestOf = (windows: readonly DeliveryWindow[]): string => sha256Hex(canonicalBytes(windows))

/**
 * Where the calendar is the one that is replaced, or already the new one: the answer to that write may have been lost.
 * Windows that were never set are none; those that were set before there were digests are compared themselves.
 */
const whereStill = (replaced: readonly DeliveryWindow[], digest: string) => ({
  ConditionExpression: [
    'digest = :replaced',
    'digest = :digest',
    '(attribute_not_exists(digest) AND deliveryWindows = :windows)',
    ...(replaced.length === 0 ? ['attribute_not_exists(pk)'] : []),
  ].join(' OR '),
  ExpressionAttributeValues: {
    ':replaced': digestOf(replaced),
    ':digest': digest,
    ':windows': replaced,
  },
})
