import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { type EducationType, educationTypes } from '../../directory/education.ts'
import type { SchoolId, SchoolYear } from '../../directory/identifiers.ts'
import {
  getAll,
  type ItemKey,
  isConditionFailure,
  queryAll,
  schoolPartition,
  type Table,
} from '../../platform/adapters/table.ts'
import { compiled } from '../../platform/compiled.ts'
import { keptForYears } from '../../platform/retention.ts'
import type { Instant } from '../../platform/time.ts'
import type { MonitoringStore, Pupils, SurveyResults } from '../ports.ts'
import { isQuestionnaireId, type QuestionnaireId } from '../questionnaires/index.ts'

const educationType = z.enum(educationTypes as [EducationType, ...EducationType[]])
const count = z.number().check(z.int(), z.nonnegative())

const resultsItem = compiled({
  questionnaire: z.custom<QuestionnaireId>(isQuestionnaireId),
  importedAt: z.custom<Instant>(value => typeof value === 'string'),
  groups: z.partialRecord(
    educationType,
    compiled({
      respondents: count,
      questions: z.record(z.string(), compiled({ answers: count, sum: count })),
    }),
  ),
})

const pupilsItem = compiled({ pupils: z.partialRecord(educationType, count) })

const resultsKey = (schoolId: SchoolId, schoolYear: SchoolYear): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `RESULTS#${schoolYear}`,
})

const pupilsKey = (schoolId: SchoolId, schoolYear: SchoolYear): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `PUPILS#${schoolYear}`,
})

/** Results and pupils in the one table: an item each per school and school year, in the school's partition. */
export const dynamoMonitoring = (table: Table): MonitoringStore => ({
  async read(schoolId, schoolYear) {
    const keys = [resultsKey(schoolId, schoolYear), pupilsKey(schoolId, schoolYear)]
    const items = await getAll(table, keys)
    const [results, pupils] = keys.map(({ sk }) => items.find(item => item.sk === sk))
    return {
      results: results && z.parse(resultsItem, results),
      pupils: pupils && z.parse(pupilsItem, pupils).pupils,
    }
  },
  async schoolYearsWithResults(schoolId) {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :school AND begins_with(sk, :results)',
      ExpressionAttributeValues: { ':school': schoolPartition(schoolId), ':results': 'RESULTS#' },
      ProjectionExpression: 'sk',
    })
    return items.map(({ sk }) => String(sk).slice('RESULTS#'.length) as SchoolYear)
  },
  async saveResults(schoolId, schoolYear, results) {
    await putUnlessNewer(table, { ...resultsKey(schoolId, schoolYear), ...results })
  },
  async savePupils(schoolId, schoolYear, pupils, importedAt) {
    await putUnlessNewer(table, { ...pupilsKey(schoolId, schoolYear), pupils, importedAt })
  },
})

/** An import that is finished late must not undo one that began after it: its figures are let go. */
const putUnlessNewer = async (
  { client, name: TableName }: Table,
  item: ItemKey & { importedAt: Instant } & (SurveyResults | { pupils: Pupils }),
): Promise<void> => {
  try {
    await client.send(
      new PutCommand({
        TableName,
        Item: { ...item, ...keptForYears(item.importedAt) },
        ConditionExpression: 'attribute_not_exists(importedAt) OR importedAt <= :importedAt',
        ExpressionAttributeValues: { ':importedAt': item.importedAt },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}
