import { operations } from './documented.ts'
import { terms } from './terms.ts'

export type Role = 'school' | 'board' | 'operator'

/** A route as the contract has it (section 4): where, whose data, and who may. */
export interface ContractRoute {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  path: string
  reach: 'school' | 'board' | 'all'
  roles: readonly Role[]
  /** A body that is accepted. */
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

const monitorings = '/v1/schools/{schoolId}/monitorings'
const monitoring = `${monitorings}/{schoolYear}`
const everyone = ['school', 'board', 'operator'] as const
const ofSchools = { reach: 'school', roles: everyone } as const
const ofSaves = { reach: 'school', roles: ['school', 'board'] } as const
const ofOperators = { reach: 'all', roles: ['operator'] } as const

/** Every route that asks for a token. */
export const routes: readonly ContractRoute[] = [
  { method: 'GET', path: '/v1/schools', reach: 'all', roles: everyone },
  { method: 'GET', path: monitorings, ...ofSchools },
  { method: 'GET', path: monitoring, ...ofSchools },
  { method: 'GET', path: `${monitoring}/reports/education-type`, ...ofSchools },
  {
    method: 'DELETE',
    path: `${monitoring}/results/{questionnaire}`,
    reach: 'school',
    roles: ['operator'],
  },
  { method: 'GET', path: `${monitoring}/consent`, ...ofSchools },
  {
    method: 'PUT',
    path: `${monitoring}/consent`,
    ...ofSaves,
    body: terms(),
    headers: { 'if-none-match': '*' },
  },
  { method: 'DELETE', path: `${monitoring}/consent`, ...ofSaves, headers: { 'if-match': '"1"' } },
  { method: 'GET', path: `${monitoring}/events`, ...ofSchools },
  { method: 'GET', path: `${monitoring}/delivery`, ...ofSchools },
  { method: 'GET', path: `${monitoring}/delivery/payload`, ...ofSchools },
  {
    method: 'GET',
    path: '/v1/boards/{boardId}/monitorings?schoolYear=2026-2027',
    reach: 'board',
    roles: ['board', 'operator'],
  },
  {
    method: 'GET',
    path: '/v1/boards/{boardId}/administrators',
    reach: 'board',
    roles: ['board', 'operator'],
  },
  {
    method: 'PUT',
    path: '/v1/boards/{boardId}/administrators',
    reach: 'board',
    roles: ['board'],
    body: { items: [{ name: 'Greetje Gebruiker', email: 'greetje@99001.example' }] },
  },
  { method: 'GET', path: '/v1/school-years', reach: 'all', roles: everyone },
  { method: 'GET', path: '/v1/school-years/{schoolYear}', reach: 'all', roles: everyone },
  // Not in the contract's table: the health that operators look at.
  { method: 'GET', path: '/v1/health', ...ofOperators },
  { method: 'PUT', path: '/v1/school-years/{schoolYear}', ...ofOperators, body: { deliveryWindows: [] } },
  { method: 'POST', path: '/v1/imports', ...ofOperators, body: { kind: 'pupils' } },
  { method: 'GET', path: '/v1/imports/{importId}', ...ofOperators },
  { method: 'GET', path: '/v1/deliveries', ...ofOperators },
  { method: 'POST', path: '/v1/deliveries/{deliveryId}/attempts', ...ofOperators },
]

const existing: Readonly<Record<string, string>> = {
  schoolId: '99AA00',
  boardId: '99001',
  schoolYear: '2026-2027',
  questionnaire: 'LTO-VO',
  importId: 'import-1',
  deliveryId: '99AA00_2026-2027_1',
}

/** The path with its parameters filled in: those of the demo school where not told. */
export const filled = (path: string, parameters: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? existing[name] ?? name)

export const nameOf = ({ method, path }: Pick<ContractRoute, 'method' | 'path'>): string =>
  `${method} ${path}`

/** The path as the document has it, without the part that tells which of its routes is meant. */
export const templateOf = (path: string): string =>
  path.replace(/\?.*/, '').replace(/\/reports\/.*/, '/reports/{level}')

/** The operation of the document that this route is. */
export const operationOf = ({ method, path }: ContractRoute): (typeof operations)[number] =>
  operations.find(one => one.method === method && one.path === templateOf(path))!
