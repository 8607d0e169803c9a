import * as z from 'zod/mini'
import { type ItemKey, schoolPartition, type Table } from '../../platform/adapters/table.ts'
import { compiled } from '../../platform/compiled.ts'
import { itemExpiresAt, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { KeptReports, ReportPlace } from '../kept-reports.ts'
import { levels } from '../level.ts'

/** Nothing here deletes: where a report was removed, only since when is left. `keptAt` is when its import began. */
const form = storedAs({
  kept: z.optional(compiled({ level: z.enum(levels), digest: z.string(), json: z.string() })),
  keptAt: z.optional(z.string()),
  removedAt: z.optional(z.string()),
})

const keyOf = ({ schoolId, schoolYear }: ReportPlace): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `REPORT#${schoolYear}`,
})

/** In the one table: an item for a school year in the school's partition. */
export const dynamoKeptReports = ({ get, put, update }: Table): KeptReports => ({
  async keep(report, at) {
    const { document, digest } = report
    const { keptUntil } = timeToLive(itemExpiresAt(document.schoolYear, at))
    await update(keyOf(document), {
      UpdateExpression: 'SET kept = :kept, keptAt = :at, schemaVersion = :version, keptUntil = :until',
      ConditionExpression:
        '(attribute_not_exists(removedAt) OR removedAt < :at) AND (attribute_not_exists(keptAt) OR keptAt <= :at)',
      ExpressionAttributeValues: {
        ':kept': { level: document.level, digest, json: JSON.stringify(report) },
        ':at': at,
        ':version': form.version.schemaVersion,
        ':until': keptUntil,
      },
    })
  },
  async read({ level, digest, ...place }) {
    const [item] = await get(keyOf(place))
    const kept = item && form.read(item).kept
    return kept?.level === level && kept.digest === digest ? kept.json : undefined
  },
  async remove(place, at) {
    const expires = timeToLive(itemExpiresAt(place.schoolYear, at))
    await put(
      { ...keyOf(place), ...form.version, removedAt: at, ...expires },
      {
        ConditionExpression: 'attribute_not_exists(removedAt) OR removedAt < :at',
        ExpressionAttributeValues: { ':at': at },
      },
    )
  },
})
