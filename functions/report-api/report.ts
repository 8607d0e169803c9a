import type { LogState } from '../../shared/consent/log.ts'
import { isInForce, subjectOf } from '../../shared/consent/subject.ts'
import type { Answer } from '../../shared/http/answer.ts'
import { Problem } from '../../shared/http/problems.ts'
import { type MediaType, route } from '../../shared/http/route.ts'
import { type Report, reportOf } from '../../shared/monitoring/report.ts'
import type { Instant } from '../../shared/platform/time.ts'
import type { ReportApiPorts } from './ports.ts'
import { reportCsv } from './renderings/csv.ts'
import { reportPdf } from './renderings/pdf.ts'

/** GET: the document that would be delivered, its digest, and which groups are withheld from it. */
export const getReport = (ports: ReportApiPorts) =>
  route({
    operationId: 'getReport',
    method: 'GET',
    path: '/v1/schools/{schoolId}/monitorings/{schoolYear}/reports/{level}',
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    produces: ['application/json', 'application/pdf', 'text/csv'],
    refuses: ['report-not-available'],
    load: key => Promise.all([ports.events.head(key), ports.store.read(key.schoolId, key.schoolYear)]),
    handle: async ({ school, params, facts: [head, data], mediaType, now }) => {
      const report = reportOf(subjectOf(school, params.schoolYear, head?.state), data, params.level)
      if (!report) throw new Problem('report-not-available')
      return rendered(ports, report, head?.state, mediaType, now)
    },
  })

const rendered = async (
  { fonts }: ReportApiPorts,
  report: Report,
  state: LogState | undefined,
  mediaType: MediaType,
  createdAt: Instant,
): Promise<Answer> => {
  switch (mediaType) {
    case 'application/json':
      return { status: 200, body: report }
    case 'text/csv':
      return { status: 200, body: reportCsv({ report }), mediaType }
    case 'application/pdf': {
      // What the school said of its survey goes with the report it agreed to, and with no other.
      const terms = isInForce(state) ? state.consent.terms : undefined
      const consent = terms?.level === report.document.level ? { consent: terms } : {}
      return { status: 200, body: await reportPdf({ report, createdAt, fonts, ...consent }), mediaType }
    }
  }
}
