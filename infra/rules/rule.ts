import type { Json, Properties, Resource, StackTemplate } from './template.ts'

/** A sentence, the types of resources it is about, and whether it holds for one of them. */
export interface Rule {
  readonly says: string
  readonly of: readonly string[] | 'everything' | 'all that can be tagged'
  /** Asked only of stages whose data must outlive the stack. */
  readonly lasting?: true
  readonly holds: (resource: Resource, template: StackTemplate) => boolean
}

/** What a part of a template must hold, as far as it is told; of a list, what some item of it must be. */
export type Pattern =
  | string
  | number
  | boolean
  | ((value: Json | undefined) => boolean)
  | readonly Pattern[]
  | { readonly [key: string]: Pattern }

/** Whether the value has all that the pattern tells. */
export const matches = (value: Json | undefined, pattern: Pattern): boolean => {
  if (typeof pattern === 'function') return pattern(value)
  if (typeof pattern !== 'object') return value === pattern
  if (Array.isArray(pattern)) return pattern.every(part => listed(value).some(item => matches(item, part)))
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(pattern).every(([key, part]) => matches((value as Properties)[key], part))
}

/** A rule that looks at the properties of the resource alone. */
export const has =
  (pattern: Pattern) =>
  ({ Properties }: Resource): boolean =>
    matches(Properties, pattern)

/** There is something. */
export const given = (value: Json | undefined): boolean => value !== undefined && value !== null

/** There is nothing. */
export const absent = (value: Json | undefined): boolean => !given(value)

/** A number within both bounds. */
export const between =
  (lowest: number, highest: number) =>
  (value: Json | undefined): boolean =>
    typeof value === 'number' && value >= lowest && value <= highest

/** Each item of a list, of which there must be one. */
export const each =
  (pattern: Pattern) =>
  (value: Json | undefined): boolean =>
    listed(value).length > 0 && listed(value).every(item => matches(item, pattern))

/** A list as it is; templates leave the brackets out where there is one item. */
export const listed = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : given(value) ? [value as Json] : []

/** Whether the resource is named in it, at any depth. */
export const refersTo = (value: Json | undefined, { id }: Pick<Resource, 'id'>): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const { Ref, 'Fn::GetAtt': attribute } = value as Properties
  if (Ref === id || listed(attribute)[0] === id) return true
  return Object.values(value as Properties).some(part => refersTo(part, { id }))
}

/** The resources of these types. */
export const ofType = ({ resources }: StackTemplate, ...types: readonly string[]): readonly Resource[] =>
  resources.filter(({ Type }) => types.includes(Type))

/** Whether it names a resource of that type in the same template. */
export const refersToA = (value: Json | undefined, type: string, template: StackTemplate): boolean =>
  ofType(template, type).some(resource => refersTo(value, resource))

/** The statements of a policy, or none where there is no policy. */
export const statementsOf = (document: Json | undefined): readonly Properties[] =>
  listed((document as Properties | undefined)?.Statement) as readonly Properties[]
