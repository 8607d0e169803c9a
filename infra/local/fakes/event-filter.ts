import { unsupported } from './sdk.ts'

type Rule = string | number | boolean | null | { readonly prefix: string } | { readonly exists: boolean }

/** A filter of a Lambda event source mapping: lists of rules, of which one must hold, at the places they are about. */
export type FilterPattern = { readonly [name: string]: FilterPattern | readonly Rule[] }

const isRuleList = (pattern: FilterPattern | readonly Rule[]): pattern is readonly Rule[] =>
  Array.isArray(pattern)

const meets = (value: unknown, rule: Rule): boolean => {
  if (typeof rule !== 'object' || rule === null) return value === rule
  if ('prefix' in rule) return typeof value === 'string' && value.startsWith(rule.prefix)
  if ('exists' in rule) return (value !== undefined) === rule.exists
  throw unsupported(`the filter rule ${Object.keys(rule)}`)
}

/** Whether a record of an event would be handed to the function: every place the pattern names must meet one of its rules. */
export const matches = (pattern: FilterPattern, record: unknown): boolean =>
  Object.entries(pattern).every(([name, inner]) => {
    const isObject = typeof record === 'object' && record !== null
    const value: unknown = isObject ? Reflect.get(record, name) : undefined
    return isRuleList(inner) ? inner.some(rule => meets(value, rule)) : matches(inner, value)
  })
