import { reportCsv } from '../../../functions/report-api/renderings/csv.ts'
import { payloadOf } from '../../../shared/delivery/payload.ts'
import type { Level } from '../../../shared/monitoring/level.ts'
import { type Report, reportOf } from '../../../shared/monitoring/report.ts'
import { given, key, stateAfter, terms } from '../../support/builders.ts'
import { dataOf, type Survey, subjectOf } from './respondents.ts'

/** The report of a survey, where there must be one. */
export const reportOn = (survey: Survey, level: Level): Report => {
  const report = reportOf(subjectOf(survey), dataOf(survey), level)
  if (report === undefined) throw new Error('expected a report')
  return report
}

/**
 * What leaves the service as text, to the byte: the answer of the API, the CSV, and what the inspectorate
 * gets.
 */
export interface Renderings {
  json: string
  csv: string
  payload: string
}

export const renderingsOf = (report: Report): Renderings => {
  const state = stateAfter(given({ terms: terms({ level: report.document.level }) }))
  return {
    json: JSON.stringify(report),
    csv: reportCsv({ report }),
    payload: Buffer.from(payloadOf(key, state, report.document)).toString(),
  }
}

export const rendered = (survey: Survey, level: Level): Renderings => renderingsOf(reportOn(survey, level))
