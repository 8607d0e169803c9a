import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import {
  type ItemKey,
  schoolPartition,
  type Table,
  unlessConditionFails,
} from '../../platform/adapters/table.ts'
import { compiled } from '../../platform/compiled.ts'
import { itemExpiresAt, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Instant } from '../../platform/time.ts'
import type { KeptReports, ReportPlace } from '../kept-reports.ts'
import { levels } from '../level.ts'

/** Nothing here deletes: where a report was removed, only since when is left. */
const form = storedAs(
  compiled({
    kept: z.optional(compiled({ level: z.enum(levels), digest: z.string(), json: z.string() })),
    removedAt: z.optional(z.string()),
  }),
)

const keyOf = ({ schoolId, schoolYear }: ReportPlace): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `REPORT#${schoolYear}`,
})

const itemOf = (place: ReportPlace, at: Instant, stored: object) => ({
  ...keyOf(place),
  ...form.version,
  ...stored,
  ...timeToLive(itemExpiresAt(place.schoolYear, at)),
})

/** In the one table: an item for a school year in the school's partition. */
export const dynamoKeptReports = ({ client, name: TableName, get }: Table): KeptReports => ({
  async keep(report, at) {
    const { document, digest } = report
    const kept = { level: document.level, digest, json: JSON.stringify(report) }
    const put = new PutCommand({
      TableName,
      Item: itemOf(document, at, { kept }),
      ConditionExpression: 'attribute_not_exists(removedAt) OR removedAt < :at',
      ExpressionAttributeValues: { ':at': at },
    })
    await client.send(put).catch(unlessConditionFails)
  },
  async read({ level, digest, ...place }) {
    const [item] = await get(keyOf(place))
    const kept = item && form.read(item).kept
    return kept?.level === level && kept.digest === digest ? kept.json : undefined
  },
  async remove(place, at) {
    await client.send(new PutCommand({ TableName, Item: itemOf(place, at, { removedAt: at }) }))
  },
})
