import * as z from 'zod/mini'
import type { Annotations } from '../../shared/platform/schemas.ts'
import type { Json } from './json.ts'

/** The schemas that have a name, each once, as `components/schemas` lists them. */
export type Named = Record<string, Json>

/**
 * JSON Schema of what an answer holds. An answer may grow, so its objects are left open: who reads one passes over
 * what it does not know.
 */
export const answerSchema = (schema: z.ZodMiniType, named: Named): Json =>
  lifted(
    converted(schema, 'output', ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
      besideNull(jsonSchema)
    }),
    named,
  )

/**
 * JSON Schema of what is sent, from the very schema the handler parses with, and annotations of its properties: words
 * beside it, or a schema in its place.
 */
export const requestSchema = (
  schema: z.ZodMiniType,
  annotations: Readonly<Record<string, Annotations | z.ZodMiniType>>,
  named: Named,
): Json => {
  const { $schema: _, ...json } = converted(schema, 'input')
  for (const [path, what] of Object.entries(annotations)) {
    const property = at(json, path.split('.'))
    if (isSchema(what)) {
      for (const keyword of Object.keys(property)) delete property[keyword]
      Object.assign(property, lifted(converted(what, 'input'), named))
    } else Object.assign(property, what)
  }
  return json
}

const isSchema = (what: Annotations | z.ZodMiniType): what is z.ZodMiniType => '_zod' in what

type Override = NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']

// What zod cannot say in JSON Schema (a check of our own) stands in annotations, and is held by the fuzz.
const converted = (schema: z.ZodMiniType, io: 'input' | 'output', override?: Override): Json =>
  z.toJSONSchema(schema, { unrepresentable: 'any', io, ...(override && { override }) })

/** A value that may be null, in one schema instead of two: its format is then where readers of formats look. */
const besideNull = (json: Json): void => {
  const [value, none] = (json.anyOf ?? []) as readonly Json[]
  if (typeof value?.type !== 'string' || 'enum' in value || none?.type !== 'null') return
  Object.assign(json, { ...value, ...json, type: [value.type, 'null'] })
  delete json.anyOf
}

/** Takes what has a name out to the components. */
const lifted = ({ $schema: _, $defs, ...json }: Json, named: Named): Json => {
  for (const [name, { id: _id, ...definition }] of Object.entries(($defs ?? {}) as Named))
    named[name] = renamed(definition)
  return renamed(json)
}

const renamed = (json: Json): Json =>
  JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'))

const at = (json: Json, [name, ...rest]: readonly string[]): Json => {
  if (name === undefined) return json
  const inner = name === '*' ? json.items : (json.properties as Json | undefined)?.[name]
  if (!inner) throw new Error(`nothing to tell of ${name}`)
  return at(inner as Json, rest)
}

/** An example put together from those of the parts. Throws where a part has none. */
export const exampleOf = (json: Json, named: Named): unknown => {
  const {
    $ref,
    examples,
    enum: words,
    anyOf,
    type,
    items,
    properties,
  } = json as {
    $ref?: string
    examples?: readonly unknown[]
    enum?: readonly unknown[]
    anyOf?: readonly Json[]
    type?: unknown
    items?: Json
    properties?: Named
  }
  if (examples) return examples[0]
  if ('const' in json) return json.const
  if (words) return words[0]
  if ($ref) return exampleOf(named[$ref.replace(/.*\//, '')]!, named)
  if (anyOf) return exampleOf(anyOf[0]!, named)
  if (items) return [exampleOf(items, named)]
  if (type === 'boolean') return true
  if (!properties) throw new Error(`no example for ${JSON.stringify(json)}`)
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => (json.required as readonly string[]).includes(name))
      .map(([name, part]) => [name, exampleOf(part, named)]),
  )
}
