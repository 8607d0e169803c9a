import type { Comparator, Condition, Operand, Path } from './expressions.ts'
import { areEqual, compareText, compareValues, invalid, isMap } from './items.ts'

/** What stands behind the placeholders of a command's expressions. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined
}

export const nameOf = (segment: string, { ExpressionAttributeNames: names }: Placeholders): string => {
  if (!segment.startsWith('#')) return segment
  const name = names?.[segment]
  if (name === undefined) throw invalid(`An expression attribute name is not defined: ${segment}`)
  return name
}

export const valueAt = (item: unknown, path: Path, placeholders: Placeholders): unknown => {
  let value = item
  for (const segment of path) {
    const name = nameOf(segment, placeholders)
    if (!isMap(value) || !Object.hasOwn(value, name)) return undefined
    value = value[name]
  }
  return value
}

export const operandValue = (operand: Operand, item: unknown, placeholders: Placeholders): unknown => {
  if ('path' in operand) return valueAt(item, operand.path, placeholders)
  const value = placeholders.ExpressionAttributeValues?.[operand.value]
  if (value === undefined) throw invalid(`An expression attribute value is not defined: ${operand.value}`)
  return value
}

const inOrder = (by: Exclude<Comparator, '=' | '<>'>, order: number | undefined): boolean => {
  if (order === undefined) return false
  if (by === '<') return order < 0
  if (by === '<=') return order <= 0
  return by === '>' ? order > 0 : order >= 0
}

const compares = (by: Comparator, left: unknown, right: unknown): boolean => {
  if (by === '=') return left !== undefined && areEqual(left, right)
  if (by === '<>') return !areEqual(left, right)
  return inOrder(by, compareValues(left, right))
}

const startsWith = (text: unknown, prefix: unknown): boolean =>
  typeof text === 'string' && typeof prefix === 'string' && text.startsWith(prefix)

/** Whether the condition holds for the item; `{}` stands for one that does not exist. */
export const holds = (condition: Condition, item: unknown, placeholders: Placeholders): boolean => {
  const value = (operand: Operand): unknown => operandValue(operand, item, placeholders)
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item, placeholders) && holds(condition.right, item, placeholders)
    case 'or':
      return holds(condition.left, item, placeholders) || holds(condition.right, item, placeholders)
    case 'not':
      return !holds(condition.of, item, placeholders)
    case 'exists':
      return (valueAt(item, condition.path, placeholders) !== undefined) === condition.wanted
    case 'compare':
      return compares(condition.by, value(condition.left), value(condition.right))
    case 'between':
      return (
        inOrder('>=', compareValues(value(condition.of), value(condition.low))) &&
        inOrder('<=', compareValues(value(condition.of), value(condition.high)))
      )
    case 'begins_with':
      return startsWith(value(condition.of), value(condition.prefix))
  }
}

/** Sort keys in a row, by what stands before and what stands after them. */
export interface Range {
  readonly before: (sort: string) => boolean
  readonly after: (sort: string) => boolean
}

const never = (): boolean => false

const rangeBy: Record<Exclude<Comparator, '<>'>, (bound: string) => Range> = {
  '=': bound => ({
    before: sort => compareText(sort, bound) < 0,
    after: sort => compareText(sort, bound) > 0,
  }),
  '<': bound => ({ before: never, after: sort => compareText(sort, bound) >= 0 }),
  '<=': bound => ({ before: never, after: sort => compareText(sort, bound) > 0 }),
  '>': bound => ({ before: sort => compareText(sort, bound) <= 0, after: never }),
  '>=': bound => ({ before: sort => compareText(sort, bound) < 0, after: never }),
}

const notSupported = (): Error => invalid('Query key condition not supported')

const keyText = (operand: Operand, placeholders: Placeholders): string => {
  const value = 'value' in operand ? operandValue(operand, undefined, placeholders) : undefined
  if (typeof value !== 'string') throw invalid('Condition parameter type does not match schema type')
  if (value === '')
    throw invalid('The AttributeValue for a key attribute cannot contain an empty string value')
  return value
}

const rangeOf = (condition: Condition, placeholders: Placeholders): Range => {
  if (condition.kind === 'between') {
    const { before } = rangeBy['>='](keyText(condition.low, placeholders))
    return { before, after: rangeBy['<='](keyText(condition.high, placeholders)).after }
  }
  if (condition.kind === 'begins_with') {
    const prefix = keyText(condition.prefix, placeholders)
    const { before } = rangeBy['>='](prefix)
    return { before, after: sort => !before(sort) && !sort.startsWith(prefix) }
  }
  if (condition.kind !== 'compare' || condition.by === '<>') throw notSupported()
  return rangeBy[condition.by](keyText(condition.right, placeholders))
}

const attributeOf = (condition: Condition, placeholders: Placeholders): string => {
  const operand =
    condition.kind === 'compare'
      ? condition.left
      : condition.kind === 'between' || condition.kind === 'begins_with'
        ? condition.of
        : undefined
  if (operand === undefined || !('path' in operand) || operand.path.length !== 1) throw notSupported()
  return nameOf(operand.path[0]!, placeholders)
}

/** The partition a query's key condition names, and the part of it. Throws `ValidationException` for any other condition. */
export const keyRange = (
  condition: Condition,
  keys: { readonly partitionKey: string; readonly sortKey: string },
  placeholders: Placeholders,
): Range & { partition: string } => {
  const terms = condition.kind === 'and' ? [condition.left, condition.right] : [condition]
  const own = terms.find(term => attributeOf(term, placeholders) === keys.partitionKey)
  const sort = terms.find(term => attributeOf(term, placeholders) === keys.sortKey)
  if (own?.kind !== 'compare' || own.by !== '=' || (terms.length === 2 && sort === undefined)) {
    throw invalid(`Query condition missed key schema element: ${keys.partitionKey}`)
  }
  const range = sort === undefined ? { before: never, after: never } : rangeOf(sort, placeholders)
  return { ...range, partition: keyText(own.right, placeholders) }
}
