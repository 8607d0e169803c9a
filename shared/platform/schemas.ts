import * as z from 'zod/mini'
import type { Instant, LocalDate } from './time.ts'

/** What JSON Schema says of a value beside what its schema knows by itself: words, an example, limits, a name. */
export interface Annotations {
  /** The name under which the document has it once. */
  id?: string
  description?: string
  examples?: readonly unknown[]
  [keyword: string]: unknown
}

/**
 * The same schema, with annotations for the OpenAPI document, in zod's own registry. This module and the `schemas.ts` of
 * each capability describe answers; functions take no more of them than their types, so that none of it is in their code.
 */
export const annotate = <Schema extends z.ZodMiniType>(schema: Schema, annotations: Annotations): Schema => {
  z.globalRegistry.add(schema, annotations)
  return schema
}

/** The same fields, each with annotations of its own beside those of its schema. */
export const annotateEach = <Shape extends Readonly<Record<string, z.ZodMiniType>>>(
  fields: Shape,
  annotations: Readonly<Record<keyof Shape, Annotations>>,
): Shape =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.check(z.meta(annotations[name] as Annotations)),
    ]),
  ) as Shape

/** Text of one form. */
export const pattern = <Type extends string>(form: RegExp, longest: number, annotations: Annotations) =>
  annotate(
    z.string().check(z.regex(form), z.maxLength(longest)),
    annotations,
  ) as z.ZodMiniType as z.ZodMiniType<Type>

/**
 * C0 and C1, to stand in a pattern. Patterns keep to what ECMAScript and RE2 both know (no look-around, no `\p`, no
 * `\u`), so that generated clients can read them; what they cannot say is told in words.
 */
export const CONTROL = '\\x00-\\x1f\\x7f-\\x9f'

/** Text on one line: no control characters. */
export const singleLine = (example: string, description: string, longest = 200) =>
  pattern<string>(new RegExp(`^[^${CONTROL}]+$`, 'u'), longest, { description, examples: [example] })

export const instant = (example: string, description: string) =>
  pattern<Instant>(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 24, {
    format: 'date-time',
    description: `${description} In UTC.`,
    examples: [example],
  })

export const localDate = (example: string, description: string) =>
  pattern<LocalDate>(/^\d{4}-\d{2}-\d{2}$/, 10, {
    format: 'date',
    description: `${description} A day in Europe/Amsterdam.`,
    examples: [example],
  })

/** SHA-256, lower-case hex. */
export const digest = (description: string) =>
  pattern<string>(/^[0-9a-f]{64}$/, 64, { description, examples: [EXAMPLE_DIGEST] })

const EXAMPLE_DIGEST = '1f0b7a6c9d2e4853a1c7f6e0d9b8a7c6e5f4d3c2b1a0f9e8d7c6b5a493827160'

export const integer = (example: number, description: string, lowest = 0) =>
  annotate(z.int32().check(z.gte(lowest)), { format: 'int32', description, examples: [example] })

/** A value or null; the example is that of the value where none is given. */
export const nullable = <Type>(schema: z.ZodMiniType<Type>, annotations: Annotations = {}) =>
  annotate(z.nullable(schema), annotations)

/** As many as there can be, for who must set aside room for them. */
export const array = <Type>(schema: z.ZodMiniType<Type>, most: number, annotations: Annotations = {}) =>
  annotate(z.array(schema).check(z.maxLength(most)), annotations)

/** All lists of the API. */
export const items = <Type>(schema: z.ZodMiniType<Type>, most: number) =>
  z.object({ items: array(schema, most) })

/** What a page of a longer list is asked to go on from. */
export const cursor = (form: RegExp, longest: number, example: string) =>
  pattern<string>(form, longest, {
    description: '`nextCursor` of the page before.',
    examples: [example],
  })

/** A page of a longer list. */
export const page = <Type>(item: z.ZodMiniType<Type>, next: z.ZodMiniType<string>) =>
  z.object({
    items: array(item, 100),
    nextCursor: nullable(next, {
      description: 'Where this page ends; null where there is no next one.',
      examples: [null],
    }),
  })
