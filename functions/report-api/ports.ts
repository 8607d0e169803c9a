import type { CurrentLog } from '../../shared/consent/ports.ts'
import type { ApiPorts } from '../../shared/http/request.ts'
import type { KeptReports } from '../../shared/monitoring/kept-reports.ts'
import type { MonitoringStore } from '../../shared/monitoring/ports.ts'
import type { Fonts } from './renderings/pdf/fonts.ts'

export interface ReportApiPorts extends ApiPorts {
  store: Pick<MonitoringStore, 'read'>
  reports: Pick<KeptReports, 'read'>
  events: Pick<CurrentLog, 'head' | 'history'>
  fonts: () => Promise<Fonts>
}
