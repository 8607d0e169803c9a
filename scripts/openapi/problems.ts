import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import type { TermsFault } from '../../shared/consent/decide.ts'
import type { FaultCode } from '../../shared/http/faults.ts'
import { type ProblemCode, problemCatalogue, problemType } from '../../shared/http/problems.ts'
import { formed, line, listOf, tell } from '../../shared/platform/shapes.ts'
import { headersOf } from './headers.ts'
import { type Json, refTo } from './json.ts'

const problemCodes = Object.keys(problemCatalogue) as [ProblemCode, ...ProblemCode[]]

const faultCodes: Readonly<Record<FaultCode | TermsFault['code'], true>> = {
  required: true,
  'invalid-type': true,
  'unknown-property': true,
  'must-be-true': true,
  'invalid-date': true,
  'date-not-offered': true,
  'date-too-early': true,
  'level-not-allowed': true,
  'text-empty': true,
  'text-too-long': true,
  'control-characters': true,
  'not-applicable': true,
  'invalid-format': true,
}

const fault = tell(
  z.object({
    pointer: z.optional(
      tell(z.string().check(z.maxLength(70_000)), {
        pattern: '^(/[\\s\\S]*)?$',
        description: 'Where in the body, as a JSON Pointer (RFC 6901); empty for the body as a whole.',
        examples: ['/conduct/surveyedGroup'],
      }),
    ),
    parameter: z.optional(line('schoolYear', 'Which query parameter, where it is none of the body.')),
    code: z.enum(Object.keys(faultCodes) as [string, ...string[]]),
    detail: line('Dit gegeven is verplicht.', 'What was expected, in Dutch.', 1000),
  }),
  { id: 'RequestFault', description: 'One thing wrong with a request.' },
)

export const problem = tell(
  z.object({
    type: formed(/^urn:doorlevering:problem:[a-z-]+$/, 100, {
      format: 'uri',
      description: 'The code, as a URI.',
    }),
    title: line(
      'Er staan fouten in het bericht',
      'The problem in a few words, in Dutch, to be shown to people.',
    ),
    status: tell(z.int32().check(z.gte(400), z.lte(599)), { format: 'int32' }),
    detail: line(
      'Het bericht is niet verwerkt; bij errors staat wat er anders moet.',
      'What to do about it, in Dutch, to be shown to people.',
      1000,
    ),
    code: tell(z.enum(problemCodes), { description: 'The problem, for programs.' }),
    instance: formed(/^\//, 10_000, { format: 'uri-reference', description: 'The path that was asked for.' }),
    errors: z.optional(
      listOf(fault, 10_000, { description: 'With `invalid-request`: everything wrong with it at once.' }),
    ),
  }),
  { id: 'Problem', description: 'Why a request was refused (RFC 9457).' },
)

/** When each problem is answered, as docs/problems.md lists it. */
const whens = new Map(
  [
    ...readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8').matchAll(
      /^\| `([a-z-]+)` \| \d+ \| (.+) \|$/gm,
    ),
  ].map(([, code, when]) => [code as ProblemCode, when as string]),
)

/** A `detail` that is read with each. */
const details: Readonly<Record<ProblemCode, string>> = {
  unauthenticated: 'Stuur een geldig toegangstoken mee (Authorization: Bearer).',
  forbidden: 'Deze bewerking is niet voor uw rol bedoeld.',
  'not-found': 'Wat u zoekt bestaat niet, of u mag het niet zien.',
  'report-not-available': 'Er zijn geen resultaten, of ze worden niet op dit niveau geleverd.',
  'consent-not-found': 'Voor deze school en dit schooljaar is geen toestemming vastgelegd.',
  'delivery-not-found': 'Voor deze school en dit schooljaar is er (nog) geen levering.',
  'method-not-allowed': 'Gebruik een van de methoden in de header Allow.',
  'not-acceptable': 'Wij leveren hier application/json.',
  'already-delivered': 'De gegevens van dit schooljaar zijn aan de inspectie geleverd.',
  'consent-locked': 'Wijzigen en intrekken kan tot en met de dag voor de doorleverdatum.',
  'consent-withdrawn': 'De toestemming was al ingetrokken.',
  'no-survey-results': 'Zonder onderzoeksresultaten van dit schooljaar is er niets om te leveren.',
  'no-board-administrator': 'Er is niemand bij het bestuur die per e-mail bericht kan krijgen.',
  'delivery-not-failed': 'Alleen een mislukte levering kan opnieuw worden geprobeerd.',
  'version-mismatch': 'Haal de toestemming opnieuw op en bekijk wat er gewijzigd is.',
  'body-too-large': 'Een bericht is hoogstens 64 KB groot.',
  'unsupported-media-type': 'Stuur het bericht als application/json.',
  'version-required':
    'Stuur If-None-Match: * mee om te geven, of If-Match met de ETag van de toestemming om te wijzigen.',
  'invalid-request': 'Het bericht is niet verwerkt; bij errors staat wat er anders moet.',
  'too-many-requests': 'Probeer het over een paar seconden opnieuw.',
  'internal-error': 'Er ging bij ons iets mis. Er is niets gewijzigd of de wijziging is volledig verwerkt.',
  'temporarily-unavailable': 'Probeer het zo dadelijk opnieuw.',
}

const headerWith: Readonly<Partial<Record<ProblemCode, string>>> = {
  unauthenticated: 'WWW-Authenticate',
  'method-not-allowed': 'Allow',
  'temporarily-unavailable': 'Retry-After',
}

const exampleOf = (code: ProblemCode, instance: string): Json => {
  const { status, title } = problemCatalogue[code]
  const errors = [{ pointer: '/deliveryDate', code: 'required', detail: 'Dit gegeven is verplicht.' }]
  return {
    type: problemType(code),
    title,
    status,
    detail: details[code],
    code,
    instance,
    ...(code === 'invalid-request' && { errors }),
  }
}

/** The response of one status, for the problems that have it. */
export const problemResponse = (codes: readonly ProblemCode[], instance: string): Json => ({
  description: codes.map(code => `\`${code}\`: ${whens.get(code)}.`).join('\n\n'),
  headers: headersOf(...codes.flatMap(code => headerWith[code] ?? [])),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          refTo('schemas', 'Problem'),
          {
            type: 'object',
            properties: { code: { type: 'string', enum: codes } },
            ...(codes.includes('invalid-request') && { required: ['errors'] }),
          },
        ],
      },
      examples: Object.fromEntries(codes.map(code => [code, { value: exampleOf(code, instance) }])),
    },
  },
})

/** Said by the gateway in its own form, until something stands before it that knows ours. */
export const tooManyRequests = (instance: string): Json => {
  const { description, content } = problemResponse(['too-many-requests'], instance)
  return { 'x-answered-by': 'gateway', description, content }
}

/** From the gateway alone, to a request in which nothing can be wrong but its very form. */
export const unreadable = (): Json => ({
  'x-answered-by': 'gateway',
  description: 'The gateway cannot read the request (a malformed URL or header). It answers in its own form.',
})
