type Rule = string | { readonly exists: boolean }

/** A filter of a Lambda event source mapping: lists of rules, of which one must hold, at the places they are about. */
export type FilterPattern = { readonly [name: string]: FilterPattern | readonly Rule[] }

const isRuleList = (pattern: FilterPattern | readonly Rule[]): pattern is readonly Rule[] =>
  Array.isArray(pattern)

const meets = (value: unknown, rule: Rule): boolean =>
  typeof rule === 'string' ? value === rule : (value !== undefined) === rule.exists

/** Whether a record of an event would be handed to the function: every place the pattern names must meet one of its rules. */
export const matches = (pattern: FilterPattern, record: unknown): boolean =>
  Object.entries(pattern).every(([name, inner]) => {
    const value = (record as Readonly<Record<string, unknown>> | undefined)?.[name]
    return isRuleList(inner) ? inner.some(rule => meets(value, rule)) : matches(inner, value)
  })
