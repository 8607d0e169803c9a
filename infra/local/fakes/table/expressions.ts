import { Parser } from './parser.ts'

/** Names of attributes from the outside in, placeholders (`#name`) not replaced yet. */
export type Path = readonly string[]

/** A path, or a placeholder of a value (`:value`). */
export type Operand = { readonly path: Path } | { readonly value: string }

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'compare'; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly of: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'begins_with'; readonly of: Operand; readonly prefix: Operand }
  | { readonly kind: 'exists'; readonly path: Path; readonly wanted: boolean }

export type Term = Operand | { readonly ifMissing: Path; readonly otherwise: Term }

export interface Update {
  readonly set: { readonly path: Path; readonly term: Term; readonly plus?: Term; readonly sign: 1 | -1 }[]
  readonly remove: Path[]
  readonly add: { readonly path: Path; readonly value: Operand }[]
}

/** An expression as read, and all its placeholders. */
export interface Parsed<T> {
  readonly meaning: T
  readonly placeholders: ReadonlySet<string>
}

const reader = <T>(read: (parser: Parser) => T): ((text: string) => Parsed<T>) => {
  const known = new Map<string, Parsed<T>>()
  return text => {
    const seen = known.get(text)
    if (seen !== undefined) return seen
    const parser = new Parser(text)
    const parsed = parser.parsed(read(parser))
    known.set(text, parsed)
    return parsed
  }
}

/** Reads the expressions of commands, each text once. May be shared by many tables. */
export class Expressions {
  readonly condition = reader(parser => parser.condition())
  readonly update = reader(parser => parser.update())
  readonly projection = reader(parser => parser.projection())
}
