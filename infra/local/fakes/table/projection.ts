import { nameOf, type Placeholders, valueAt } from './conditions.ts'
import type { Expressions } from './expressions.ts'
import type { Item } from './items.ts'

const place = (part: Item, [name, ...rest]: readonly string[], value: unknown): void => {
  if (name === undefined) return
  if (rest.length === 0) {
    part[name] = value
    return
  }
  const inner: Item = (part[name] as Item | undefined) ?? {}
  part[name] = inner
  place(inner, rest, value)
}

/** What of an item a command asks to see: all of it, or the paths of its projection that exist. */
export const projected = (
  item: Item,
  input: Placeholders & { readonly ProjectionExpression?: string | undefined },
  expressions: Expressions,
): Item => {
  if (input.ProjectionExpression === undefined) return item
  const part: Item = {}
  for (const path of expressions.projection(input.ProjectionExpression).meaning) {
    const value = valueAt(item, path, input)
    const names = path.map(segment => nameOf(segment, input))
    if (value !== undefined) place(part, names, value)
  }
  return part
}
