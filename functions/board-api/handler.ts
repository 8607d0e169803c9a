import { api } from '../../shared/http/api.ts'
import { getAdministrators, putAdministrators } from './administrators.ts'
import { getOverview } from './overview.ts'
import type { BoardApiPorts } from './ports.ts'
import { listSchools } from './schools.ts'

/** A board's administrators and the overview of its schools; and, for everyone, the schools in reach. */
export const routes = (ports: BoardApiPorts) => [
  getAdministrators(ports),
  putAdministrators(ports),
  getOverview(ports),
  listSchools(ports),
]

export const make = (ports: BoardApiPorts) => api(routes(ports), ports)
