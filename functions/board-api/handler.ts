import { api } from '../../shared/http/api.ts'
import { getAdministrators, putAdministrators } from './administrators.ts'
import { getOverview } from './overview.ts'
import type { BoardApiPorts } from './ports.ts'

/** What a board keeps and sees: its user administrators, and where its schools stand. */
export const routes = (ports: BoardApiPorts) => [
  getAdministrators(ports),
  putAdministrators(ports),
  getOverview(ports),
]

export const make = (ports: BoardApiPorts) => api(routes(ports), ports)
