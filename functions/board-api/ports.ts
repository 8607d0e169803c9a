import type { CurrentLog } from '../../shared/consent/ports.ts'
import type { Directory } from '../../shared/directory/ports.ts'
import type { ApiPorts } from '../../shared/http/request.ts'
import type { MonitoringStore } from '../../shared/monitoring/ports.ts'

export interface BoardApiPorts extends ApiPorts {
  directory: Directory
  store: Pick<MonitoringStore, 'read'>
  events: Pick<CurrentLog, 'head'>
}
