import type * as z from 'zod/mini'
import type { Annotations } from '../platform/schemas.ts'
import type { MediaType } from './route.ts'

/** The groups under which readers find operations. */
export const tags = {
  Monitoring: 'Where a school stands in a school year, and what would be delivered.',
  Consent: 'Giving, changing and withdrawing consent, and what happened to it.',
  Delivery: 'What was, or will be, delivered to the inspectorate.',
  Board: 'A board’s schools and administrators.',
  Calendar: 'The days schools choose their delivery date from.',
  Imports: 'Files that operators bring.',
  Deliveries: 'Deliveries of all schools, for operators.',
  Health: 'Whether the service keeps up, for operators.',
  Documentation: 'This document.',
} as const

/** What an answer holds: in each of its media types, or in JSON. */
export interface DocumentedAnswer {
  description: string
  /** None where there is no content. */
  schema?: z.ZodMiniType
  /** What is other in this answer's example than in that of its schema. */
  example?: Readonly<Record<string, unknown>>
  /** Other forms of the same, which are no JSON. */
  others?: Readonly<Partial<Record<MediaType, string>>>
  /** Headers beside those of every answer. */
  headers?: readonly ('ETag' | 'Vary' | 'Content-Disposition' | 'Access-Control-Allow-Origin')[]
}

/**
 * What is to be told of an operation beside what its route says: for readers of the OpenAPI document, which is made
 * of both. No function imports it.
 */
export interface Documentation {
  tag: keyof typeof tags
  summary: string
  description?: string
  /** Of each query parameter what its schema does not know by itself, or a schema in its place. */
  query?: Readonly<Record<string, Annotations | z.ZodMiniType>>
  /** Preconditions (RFC 9110, section 13), and whether there is no request without. */
  preconditions?: Readonly<Partial<Record<'If-Match' | 'If-None-Match', { required: boolean }>>>
  /** Name and example of the body, and of its properties by dotted path what its schema does not know by itself. */
  body?: {
    id: string
    description: string
    annotations: Readonly<Record<string, Annotations | z.ZodMiniType>>
    example: unknown
  }
  /** By status, refusals aside. */
  answers: Readonly<Record<number, DocumentedAnswer>>
}
