import { eventViews } from '../../shared/consent/changes.ts'
import { route } from '../../shared/http/route.ts'
import type { ConsentApiPorts } from './ports.ts'

/** GET: who did what and when, oldest first. Empty before the first consent. */
export const getEvents = ({ events }: ConsentApiPorts) =>
  route({
    operationId: 'listEvents',
    method: 'GET',
    path: '/v1/schools/{schoolId}/monitorings/{schoolYear}/events',
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    load: key => events.history(key),
    handle: async ({ facts }) => ({ status: 200, body: { items: eventViews(facts) } }),
  })
