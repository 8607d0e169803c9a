import { roles as allRoles, type Role, roleNames } from '../../shared/access/policy.ts'
import type { Documentation, DocumentedAnswer } from '../../shared/http/documentation.ts'
import { type ProblemCode, problems } from '../../shared/http/problems.ts'
import type { AnyRoute, MediaType } from '../../shared/http/route.ts'
import { headersOf } from './headers.ts'
import { defined, type Json, refTo } from './json.ts'
import { problemResponse, tooManyRequests, unreadable } from './problems.ts'
import { answerSchema, exampleOf, type Named, requestSchema } from './schemas.ts'

/** What is named once and referred to: schemas, and the responses that many operations share. */
export interface Components {
  schemas: Named
  responses: Named
}

/** An Operation Object: what the route says, and what is told of it. */
export const operationOf = (route: AnyRoute, documentation: Documentation, components: Components): Json => {
  const { tag, summary, description, body } = documentation
  if (Boolean(route.body) !== Boolean(body)) throw new Error(`${route.operationId} is told wrongly of a body`)
  return defined({
    operationId: route.operationId,
    tags: [tag],
    summary,
    description,
    ...(route.roles === 'anyone' ? { security: [] } : { 'x-roles': route.roles, 'x-reach': route.reach }),
    parameters: [...queryOf(route, documentation, components), ...preconditionsOf(route, documentation)],
    requestBody: route.body && body && bodyOf(route.body, body, components),
    responses: {
      ...answersOf(route, documentation, components),
      ...problemsOf(route, components),
    },
  })
}

const queryOf = (
  { query }: AnyRoute,
  { query: annotations = {} }: Documentation,
  { schemas }: Components,
): readonly Json[] => {
  const { properties, required = [] } = requestSchema(query, annotations, schemas) as {
    properties: Named
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, examples, ...schema }]) =>
    defined({
      name,
      in: 'query',
      required: required.includes(name),
      description,
      schema,
      example: (examples as readonly unknown[] | undefined)?.[0],
    }),
  )
}

const preconditions = {
  'If-Match': {
    description: 'The ETag of the version this starts from.',
    example: '"1"',
    pattern: '^"[^"]*"$',
  },
  'If-None-Match': { description: 'That there is none yet.', example: '*', pattern: '^\\*$' },
} as const

/** With reading, `If-None-Match` names what the caller has. */
const known = {
  description: 'The ETags of what the caller has, which is then not sent again.',
  example: '"1f0b7a6c"',
  pattern: '^(\\*|(W/)?"[^"]*"(, *(W/)?"[^"]*")*)$',
} as const

const preconditionsOf = (
  { method }: AnyRoute,
  { preconditions: asked = {} }: Documentation,
): readonly Json[] =>
  Object.entries(asked).map(([name, { required }]) => {
    const { description, example, pattern } =
      method === 'GET' ? known : preconditions[name as keyof typeof preconditions]
    const schema = { type: 'string', pattern, maxLength: method === 'GET' ? 2000 : 100 }
    return { name, in: 'header', required, description, schema, example }
  })

const bodyOf = (
  schema: NonNullable<AnyRoute['body']>,
  { id, description, annotations, example }: NonNullable<Documentation['body']>,
  { schemas }: Components,
): Json => {
  schemas[id] = { ...requestSchema(schema, annotations, schemas), description }
  return {
    required: true,
    description,
    content: { 'application/json': { schema: refTo('schemas', id), example } },
  }
}

const answersOf = (route: AnyRoute, { answers }: Documentation, components: Components): Json =>
  Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, answerOf(route, answer, components)]),
  )

const answerOf = ({ produces }: AnyRoute, answer: DocumentedAnswer, { schemas }: Components): Json => {
  const { description, headers = [], others = {} } = answer
  const named = headersOf(...headers, ...(produces.length > 1 ? ['Vary'] : []))
  if (!answer.schema) return { description, headers: named }
  const schema = answerSchema(answer.schema, schemas)
  const example = { ...(exampleOf(schema, schemas) as Json), ...answer.example }
  const forms = Object.entries(others).map(([mediaType, told]) => [mediaType, formOf(mediaType, told)])
  if (`${['application/json', ...Object.keys(others)]}` !== `${produces}`)
    throw new Error(`other media types are produced than are told of: ${produces}`)
  return {
    description,
    headers: named,
    content: { 'application/json': { schema, example }, ...Object.fromEntries(forms) },
  }
}

const formOf = (mediaType: string, description: string): Json => ({
  schema:
    (mediaType as MediaType) === 'application/pdf'
      ? { description, contentMediaType: mediaType }
      : { type: 'string', description, pattern: '^[^;\\r\\n]+(;|\\r\\n)', maxLength: 100_000_000 },
})

/** The path in examples of refusals. */
const INSTANCE = '/v1/schools/99AA00/monitorings/2026-2027/consent'

/** Every refusal, by status: those that come before a handler in the order they come, then the handler's own. */
const problemsOf = (route: AnyRoute, { responses }: Components): Json => {
  const byStatus = Map.groupBy(codesOf(route), code => problems[code].status)
  const shared = (name: string, response: Json): Json => {
    responses[name] = response
    return refTo('responses', name)
  }
  return Object.fromEntries([
    ['400', shared('Unreadable', unreadable())],
    ...[...byStatus].map(([status, codes]) => {
      const [only] = codes
      if (only === 'too-many-requests') return [status, shared('TooManyRequests', tooManyRequests(INSTANCE))]
      return only && codes.length === 1
        ? [status, shared(pascal(only), problemResponse(codes, INSTANCE))]
        : [status, problemResponse(codes, INSTANCE)]
    }),
  ])
}

/** The roles that can reach data of that sort at all. */
const rolesReaching = (reach: AnyRoute['reach']): readonly Role[] =>
  roleNames.filter(role => (allRoles[role].reaches as readonly AnyRoute['reach'][]).includes(reach))

const codesOf = ({ roles, reach, path, body, refuses = [] }: AnyRoute): readonly ProblemCode[] => [
  ...(roles === 'anyone' ? [] : (['unauthenticated'] as const)),
  ...(path.includes('{') ? (['not-found'] as const) : []),
  'method-not-allowed',
  ...(roles === 'anyone' || rolesReaching(reach).every(role => roles.includes(role))
    ? []
    : (['forbidden'] as const)),
  'not-acceptable',
  ...(body ? (['body-too-large', 'unsupported-media-type'] as const) : []),
  ...(roles === 'anyone' ? [] : (['invalid-request'] as const)),
  ...refuses,
  'too-many-requests',
  'internal-error',
  'temporarily-unavailable',
]

const pascal = (code: string): string =>
  code.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
