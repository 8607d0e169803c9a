import { route } from '../../shared/access/route.ts'
import { subjectOf } from '../../shared/consent/subject.ts'
import { reportOf } from '../../shared/monitoring/report.ts'
import { Problem } from '../../shared/platform/http/problems.ts'
import type { ReportApiPorts } from './ports.ts'

/** GET: the document that would be delivered, its digest, and which groups are withheld from it. */
export const getReport = ({ events, store }: ReportApiPorts) =>
  route({
    method: 'GET',
    path: '/v1/schools/{schoolId}/monitorings/{schoolYear}/reports/{level}',
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    load: key => Promise.all([events.head(key), store.read(key.schoolId, key.schoolYear)]),
    handle: async ({ school, params, facts: [head, data] }) => {
      const report = reportOf(subjectOf(school, params.schoolYear, head?.state), data, params.level)
      if (!report)
        throw new Problem(
          'report-not-available',
          'Er zijn geen resultaten, of ze worden niet op dit niveau geleverd.',
        )
      return { status: 200, body: report }
    },
  })
