import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { type ItemKey, schoolPartition, type Table } from '../../platform/adapters/table.ts'
import { compiled } from '../../platform/compiled.ts'
import { itemExpiresAt, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { KeptReportKey, KeptReports } from '../kept-reports.ts'

const form = storedAs(compiled({ json: z.string() }))

const keyOf = ({ schoolId, schoolYear, level, digest }: KeptReportKey): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `REPORT#${schoolYear}#${level}#${digest}`,
})

/** In the one table, by their digests: an item in the school's partition. */
export const dynamoKeptReports = ({ client, name: TableName }: Table): KeptReports => ({
  async keep(report, at) {
    const { document, digest } = report
    const json = JSON.stringify(report)
    const expiry = timeToLive(itemExpiresAt(document.schoolYear, at))
    const Item = { ...keyOf({ ...document, digest }), ...form.version, json, ...expiry }
    await client.send(new PutCommand({ TableName, Item }))
  },
  async read(key) {
    const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(key), ConsistentRead: true }))
    return Item && form.read(Item).json
  },
})
