import * as z from 'zod/mini'
import { levelInWords } from '../../shared/consent/in-words.ts'
import type { LogRecord } from '../../shared/consent/log.ts'
import { subjectOf } from '../../shared/consent/subject.ts'
import type { School } from '../../shared/directory/ports.ts'
import { downloadAs } from '../../shared/http/download.ts'
import { isKnownBy } from '../../shared/http/etag.ts'
import { Problem } from '../../shared/http/problems.ts'
import type { Answer } from '../../shared/http/route.ts'
import { type MediaType, route } from '../../shared/http/route.ts'
import type { KeptReportKey } from '../../shared/monitoring/kept-reports.ts'
import { type Report, reportOf } from '../../shared/monitoring/report.ts'
import type { ReportApiPorts } from './ports.ts'
import { ofText, type Representation, representationOf } from './representation.ts'

const query = z.strictObject({ digest: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))) })

/**
 * GET: the document that would be delivered, its digest, and which groups are withheld from it. By its digest also an older
 * one, which the consent in force was saved for before newer figures came: as JSON, as it was shown then.
 */
export const getReport = (ports: ReportApiPorts) =>
  route({
    operationId: 'getReport',
    method: 'GET',
    path: '/v1/schools/{schoolId}/monitorings/{schoolYear}/reports/{level}',
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    produces: ['application/json', 'application/pdf', 'text/csv'],
    query,
    refuses: ['report-not-available'],
    load: key => Promise.all([ports.events.head(key), ports.store.read(key.schoolId, key.schoolYear)]),
    handle: async ({ school, params, query: { digest }, facts: [head, data], mediaType, headers, now }) => {
      const report = reportOf(subjectOf(school, params.schoolYear, head?.state), data, params.level)
      if (digest !== undefined && digest !== report?.digest)
        return promisedReport(ports, { ...params, digest }, mediaType, headers)
      if (!report) throw new Problem('report-not-available')
      const boardName = await boardNameOf(ports, report, { school, mediaType })
      const shown = { mediaType, state: head?.state, now, boardName }
      const representation = representationOf(ports, report, shown)
      return answerOf(representation, mediaType, headers, fileOf(report, mediaType))
    },
  })

const promisedReport = async (
  { events, reports }: ReportApiPorts,
  key: KeptReportKey,
  mediaType: MediaType,
  headers: Headers,
): Promise<Answer> => {
  if (mediaType !== 'application/json') throw new Problem('not-acceptable')
  const [history, json] = await Promise.all([events.history(key), reports.read(key)])
  if (json === undefined || promisedBy(history) !== key.digest) throw new Problem('report-not-available')
  return answerOf(ofText(json), mediaType, headers)
}

/** The digest that the last save promised, while its consent is in force: that of the one kept report that may be read. */
const promisedBy = (history: readonly LogRecord[]): string | null | undefined => {
  if (history.at(-1)?.state.phase !== 'given') return undefined
  return history.findLast(({ type }) => type === 'given' || type === 'changed')?.state.consent.reportDigest
}

type Headers = Readonly<Record<string, string | undefined>>

const answerOf = async (
  { etag, render }: Representation,
  mediaType: MediaType,
  headers: Headers,
  others: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  isKnownBy(headers, etag)
    ? { status: 304, headers: { ETag: etag } }
    : { status: 200, headers: { ETag: etag, ...others }, body: await render(), mediaType }

/** Where a consent is in force it is its board's (rule 14), which the school may have left; only the PDF says it. */
const boardNameOf = async (
  { directory }: ReportApiPorts,
  { document: { boardId } }: Report,
  { school, mediaType }: { school: School; mediaType: MediaType },
): Promise<string> => {
  if (mediaType !== 'application/pdf' || boardId === school.boardId) return school.boardName
  return (await directory.boards([boardId])).get(boardId) ?? boardId
}

/** Files are named after what is in them; JSON is not meant to be kept as one. */
const fileOf = ({ document }: Report, mediaType: MediaType) => {
  if (mediaType === 'application/json') return {}
  const { schoolId, schoolName, schoolYear, level } = document
  const levelName = levelInWords[level]
  return downloadAs(
    `monitoring-${schoolId}-${schoolYear}-${levelName}`,
    ['Monitoring Sociale Veiligheid', schoolId, schoolName, schoolYear, levelName],
    mediaType === 'text/csv' ? 'csv' : 'pdf',
  )
}
