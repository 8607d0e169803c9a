import { api } from '../../shared/http/api.ts'
import { getConsent, putConsent, withdrawConsent } from './consent.ts'
import { getDelivery, getPayload } from './delivery.ts'
import { getEvents } from './events.ts'
import { getMonitoring, listMonitorings } from './monitorings.ts'
import type { ConsentApiPorts } from './ports.ts'
import { deleteResults } from './results.ts'

/** A school's monitoring, its consent and what became of it. */
export const routes = (ports: ConsentApiPorts) => [
  listMonitorings(ports),
  getMonitoring(ports),
  deleteResults(ports),
  getConsent(ports),
  putConsent(ports),
  withdrawConsent(ports),
  getEvents(ports),
  getDelivery(ports),
  getPayload(ports),
]

export const make = (ports: ConsentApiPorts) => api(routes(ports), ports)
