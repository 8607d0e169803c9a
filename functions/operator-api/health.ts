import { route } from '../../shared/http/route.ts'
import { healthOf } from '../../shared/processing/health.ts'
import type { OperatorApiPorts } from './ports.ts'

/** GET: whether the service keeps up: its last sweep, and what waits. */
export const getHealth = (ports: OperatorApiPorts) =>
  route({
    operationId: 'getHealth',
    method: 'GET',
    path: '/v1/health',
    reach: 'all',
    roles: ['operator'],
    handle: async () => ({ status: 200, body: await healthOf(ports) }),
  })
