import type { LogKey } from '../../shared/consent/log.ts'
import type { SchoolYear } from '../../shared/directory/identifiers.ts'
import type { KnownSchool } from '../../shared/directory/ports.ts'
import { route } from '../../shared/http/route.ts'
import { eachReadable } from '../../shared/platform/each-readable.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { factsOf, savedRecordOf } from './facts.ts'
import { monitoringView } from './monitoring-view.ts'
import type { ConsentApiPorts } from './ports.ts'

const list = '/v1/schools/{schoolId}/monitorings'

/** GET: the module's state for one school year. Every well-formed school year has one. */
export const getMonitoring = (ports: ConsentApiPorts) =>
  route({
    operationId: 'getMonitoring',
    method: 'GET',
    path: `${list}/{schoolYear}`,
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    load: key => monitoringFacts(ports, key),
    handle: async ({ school, params, facts, now }) => ({
      status: 200,
      body: monitoringView(school, params.schoolYear, facts, now),
    }),
  })

/** GET: the school years with a window, results or a consent, newest first. */
export const listMonitorings = (ports: ConsentApiPorts) =>
  route({
    operationId: 'listMonitorings',
    method: 'GET',
    path: list,
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    load: ({ schoolId }) =>
      Promise.all([
        yearsWithWindow(ports),
        ports.store.schoolYearsWithResults(schoolId),
        ports.events.schoolYears(schoolId),
      ]),
    handle: async ({ school, facts, now }) => {
      const newestFirst = [...new Set(facts.flat())].sort().reverse()
      const { readable: items } = await eachReadable(ports.log, newestFirst, viewOf(ports, school, now))
      return { status: 200, body: { items } }
    },
  })

/** One whose windows were all taken away again has nothing to show. */
const yearsWithWindow = async ({ calendar }: ConsentApiPorts): Promise<readonly SchoolYear[]> =>
  (await calendar.years())
    .filter(({ deliveryWindows }) => deliveryWindows.length > 0)
    .map(({ schoolYear }) => schoolYear)

const viewOf =
  (ports: ConsentApiPorts, school: KnownSchool, now: Instant) => async (schoolYear: SchoolYear) =>
    monitoringView(
      school,
      schoolYear,
      await monitoringFacts(ports, { schoolId: school.schoolId, schoolYear }),
      now,
    )

const monitoringFacts = async (ports: ConsentApiPorts, key: LogKey) => {
  const facts = await factsOf(ports, key)
  return { ...facts, saved: facts.head && (await savedRecordOf(ports.events, facts.head)) }
}
