import type { CurrentLog } from '../../shared/consent/ports.ts'
import type { Calendar, Directory } from '../../shared/directory/ports.ts'
import type { ApiPorts } from '../../shared/http/request.ts'
import type { MonitoringStore } from '../../shared/monitoring/ports.ts'

export interface BoardApiPorts extends ApiPorts {
  directory: Directory
  calendar: Pick<Calendar, 'windows'>
  store: Pick<MonitoringStore, 'schoolsWithResults'>
  events: Pick<CurrentLog, 'headsOf'>
}
