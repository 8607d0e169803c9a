import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { isSchoolYear } from '../../../shared/directory/identifiers.ts'
import { instantFrom, localDateFrom } from '../../../shared/platform/time.ts'
import { type Answer, hasContent } from './answer.ts'

type Json = Record<string, unknown>

interface Response {
  headers?: Record<string, { $ref: string }>
  content?: Record<string, { example?: unknown; 'x-answered-by'?: 'gateway' }>
}

export interface Operation {
  operationId: string
  'x-roles'?: readonly string[]
  'x-reach'?: 'school' | 'board' | 'all'
  requestBody?: { content: { 'application/json': { schema: Json; example: unknown } } }
  parameters: readonly { name: string; in: string; required: boolean; schema: Json; example: string }[]
  responses: Record<string, Response | { $ref: string }>
}

export interface OpenApi {
  info: { version: string }
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Json>
    responses: Record<string, Response>
    headers: Record<string, Json>
  }
}

const BASE = '/v1'

/** The document as it is published. */
export const openApi: OpenApi = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
)

export const operationNamed = (operationId: string): (typeof operations)[number] => {
  const found = operations.find(({ operation }) => operation.operationId === operationId)
  if (!found) throw new Error(`the document has no ${operationId}`)
  return found
}

/** The example of an answer of success. */
export const exampleAnswer = (operationId: string, status: number): unknown => {
  const response = operationNamed(operationId).operation.responses[status] as Response | undefined
  return response?.content?.['application/json']?.example
}

/** The `detail` that the document shows with each problem. */
export const exampleDetails = (): ReadonlyMap<string, string> => {
  const details = new Map<string, string>()
  JSON.stringify(openApi, (_, value) => {
    if (typeof value?.instance === 'string') details.set(value.code, value.detail)
    return value
  })
  return details
}

const METHODS = ['get', 'put', 'post', 'delete']

/** Every operation of the document, by method and the path as it is asked for. */
export const operations = Object.entries(openApi.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: BASE + path,
      template: path,
      operation,
    })),
)

const isMoment = (text: string): boolean => {
  try {
    return instantFrom(text) === text
  } catch {
    return false
  }
}

/** Answers may grow in later versions, so their objects are open; here nothing may be in one that is not told of. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const { allOf, oneOf, examples, ...rest } = schema as Json
  const parts = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, closed(part)]))
  const isObject =
    rest.type === 'object' && Object.keys((rest.properties as Json | undefined) ?? {}).length > 0
  return {
    ...(isObject && { additionalProperties: false }),
    ...parts,
    ...(allOf !== undefined && { allOf }),
    ...(oneOf !== undefined && { oneOf }),
  }
}

const ajv = new Ajv2020({
  strict: false,
  validateSchema: false,
  formats: {
    date: text => localDateFrom(text) !== undefined,
    'date-time': isMoment,
    'school-year': isSchoolYear,
    email: true,
    uri: text => URL.canParse(text),
    'uri-reference': true,
    int32: true,
  },
})
ajv.addSchema(closed(openApi) as Json, 'openapi')

const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))

const validators = new Map<string, ValidateFunction>()

const validatorAt = (name: string, place: readonly string[]): ValidateFunction => {
  const known = validators.get(name) ?? ajv.getSchema(`openapi#/${place.map(escaped).join('/')}`)
  if (!known) throw new Error(`the document has nothing at ${name}`)
  validators.set(name, known)
  return known
}

/** What is wrong with a value, by the schema at that place of the document. */
export const wrongBySchema = (place: readonly string[], value: unknown): readonly string[] => {
  const validate = validatorAt(place.join(' › '), place)
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const pathsByForm = Object.keys(openApi.paths).map(path => ({
  path,
  form: new RegExp(`^${BASE}${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/**
 * What an answer has that the document does not tell of, or lacks of what it tells: status, content type, body, code of
 * a problem, headers. A path that is none of the API's has no place in the document.
 */
export const wrongByDocument = (method: string, path: string, answer: Answer<unknown>): readonly string[] => {
  const pathOnly = path.split('?')[0] ?? ''
  const known = pathsByForm.find(({ form }) => form.test(pathOnly))
  const item = known && openApi.paths[known.path]
  if (!item || !known)
    return answer.status === 404 || answer.status === 401 ? [] : ['the path is not documented']
  const asked = method === 'HEAD' ? 'GET' : method
  const own =
    METHODS.includes(asked.toLowerCase()) && item[asked.toLowerCase()] ? asked.toLowerCase() : undefined
  // Another method has no operation; what it is answered stands with every operation of the path.
  const told = own ?? METHODS.find(one => item[one])!
  if (!own && answer.status !== 405 && answer.status !== 401)
    return [`${method} is answered with ${answer.status}`]
  return wrongByOperation(['paths', known.path, told, 'responses', String(answer.status)], item[told]!, {
    method,
    answer,
  })
}

const wrongByOperation = (
  place: readonly string[],
  operation: Operation,
  { method, answer }: { method: string; answer: Answer<unknown> },
): readonly string[] => {
  const stated = operation.responses[answer.status]
  if (!stated) return [`status ${answer.status} of ${operation.operationId} is not documented`]
  const name = '$ref' in stated ? stated.$ref.replace(/.*\//, '') : undefined
  const response = name === undefined ? (stated as Response) : openApi.components.responses[name]!
  const at = name === undefined ? place : ['components', 'responses', name]
  if (!hasContent(method, answer)) return wrongWithHeaders(response, answer)
  const mediaType = answer.headers['content-type']?.split(';')[0] ?? ''
  if (!response.content && answer.text === '') return wrongWithHeaders(response, answer)
  const form = response.content?.[mediaType]
  if (!form || form['x-answered-by']) return [`${mediaType} is not documented for ${answer.status}`]
  const wrong = mediaType.endsWith('json')
    ? wrongBySchema([...at, 'content', mediaType, 'schema'], answer.body)
    : []
  return [...wrong, ...wrongWithHeaders(response, answer)]
}

const wrongWithHeaders = ({ headers = {} }: Response, answer: Answer<unknown>): readonly string[] => {
  const told = new Map(Object.keys(headers).map(name => [name.toLowerCase(), name]))
  const sent = Object.keys(answer.headers).filter(name => !ofTheConnection.includes(name))
  return [
    ...sent.filter(name => !told.has(name)).map(name => `header ${name} is not documented`),
    ...[...told].flatMap(([lower, name]) =>
      answer.headers[lower] === undefined && !openApi.components.headers[name]?.required
        ? []
        : wrongBySchema(['components', 'headers', name, 'schema'], answer.headers[lower]).map(
            wrong => `header ${name}${wrong}`,
          ),
    ),
  ]
}

/** What HTTP itself sends, and AWS's gateway and CloudFront, and what stands with the content. */
const ofTheConnection = [
  'apigw-requestid',
  'content-type',
  'content-length',
  'connection',
  'date',
  'keep-alive',
  'transfer-encoding',
  'via',
  'x-amz-cf-id',
  'x-amz-cf-pop',
  'x-cache',
]
