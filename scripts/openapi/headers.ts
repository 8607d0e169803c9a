import { everyAnswer } from '../../shared/http/answer.ts'
import { type Json, refTo } from './json.ts'

interface Header {
  description: string
  example: string
  /** The only value there is. */
  fixed?: boolean
  pattern?: string
  /** Not with every media type of the answer. */
  optional?: boolean
}

const whatItDoes: Readonly<Record<keyof typeof everyAnswer, Omit<Header, 'example'>>> = {
  'API-Version': {
    description: 'Version of the API (semantic versioning).',
    pattern: '^\\d+\\.\\d+\\.\\d+$',
  },
  'Cache-Control': { description: 'No answer is to be kept.', fixed: true },
  'Content-Security-Policy': { description: 'No answer is to be shown in a frame.', fixed: true },
  'Strict-Transport-Security': { description: 'Only over HTTPS.', fixed: true },
  'X-Content-Type-Options': { description: 'The content type is to be believed.', fixed: true },
  'X-Frame-Options': { description: 'No answer is to be shown in a frame.', fixed: true },
}

const ofSome: Readonly<Record<string, Header>> = {
  ETag: {
    description: 'The version of what is shown, for `If-Match` of the next change or `If-None-Match`.',
    example: '"1"',
    pattern: '^(W/)?"[!#-~]+"$',
  },
  Vary: { description: 'The answer depends on `Accept`.', example: 'Accept', fixed: true },
  'Content-Disposition': {
    description: 'With a download: the name of the file, for all and in full (RFC 6266).',
    example: 'attachment; filename=overzicht-99001-2026-2027.csv',
    pattern: '^attachment; filename',
    optional: true,
  },
  Allow: {
    description: 'The methods this path has.',
    example: 'GET, HEAD, PUT',
    pattern: '^(GET|HEAD|PUT|POST|DELETE)(, (GET|HEAD|PUT|POST|DELETE))*$',
  },
  Accept: {
    description: 'The media type of bodies that are read.',
    example: 'application/json',
    fixed: true,
  },
  'Accept-Encoding': { description: 'Bodies are not compressed.', example: 'identity', fixed: true },
  'Retry-After': { description: 'Seconds to wait.', example: '5', pattern: '^[1-9][0-9]*$' },
  'WWW-Authenticate': {
    description: 'A bearer token is asked for; with `error` where one was sent that does not hold.',
    example: 'Bearer error="invalid_token"',
    pattern: '^Bearer( error="invalid_token")?$',
  },
  'Access-Control-Allow-Origin': { description: 'Pages of any site may read it.', example: '*', fixed: true },
}

const all: Readonly<Record<string, Header>> = {
  ...Object.fromEntries(
    Object.entries(whatItDoes).map(([name, header]) => [
      name,
      { ...header, example: everyAnswer[name as keyof typeof everyAnswer] },
    ]),
  ),
  ...ofSome,
}

/** `components/headers` */
export const headers = (): Json =>
  Object.fromEntries(
    Object.entries(all).map(([name, { description, example, fixed, pattern, optional = false }]) => [
      name,
      {
        description,
        required: !optional,
        schema: fixed ? { type: 'string', const: example } : { type: 'string', pattern, maxLength: 2000 },
        example,
      },
    ]),
  )

/** The headers of one answer of our functions: those of all, and these. */
export const headersOf = (...more: readonly string[]): Json =>
  Object.fromEntries([...Object.keys(everyAnswer), ...more].map(name => [name, refTo('headers', name)]))
