import type { RulesetDefinition } from '@stoplight/spectral-core'
import { everyAnswer } from '../../../shared/http/answer.ts'
import type { Json } from '../json.ts'
import { rule } from './rule.ts'

interface Response {
  /** What the gateway says by itself, in its own form, is not ours to shape. */
  'x-answered-by'?: 'gateway'
  headers?: Json
  content?: Record<string, { schema: { allOf?: readonly { required?: readonly string[] }[] } }>
}

interface Operation {
  responses: Record<string, Response>
  security?: readonly Json[]
}

interface Schema {
  format?: string
  pattern?: string
}

const text = (sentence: string, given: string, form: RegExp) =>
  rule<string>(sentence, given, value => form.test(value))

/** Of properties with such a name. */
const properties = (sentence: string, name: RegExp, holds: (schema: Schema) => boolean) =>
  rule<Record<string, Schema>>(sentence, '$..properties', all =>
    Object.entries(all).every(([property, schema]) => !name.test(property) || holds(schema)),
  )

const responses = (sentence: string, status: RegExp, holds: (response: Response) => boolean) =>
  rule<Operation['responses']>(sentence, `${OPERATION}.responses`, all =>
    Object.entries(all).every(
      ([code, response]) => !status.test(code) || response['x-answered-by'] === 'gateway' || holds(response),
    ),
  )

const METHODS = ['get', 'put', 'post', 'delete', 'patch']
const OPERATION = `$.paths[*][${METHODS}]`
const SEGMENT = '([a-z0-9]+(-[a-z0-9]+)*|\\{[A-Za-z]+\\})'
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/
const DAY = /(^d|D)ate$/
const MOMENT = /(^at|At|Until)$/

const hasAll = (names: readonly string[], object: Json | readonly string[] = {}): boolean =>
  names.every(name => (Array.isArray(object) ? object.includes(name) : name in object))

/**
 * The technical rules of the NL GOV REST API Design Rules 2.2, each by its id, as far as a document shows whether they
 * are kept; what it cannot show is told beside the rule, with the test that holds it. Of the functional rules, which are
 * for people to judge, those are here that a document shows something of.
 *
 * Two functional rules advise otherwise than we do: /core/interface-language and /core/doc-language want Dutch. Names
 * and documentation are English here; what people read in answers is Dutch.
 *
 * Five are asked by public rules (lint.ts): /core/no-trailing-slash by `path-keys-no-trailing-slash`, /core/http-methods by
 * `oas3-schema`, /core/doc-openapi by the formats of Spectral, /core/error-handling/invalid-input by
 * `owasp:api8:2023-define-error-validation`, and /core/transport/tls by `owasp:api8:2023-no-server-http`.
 */
export const nlGov = {
  rules: {
    '/core/path-segments-kebab-case': text(
      'Use kebab-case in path segments.',
      '$.paths[*]~',
      new RegExp(`^(/openapi\\.json|(/${SEGMENT})+)$`),
    ),

    '/core/query-keys-camel-case': text(
      'Use camelCase in query keys.',
      "$.paths[*][*].parameters[?(@.in == 'query')].name",
      /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$/,
    ),

    '/core/naming-collections': text(
      'Use plural nouns to name collections.',
      '$.paths[*]~',
      /^(?!.*[^s/]\/\{)/,
    ),

    // Every text is Dutch, as the contract has it; none is translated or marked.
    '/core/lang-code': rule<Json>(
      'A text that is marked with its language is an object of both.',
      '$..properties',
      all =>
        !Object.keys(all).some(name => /^(language|lang|taal)/i.test(name)) ||
        hasAll(['language', 'value'], all) ||
        hasAll(['taal', 'waarde'], all),
    ),

    '/core/date-time/format': properties(
      'A moment has format date-time, a day has format date.',
      new RegExp(`${DAY.source}|${MOMENT.source}`),
      ({ format }) => format === 'date' || format === 'date-time',
    ),

    '/core/date-time/date-omit-time-portion': properties(
      'A day has no time.',
      DAY,
      ({ format }) => format === 'date',
    ),

    // Requests hold no moments, only days.
    '/core/date-time/timezone': properties(
      'Moments in answers are in UTC.',
      MOMENT,
      ({ format, pattern = '' }) => format === 'date-time' && pattern.endsWith('Z$'),
    ),

    // That they are answered so: test/support/api/documented.ts, of every answer.
    '/core/error-handling/problem-details': responses(
      'Errors are problem details with status, title and detail.',
      /^[45]/,
      ({ content }) =>
        hasAll(
          ['status', 'title', 'detail'],
          content?.['application/problem+json']?.schema.allOf?.flatMap(({ required = [] }) => required),
        ),
    ),

    '/core/doc-openapi-contact': rule<Json>('Somebody can be asked about the API.', '$.info', ({ contact }) =>
      hasAll(['name', 'url', 'email'], contact as Json),
    ),

    // That it is served, to pages of any site and without a token: test/component/openapi.test.ts.
    '/core/publish-openapi': rule<Record<string, { get: Operation }>>(
      'The document is at /openapi.json, for anyone.',
      '$.paths',
      ({ '/openapi.json': published }) =>
        published?.get.security?.length === 0 &&
        hasAll(['Access-Control-Allow-Origin'], published.get.responses[200]?.headers),
    ),

    '/core/uri-version': text('The URI has the major version.', '$.servers[*].url', /\/v[1-9]\d*$/),

    '/core/semver': text('The version is a semantic one.', '$.info.version', SEMVER),

    // That they are sent, with the version of the document: test/support/api/documented.ts, of every answer.
    '/core/version-header': responses('Every answer has API-Version.', /^[23]/, ({ headers }) =>
      hasAll(['API-Version'], headers),
    ),

    // That they are sent: test/support/api/documented.ts, of every answer.
    '/core/transport/security-headers': responses(
      'Every answer has the security headers.',
      /./,
      ({ headers }) => hasAll(Object.keys(everyAnswer), headers),
    ),

    // That other pages can read nothing else: test/component/openapi.test.ts.
    '/core/transport/cors': rule<Record<string, Record<string, Operation>>>(
      'Pages of other sites read nothing but the document.',
      '$.paths',
      all =>
        Object.entries(all).every(
          ([path, operations]) =>
            path === '/openapi.json' || !JSON.stringify(operations).includes('Access-Control-Allow-Origin'),
        ),
    ),
  },
} satisfies RulesetDefinition
