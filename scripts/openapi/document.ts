import * as z from 'zod/mini'
import * as board from '../../functions/board-api/documentation.ts'
import { routes as boardRoutes } from '../../functions/board-api/handler.ts'
import * as consent from '../../functions/consent-api/documentation.ts'
import { routes as consentRoutes } from '../../functions/consent-api/handler.ts'
import * as operator from '../../functions/operator-api/documentation.ts'
import { routes as operatorRoutes } from '../../functions/operator-api/handler.ts'
import * as report from '../../functions/report-api/documentation.ts'
import { routes as reportRoutes } from '../../functions/report-api/handler.ts'
import { deliveryId } from '../../shared/delivery/schemas.ts'
import { boardId, schoolId, schoolYear } from '../../shared/directory/schemas.ts'
import { type Documentation, tags } from '../../shared/http/documentation.ts'
import type { AnyRoute, PathParameters } from '../../shared/http/route.ts'
import { importId } from '../../shared/ingestion/schemas.ts'
import { level, questionnaire } from '../../shared/monitoring/schemas.ts'
import { API_VERSION } from '../../shared/platform/api-version.ts'
import { headers } from './headers.ts'
import { info } from './info.ts'
import { type Json, refTo } from './json.ts'
import { type Components, operationOf } from './operations.ts'
import { gatewayAnswer, problem } from './problems.ts'
import { answerSchema } from './schemas.ts'

/** Every route, without what stands behind it: a document needs only what a route says of itself. */
const routes: readonly AnyRoute[] = [
  ...consentRoutes({} as never),
  ...reportRoutes({} as never),
  ...boardRoutes({} as never),
  ...operatorRoutes({} as never),
]

const documentation: Readonly<Record<string, Documentation>> = {
  ...consent.documentation,
  ...report.documentation,
  ...board.documentation,
  ...operator.documentation,
}

const parameters: Readonly<Record<keyof PathParameters, z.ZodMiniType>> = {
  schoolId,
  boardId,
  schoolYear,
  level,
  questionnaire,
  importId,
  deliveryId,
}

/** The OpenAPI document of the whole API, made of its routes. Throws where a route is told of wrongly, or not at all. */
export const openApiDocument = (): Json => {
  const unknown = Object.keys(documentation).filter(id => !routes.some(route => route.operationId === id))
  if (unknown.length > 0) throw new Error(`no route is named ${unknown}`)
  const components: Components = { schemas: {}, responses: {} }
  for (const schema of [problem, gatewayAnswer, ...Object.values(parameters)])
    answerSchema(schema, components.schemas)
  const onPath = Map.groupBy(routes, ({ path }) => path.replace('/v1', ''))
  const paths = [...onPath].map(([path, group]) => [path, pathItem(path, group, components)])
  return {
    openapi: '3.1.0',
    info: { ...info, version: API_VERSION },
    servers: [
      {
        url: '/v1',
        description: 'Where this document was read: production, test or local.',
        'x-internal': false,
      },
    ],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    security: [{ token: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { token },
      parameters: Object.fromEntries(Object.entries(parameters).map(parameterOf)),
      headers: headers(),
      responses: sorted(components.responses),
      schemas: sorted(components.schemas),
    },
  }
}

const token = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description:
    'A token of the OpenID provider, with scope `monitoring` and the claims `sub`, `name`, `role` and, for a school, `schools` or, for a board, `board`. Sent as RFC 6750 has it, and checked as RFC8725 asks.',
}

const pathItem = (path: string, group: readonly AnyRoute[], components: Components): Json => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return {
    ...(names.length > 0 && { parameters: names.map(name => refTo('parameters', name)) }),
    ...Object.fromEntries(
      group.map(route => {
        const words = documentation[route.operationId]
        if (!words) throw new Error(`nothing is told of ${route.operationId}`)
        return [route.method.toLowerCase(), operationOf(route, words, components)]
      }),
    ),
  }
}

const parameterOf = ([name, shape]: [string, z.ZodMiniType]) => {
  const { id = '', description } = z.globalRegistry.get(shape) ?? {}
  return [name, { name, in: 'path', required: true, description, schema: refTo('schemas', id) }]
}

const sorted = (named: Json): Json =>
  Object.fromEntries(Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1)))
