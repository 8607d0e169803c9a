import { levelInWords } from '../../shared/consent/in-words.ts'
import { subjectOf } from '../../shared/consent/subject.ts'
import type { School } from '../../shared/directory/ports.ts'
import { downloadAs } from '../../shared/http/download.ts'
import { isKnownBy } from '../../shared/http/etag.ts'
import { Problem } from '../../shared/http/problems.ts'
import { type MediaType, route } from '../../shared/http/route.ts'
import { type Report, reportOf } from '../../shared/monitoring/report.ts'
import type { ReportApiPorts } from './ports.ts'
import { representationOf } from './representation.ts'

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
    handle: async ({ school, params, facts: [head, data], mediaType, headers, now }) => {
      const report = reportOf(subjectOf(school, params.schoolYear, head?.state), data, params.level)
      if (!report) throw new Problem('report-not-available')
      const boardName = await boardNameOf(ports, report, { school, mediaType })
      const shown = { mediaType, state: head?.state, now, boardName }
      const { etag, render } = representationOf(ports, report, shown)
      if (isKnownBy(headers, etag)) return { status: 304, headers: { ETag: etag } }
      return {
        status: 200,
        headers: { ETag: etag, ...fileOf(report, mediaType) },
        body: await render(),
        mediaType,
      }
    },
  })

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
