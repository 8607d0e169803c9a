import { type Operation, operations } from './documented.ts'
import type { ContractRoute, Role } from './routes.ts'

const exampleOf = ({ requestBody }: Operation): unknown => requestBody?.content['application/json'].example

/** What a request must say beside its path and body; of a choice of preconditions, that there is none yet. */
const headersOf = ({ parameters }: Operation): Record<string, string> => {
  const preconditions = parameters.filter(parameter => parameter.in === 'header')
  return Object.fromEntries(preconditions.slice(-1).map(({ name, example }) => [name.toLowerCase(), example]))
}

const queryOf = ({ parameters }: Operation): string => {
  const required = parameters.filter(parameter => parameter.in === 'query' && parameter.required)
  return required.length === 0 ? '' : `?${required.map(({ name }) => `${name}=2026-2027`).join('&')}`
}

export interface DocumentedRoute extends ContractRoute {
  operationId: string
}

/** Every operation of the document that asks for a token, as a request that is accepted from who may. */
export const documentedRoutes: readonly DocumentedRoute[] = operations.flatMap(
  ({ method, path, operation }) => {
    const { 'x-roles': roles, 'x-reach': reach } = operation
    if (!roles || !reach) return []
    const body = exampleOf(operation)
    return {
      method: method as ContractRoute['method'],
      path: path.replace('{level}', 'education-type') + queryOf(operation),
      reach,
      roles: roles as readonly Role[],
      headers: headersOf(operation),
      ...(body !== undefined && { body }),
      operationId: operation.operationId,
    }
  },
)
