import { api } from '../../shared/http/api.ts'
import { listDeliveries, retryDelivery } from './deliveries.ts'
import { getHealth } from './health.ts'
import { getImport, postImport } from './imports.ts'
import { getOpenApi } from './openapi.ts'
import type { OperatorApiPorts } from './ports.ts'
import { getSchoolYear, listSchoolYears, putSchoolYear } from './school-years.ts'

/** Calendar, imports, deliveries and health, for operators; everyone reads the calendar, anyone the OpenAPI document. */
export const routes = (ports: OperatorApiPorts) => [
  getOpenApi(ports),
  listSchoolYears(ports),
  getSchoolYear(ports),
  putSchoolYear(ports),
  postImport(ports),
  getImport(ports),
  listDeliveries(ports),
  retryDelivery(ports),
  getHealth(ports),
]

export const make = (ports: OperatorApiPorts) => api(routes(ports), ports)
