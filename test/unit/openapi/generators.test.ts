import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Every object in the document, with its place; examples are no schemas. */
const objectsIn = (value: unknown, place: string): readonly (readonly [place: string, object: Json])[] =>
  isObject(value)
    ? [
        [place, value],
        ...Object.entries(value)
          .filter(([name]) => !/^examples?$/.test(name))
          .flatMap(([name, part]) => objectsIn(part, `${place} › ${name}`)),
      ]
    : []

const document: unknown = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
)

/** What ECMAScript and RE2 (and so Go, Rust, Python and Java) read alike. */
const isCommonPattern = (pattern: string): boolean =>
  !/\(\?(?!:)|\\(?![dDwWsSbBnrtfv.*+?^$()[\]{}|/\\-]|x[0-9a-f]{2})|\{\d{4,}/.test(pattern)

/** What generators of clients stumble over in this document. */
const stumblesIn = (root: unknown): readonly string[] =>
  objectsIn(root, 'document').flatMap(([place, schema]) => {
    const { pattern, oneOf, anyOf, type, properties } = schema
    const siblings = Object.keys(schema).filter(name => name !== 'oneOf' && name !== 'description')
    return [
      ...(typeof pattern === 'string' && !isCommonPattern(pattern) ? [`${place}: pattern ${pattern}`] : []),
      ...(Array.isArray(oneOf) && siblings.length > 0 ? [`${place}: oneOf beside ${siblings}`] : []),
      ...(isObject(properties)
        ? Object.entries(properties).flatMap(([name, part]) =>
            isObject(part) && part.type === 'null' ? [`${place}: ${name} can only be null`] : [],
          )
        : []),
      // Beside one thing that has a type, null stands in that type.
      ...(Array.isArray(anyOf) && anyOf.length === 2 && anyOf.every(part => part.type && !part.enum)
        ? [`${place}: ${JSON.stringify(anyOf)}`]
        : []),
      ...('const' in schema && type === undefined ? [`${place}: a constant without a type`] : []),
    ]
  })

describe('the OpenAPI document, for generators of clients', () => {
  it('has nothing they stumble over', () => {
    expect(stumblesIn(document)).toEqual([])
  })

  it.each([
    { pattern: '^(?=a)' },
    { pattern: '^(?<!a)' },
    { pattern: '\\p{Cc}' },
    { pattern: '[\\ud800-\\udfff]' },
    { pattern: '(a)\\1' },
    { oneOf: [], properties: {} },
    { properties: { reason: { type: 'null' } } },
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    { const: true },
  ])('would be found to have %j', schema => {
    expect(stumblesIn({ schemas: { schema } })).toHaveLength(1)
  })
})
