import * as z from 'zod/mini'
import type { BoardId, SchoolId, SchoolYear } from '../../directory/identifiers.ts'
import { type PlaceRange, placeOf } from '../../directory/listing.ts'
import {
  type Item,
  type ItemKey,
  listedBetween,
  NOT_NEWER,
  queryAll,
  schoolKey,
  schoolPartition,
  type Table,
} from '../../platform/adapters/table.ts'
import { eachReadable } from '../../platform/each-readable.ts'
import { itemExpiresAt, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Instant } from '../../platform/time.ts'
import {
  type MonitoringStore,
  type Pupils,
  pupilsFields,
  type SurveyResults,
  surveyResultsFields,
} from '../ports.ts'
import { questionnaires } from '../questionnaires/index.ts'
import { type Family, families } from '../questionnaires/types.ts'

/** Where results were taken back: what remains keeps older imports out that are still under way. */
const takenBack = z.optional(z.literal(true))

const { groups: _, ...originFields } = surveyResultsFields

/** Of results without their figures. */
const originForm = storedAs({ ...originFields, takenBack })
const resultsForm = storedAs({ ...surveyResultsFields, takenBack })
const pupilsForm = storedAs(pupilsFields)

const RESULTS = 'RESULTS#'

const resultsKey = (schoolId: SchoolId, schoolYear: SchoolYear, family: Family): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `${RESULTS}${schoolYear}#${family}`,
})

/** Where results were kept while a school had those of one questionnaire a year. Read as those of their family, never written. */
const formerResultsKey = (schoolId: SchoolId, schoolYear: SchoolYear): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `${RESULTS}${schoolYear}`,
})

const pupilsKey = (schoolId: SchoolId, schoolYear: SchoolYear): ItemKey => ({
  pk: schoolPartition(schoolId),
  sk: `PUPILS#${schoolYear}`,
})

/** Results by family of questionnaires, and pupils, in the one table: items of a school year in the school's partition. */
export const dynamoMonitoring = (table: Table): MonitoringStore => ({
  async read(schoolId, schoolYear) {
    const former = formerResultsKey(schoolId, schoolYear)
    const keys = families.map(family => resultsKey(schoolId, schoolYear, family))
    const items = await table.get(former, ...keys, pupilsKey(schoolId, schoolYear))
    const [pupils, results] = [items.find(isPupils), items.filter(item => !isPupils(item))]
    return {
      results: inForce(oldestFormFirst(results).map(item => resultsForm.read(item))),
      pupils: pupils && pupilsForm.read(pupils).pupils,
    }
  },
  async schoolYearsWithResults(schoolId) {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :school AND begins_with(sk, :results)',
      ExpressionAttributeValues: { ':school': schoolPartition(schoolId), ':results': RESULTS },
      ProjectionExpression: 'pk, sk, schemaVersion, questionnaire, importedAt, takenBack',
    })
    const years = Map.groupBy(oldestFormFirst(items), ({ sk }) => String(sk).split('#')[1] as SchoolYear)
    const { readable } = await eachReadable(table.log, [...years], ([schoolYear, ofYear]) =>
      inForce(ofYear.map(item => originForm.read(item))).length > 0 ? [schoolYear] : [],
    )
    return readable.flat()
  },
  async schoolsWithResults(schoolYear, ranges) {
    const listed = await Promise.all(ranges.map(range => queryAll(table, listedIn(schoolYear, range))))
    return new Set(listed.flat().map(({ pk }) => String(pk).slice(schoolPartition('').length) as SchoolId))
  },
  async saveResults(schoolId, schoolYear, results) {
    const { family } = questionnaires[results.questionnaire]
    const key = resultsKey(schoolId, schoolYear, family)
    const place = { schoolYear, listed: await listedUnder(table, schoolId) }
    const item = { ...key, ...place, ...resultsForm.version, ...results }
    const { importedAt, importId } = results
    const notOwn = `(${NOT_NEWER}) AND importId <> :importId`
    await putIf(table, schoolYear, item, notOwn, { ':importedAt': importedAt, ':importId': importId })
  },
  async takeBackResults(schoolId, schoolYear, { questionnaire, importId, importedAt: readAt }, at) {
    const key = resultsKey(schoolId, schoolYear, questionnaires[questionnaire].family)
    // No earlier than the results, whatever the clock of their import said; and no later than both, so that another import
    // of this very moment is taken.
    const importedAt = at > readAt ? at : readAt
    const takenBack = {
      ...key,
      ...resultsForm.version,
      questionnaire,
      importId,
      importedAt,
      groups: {},
      takenBack: true,
    } as const
    // The second time where what was taken back is there already: the answer to that write may have been lost.
    const isAsRead = `${NOT_NEWER} OR (takenBack = :takenBack AND importedAt = :ownAt)`
    const values = { ':importedAt': readAt, ':takenBack': true, ':ownAt': importedAt }
    return putIf(table, schoolYear, takenBack, isAsRead, values)
  },
  async takenBackAt(schoolId, schoolYear, questionnaire) {
    const [item] = await table.get(resultsKey(schoolId, schoolYear, questionnaires[questionnaire].family))
    const found = item && originForm.read(item)
    return found?.takenBack && found.questionnaire === questionnaire ? found.importedAt : undefined
  },
  async savePupils(schoolId, schoolYear, pupils, importedAt) {
    const item = { ...pupilsKey(schoolId, schoolYear), ...pupilsForm.version, pupils, importedAt }
    await putIf(table, schoolYear, item, NOT_NEWER, { ':importedAt': importedAt })
  },
})

const isPupils = ({ sk }: Item): boolean => String(sk).startsWith('PUPILS#')

/** The key of the former form begins those of today's. */
const oldestFormFirst = <Of extends Item>(items: readonly Of[]): readonly Of[] =>
  items.toSorted((one, other) => (String(one.sk) < String(other.sk) ? -1 : 1))

/** Of each family the newest, without what was taken back. */
const inForce = <Of extends ReturnType<typeof originForm.read>>(results: readonly Of[]): readonly Of[] =>
  families.flatMap(family => {
    const ofFamily = results.filter(({ questionnaire }) => questionnaires[questionnaire].family === family)
    const newest = ofFamily.reduce<Of | undefined>(
      (found, next) => (found && found.importedAt > next.importedAt ? found : next),
      undefined,
    )
    return newest === undefined || newest.takenBack ? [] : [newest]
  })

interface Listed {
  schoolYear: SchoolYear
  listed: string | undefined
}

/** Apart from the logs of the year, which are in the same index. */
const LISTED = 'RESULTS#'

const listedIn = (schoolYear: SchoolYear, { from, to }: PlaceRange) => ({
  ...listedBetween(schoolYear, LISTED + from, LISTED + to),
  ProjectionExpression: 'pk',
})

/** The board a school has now; one that it had before is asked for as well by who reads the list. */
const listedUnder = async (table: Table, schoolId: SchoolId): Promise<string | undefined> => {
  const [school] = await table.get(schoolKey(schoolId))
  return school && LISTED + placeOf(school.boardId as BoardId, schoolId)
}

/** Where the condition does not hold, what is stored stays, and the answer is `false`. */
const putIf = (
  table: Table,
  schoolYear: SchoolYear,
  item: ItemKey & { importedAt: Instant } & (
      | (SurveyResults & Partial<Listed> & { takenBack?: true })
      | { pupils: Pupils }
    ),
  ConditionExpression: string,
  ExpressionAttributeValues: Readonly<Record<string, unknown>>,
): Promise<boolean> => {
  // What is only confirmed is kept no longer for it.
  const since = ('unchangedSince' in item && item.unchangedSince) || item.importedAt
  const expires = timeToLive(itemExpiresAt(schoolYear, since))
  return table.put({ ...item, ...expires }, { ConditionExpression, ExpressionAttributeValues })
}
