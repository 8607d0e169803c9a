import { api } from '../../shared/http/api.ts'
import type { ReportApiPorts } from './ports.ts'
import { getReport } from './report.ts'

/** The report a school downloads before it decides: what would be delivered, at either level. */
export const routes = (ports: ReportApiPorts) => [getReport(ports)]

export const make = (ports: ReportApiPorts) => api(routes(ports), ports)
