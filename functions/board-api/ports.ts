import type { SchoolStatusPorts } from '../../shared/consent/school-statuses.ts'
import type { Calendar, Directory } from '../../shared/directory/ports.ts'
import type { ApiPorts } from '../../shared/http/request.ts'

export interface BoardApiPorts extends ApiPorts, SchoolStatusPorts {
  directory: Directory
  calendar: Pick<Calendar, 'windows'>
}
