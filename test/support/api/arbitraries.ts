import fc from 'fast-check'
import { openApi } from './documented.ts'

interface Schema {
  $ref?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  type?: string | readonly string[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: readonly string[]
}

const resolved = (schema: Schema): Schema =>
  schema.$ref ? (openApi.components.schemas[schema.$ref.replace(/.*\//, '')] as Schema) : schema

/** Values that a schema of the document takes: what may be sent by it, the odd and the longest among them. */
export const valuesOf = (given: Schema): fc.Arbitrary<unknown> => {
  const schema = resolved(given)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf))
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(valuesOf))
  if (typeof schema.type === 'object')
    return fc.oneof(...schema.type.map(type => valuesOf({ ...schema, type })))
  switch (schema.type) {
    case 'object':
      return objectsOf(schema)
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 12),
      })
    case 'string':
      return textsOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`)
  }
}

const objectsOf = ({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valuesOf(part)])), {
    requiredKeys: [...required],
  })

/** Days around the windows of the tests, and others. */
const days = fc.oneof(
  fc.constantFrom(
    '2027-05-11',
    '2027-05-12',
    '2027-06-01',
    '2027-06-30',
    '2027-07-01',
    '2027-09-01',
    '2028-02-29',
  ),
  fc
    .date({ min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10)),
)

const textsOf = ({ format, pattern, minLength = 0, maxLength = 100 }: Schema): fc.Arbitrary<string> => {
  const form = new RegExp(pattern ?? '', 'u')
  const letters = fc.constantFrom('a', 'é', '🏫', '\u2028', 'ß')
  const any = fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) }),
    fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 40) }),
    letters.map(letter => letter.repeat(maxLength)),
    fc.constantFrom('regel\nregel', 'kop\ttekst', 'regel\r\nregel', ' x ', '1'),
  )
  if (format === 'date') return days
  if (format === 'email') return fc.emailAddress().filter(text => form.test(text) && text.length <= maxLength)
  if (format === 'school-year') return fc.constantFrom('2026-2027', '2025-2026', '1999-2000')
  // The patterns of free texts say what may not stand in them; what has another form is made from it.
  if (pattern && !pattern.includes('[^')) return fc.stringMatching(form)
  return any.filter(text => form.test(text) && [...text].length <= maxLength)
}

/** A value with something else at one place of it: left out, added, or of another kind. */
export const spoiled = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(values, fc.nat(), fc.oneof(odd, odd, fc.constant(LEFT_OUT))).map(([value, place, other]) => {
    const places = placesIn(value)
    return withOther(value, places[place % places.length] ?? [], other)
  })

const LEFT_OUT = Symbol('left out')

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary', maxDepth: 1 }),
  ...[
    fc.constantFrom<unknown>(null, true, false, 0, [], {}),
    fc.constantFrom('', ' ', '\n', '\t', 'x\ny', 'a\u0000b', '\ud800', '2027-02-30', '2027-7-1'),
    fc.constantFrom(201, 2000, 2001).map(length => '🏫'.repeat(length)),
  ].map(arbitrary => ({ weight: 2, arbitrary })),
)

type Place = readonly (string | number)[]

/** Every place in a value, and one beside the properties of each object. */
const placesIn = (value: unknown): readonly Place[] => {
  if (typeof value !== 'object' || value === null) return [[]]
  const inner = Object.entries(value).flatMap(([name, part]) =>
    placesIn(part).map(place => [Array.isArray(value) ? Number(name) : name, ...place]),
  )
  return [[], ...inner, ...(Array.isArray(value) ? [] : [['onbekend']])]
}

const withOther = (value: unknown, [name, ...rest]: Place, other: unknown): unknown => {
  if (name === undefined) return other === LEFT_OUT ? undefined : other
  if (Array.isArray(value))
    return value.flatMap((part, index) => {
      if (index !== name) return [part]
      return other === LEFT_OUT && rest.length === 0 ? [] : [withOther(part, rest, other)]
    })
  const { [name]: part, ...others } = value as Record<string, unknown>
  return other === LEFT_OUT && rest.length === 0
    ? others
    : { ...others, [name]: withOther(part, rest, other) }
}
