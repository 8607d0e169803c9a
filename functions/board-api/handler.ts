import { api } from '../../shared/http/api.ts'
import { getAdministrators, putAdministrators } from './administrators.ts'
import { getOverview } from './overview.ts'
import type { BoardApiPorts } from './ports.ts'
import { listSchools } from './schools.ts'

/** What a board keeps and sees: its user administrators, and where its schools stand. And, for everyone, the schools in reach. */
export const routes = (ports: BoardApiPorts) => [
  getAdministrators(ports),
  putAdministrators(ports),
  getOverview(ports),
  listSchools(ports),
]

export const make = (ports: BoardApiPorts) => api(routes(ports), ports)
