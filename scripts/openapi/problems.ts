import * as z from 'zod/mini'
import { type FaultCode, faultDetails } from '../../shared/http/faults.ts'
import { type ProblemCode, type ProblemEntry, problems, problemType } from '../../shared/http/problems.ts'
import { annotate, array, pattern, singleLine } from '../../shared/platform/schemas.ts'
import { headersOf } from './headers.ts'
import { type Json, refTo } from './json.ts'

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]
const faultCodes = Object.keys(faultDetails) as [FaultCode, ...FaultCode[]]

const fault = annotate(
  z.object({
    pointer: z.optional(
      annotate(z.string().check(z.maxLength(70_000)), {
        pattern: '^(/[\\s\\S]*)?$',
        description: 'Where in the body, as a JSON Pointer (RFC 6901); empty for the body as a whole.',
        examples: ['/conduct/surveyedGroup'],
      }),
    ),
    parameter: z.optional(
      annotate(z.string().check(z.maxLength(20_000)), {
        pattern: '^[\\s\\S]*$',
        description: 'Which query parameter, as it was named, where it is none of the body.',
        examples: ['schoolYear'],
      }),
    ),
    code: z.enum(faultCodes),
    detail: singleLine('Dit gegeven is verplicht.', 'What was expected, in Dutch.', 1000),
  }),
  { id: 'RequestFault', description: 'One thing wrong with a request.' },
)

export const problem = annotate(
  z.object({
    type: pattern(/^urn:doorlevering:problem:[a-z-]+$/, 100, {
      format: 'uri',
      description: 'The code, as a URI.',
    }),
    title: singleLine(
      'Er staan fouten in het bericht',
      'The problem in a few words, in Dutch, to be shown to people.',
    ),
    status: annotate(z.int32().check(z.gte(400), z.lte(599)), { format: 'int32' }),
    detail: singleLine(
      'Het bericht is niet verwerkt; bij errors staat wat er anders moet.',
      'What to do about it, in Dutch, to be shown to people.',
      1000,
    ),
    code: annotate(z.enum(codes), { description: 'The problem, for programs.' }),
    instance: pattern(/^\//, 10_000, {
      format: 'uri-reference',
      description: 'The path that was asked for.',
    }),
    errors: z.optional(
      array(fault, 10_000, { description: 'With `invalid-request`: everything wrong with it at once.' }),
    ),
  }),
  { id: 'Problem', description: 'Why a request was refused (RFC 9457).' },
)

export const gatewayAnswer = annotate(z.object({ message: singleLine('Too Many Requests', 'In English.') }), {
  id: 'GatewayAnswer',
  description: 'What the gateway says by itself, without `API-Version`.',
})

/** What the gateway answers by itself, in its own form, under a status that our functions answer too. */
const ofGateway: readonly ProblemCode[] = [
  'body-too-large',
  'too-many-requests',
  'internal-error',
  'temporarily-unavailable',
]

const exampleOf = (code: ProblemCode, instance: string): Json => {
  const { status, title, detail } = problems[code]
  const errors = [{ pointer: '/deliveryDate', code: 'required', detail: 'Dit gegeven is verplicht.' }]
  return {
    type: problemType(code),
    title,
    status,
    detail,
    code,
    instance,
    ...(code === 'invalid-request' && { errors }),
  }
}

const entryOf = (code: ProblemCode): ProblemEntry => problems[code]

/** The response of one status, for the problems that have it. */
export const problemResponse = (codes: readonly ProblemCode[], instance: string): Json => ({
  description: codes.map(code => `\`${code}\`: ${entryOf(code).when}.`).join('\n\n'),
  headers: headersOf(...codes.flatMap(code => entryOf(code).headers ?? [])),
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
    ...(codes.some(code => ofGateway.includes(code)) && {
      'application/json': { 'x-answered-by': 'gateway', schema: refTo('schemas', 'GatewayAnswer') },
    }),
  },
})

/** Said by the gateway; ours is the form that the NL GOV rules ask of every refusal. */
export const tooManyRequests = (instance: string): Json => {
  const { description, content } = problemResponse(['too-many-requests'], instance)
  return { 'x-answered-by': 'gateway', description, content }
}

/** From the gateway alone, to a request in which nothing can be wrong but its very form. */
export const unreadable = (): Json => ({
  'x-answered-by': 'gateway',
  description:
    'The gateway cannot read the request (a malformed URL or header). It answers in its own form (`GatewayAnswer`).',
})
