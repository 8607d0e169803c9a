import type { EventLog } from '../../shared/consent/ports.ts'
import type { Archive } from '../../shared/delivery/ports.ts'
import type { Calendar, Directory } from '../../shared/directory/ports.ts'
import type { ApiPorts } from '../../shared/http/request.ts'
import type { KeptReports } from '../../shared/monitoring/kept-reports.ts'
import type { MonitoringStore } from '../../shared/monitoring/ports.ts'

export interface ConsentApiPorts extends ApiPorts {
  directory: Directory
  calendar: Calendar
  store: MonitoringStore
  reports: Pick<KeptReports, 'remove'>
  events: EventLog
  archive: Pick<Archive, 'read'>
}
