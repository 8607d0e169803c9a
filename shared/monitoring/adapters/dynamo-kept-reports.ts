import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import type { SchoolYear } from '../../directory/identifiers.ts'
import { type ItemKey, queryAll, schoolPartition, type Table } from '../../platform/adapters/table.ts'
import { compiled } from '../../platform/compiled.ts'
import { itemExpiresAt, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Instant } from '../../platform/time.ts'
import type { KeptReportKey, KeptReports } from '../kept-reports.ts'

const form = storedAs(compiled({ json: z.string() }))

const keyOf = ({ schoolId, schoolYear, level, digest }: KeptReportKey): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `${prefixOf(schoolYear)}${level}#${digest}`,
})

const prefixOf = (schoolYear: SchoolYear): string => `REPORT#${schoolYear}#`

/** In the one table, by their digests: an item in the school's partition. One that is removed is emptied: nothing here deletes. */
export const dynamoKeptReports = (table: Table): KeptReports => {
  const put = async (key: ItemKey, schoolYear: SchoolYear, json: string, at: Instant) => {
    const Item = { ...key, ...form.version, json, ...timeToLive(itemExpiresAt(schoolYear, at)) }
    await table.client.send(new PutCommand({ TableName: table.name, Item }))
  }
  return {
    async keep(report, at) {
      const { document, digest } = report
      await put(keyOf({ ...document, digest }), document.schoolYear, JSON.stringify(report), at)
    },
    async read(key) {
      const [item] = await table.get(keyOf(key))
      return (item && form.read(item).json) || undefined
    },
    async removeAll({ schoolId, schoolYear }, at) {
      const kept = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': schoolPartition(schoolId), ':prefix': prefixOf(schoolYear) },
        ConsistentRead: true,
      })
      for (const { pk, sk } of kept) await put({ pk: String(pk), sk: String(sk) }, schoolYear, '', at)
    },
  }
}
