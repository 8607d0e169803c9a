import * as z from 'zod/mini'
import type { Instant, LocalDate } from './time.ts'

/** What JSON Schema says of a value beside what its schema knows by itself: words, an example, limits, a name. */
export interface Told {
  /** The name under which the document has it once. */
  id?: string
  description?: string
  examples?: readonly unknown[]
  [keyword: string]: unknown
}

/**
 * What is told of schemas in the OpenAPI document. This module and the `shapes.ts` of each capability describe
 * answers; functions take no more of them than their types, so that none of it is in their code.
 */
export const told = z.globalRegistry

/** The same schema, with what is told of it. */
export const tell = <Schema extends z.ZodMiniType>(schema: Schema, what: Told): Schema => {
  told.add(schema, what)
  return schema
}

/** The same fields, each with what is told of it beside what is told of its schema. */
export const toldOf = <Shape extends Readonly<Record<string, z.ZodMiniType>>>(
  fields: Shape,
  what: Readonly<Record<keyof Shape, Told>>,
): Shape =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.check(z.meta(what[name] as Told))]),
  ) as Shape

/** Text of one form. */
export const formed = <Type extends string>(form: RegExp, longest: number, what: Told) =>
  tell(z.string().check(z.regex(form), z.maxLength(longest)), what) as z.ZodMiniType as z.ZodMiniType<Type>

/**
 * C0 and C1, to stand in a pattern. Patterns keep to what ECMAScript and RE2 both know (no look-around, no `\p`, no
 * `\u`), so that generated clients can read them; what they cannot say is told in words.
 */
export const CONTROL = '\\x00-\\x1f\\x7f-\\x9f'

/** Text on one line: no control characters. */
export const line = (example: string, description: string, longest = 200) =>
  formed<string>(new RegExp(`^[^${CONTROL}]+$`, 'u'), longest, { description, examples: [example] })

export const instant = (example: string, description: string) =>
  formed<Instant>(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 24, {
    format: 'date-time',
    description: `${description} In UTC.`,
    examples: [example],
  })

export const localDate = (example: string, description: string) =>
  formed<LocalDate>(/^\d{4}-\d{2}-\d{2}$/, 10, {
    format: 'date',
    description: `${description} A day in Europe/Amsterdam.`,
    examples: [example],
  })

/** SHA-256, lower-case hex. */
export const digest = (description: string) =>
  formed<string>(/^[0-9a-f]{64}$/, 64, { description, examples: [EXAMPLE_DIGEST] })

const EXAMPLE_DIGEST = '1f0b7a6c9d2e4853a1c7f6e0d9b8a7c6e5f4d3c2b1a0f9e8d7c6b5a493827160'

export const whole = (example: number, description: string, lowest = 0) =>
  tell(z.int32().check(z.gte(lowest)), { format: 'int32', description, examples: [example] })

/** A value or null; the example is that of the value where none is given. */
export const orNull = <Type>(schema: z.ZodMiniType<Type>, what: Told = {}) => tell(z.nullable(schema), what)

/** As many as there can be, for who must set aside room for them. */
export const listOf = <Type>(schema: z.ZodMiniType<Type>, most: number, what: Told = {}) =>
  tell(z.array(schema).check(z.maxLength(most)), what)

/** All lists of the API. */
export const items = <Type>(schema: z.ZodMiniType<Type>, most: number) =>
  z.object({ items: listOf(schema, most) })
