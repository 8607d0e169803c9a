import type { EventLog } from '../../shared/consent/ports.ts'
import type { Calendar, Directory } from '../../shared/directory/ports.ts'
import type { ApiPorts } from '../../shared/http/request.ts'
import type { ImportStore, Uploads, UploadUrls } from '../../shared/ingestion/ports.ts'
import type { HealthPorts } from '../../shared/processing/health.ts'

export interface OperatorApiPorts extends ApiPorts, HealthPorts {
  directory: Directory
  calendar: Calendar
  imports: ImportStore
  uploads: UploadUrls & Pick<Uploads, 'find'>
  events: EventLog
  /** The OpenAPI document, as it is served. */
  openApi: string
}
