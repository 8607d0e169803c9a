import { unsupported } from '../sdk.ts'
import { areEqual, compareValues, type Item } from './items.ts'

/** What stands behind the placeholders of a command's expressions. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined
}

export const nameBehind = (name: string, { ExpressionAttributeNames: names }: Placeholders): string =>
  name.startsWith('#') ? known(names?.[name], name) : name

const valueBehind = (value: string, { ExpressionAttributeValues: values }: Placeholders): unknown =>
  known(values?.[value], value)

const known = <Value>(value: Value | undefined, placeholder: string): Value => {
  if (value === undefined) throw unsupported(`${placeholder}, which stands for nothing`)
  return value
}

/** Reads each text once. */
const once = <Meaning>(read: (text: string) => Meaning): ((text: string) => Meaning) => {
  const meanings = new Map<string, Meaning>()
  return text => {
    const seen = meanings.get(text)
    if (seen) return seen
    const meaning = read(text)
    meanings.set(text, meaning)
    return meaning
  }
}

type Read<Value> = (item: Item, placeholders: Placeholders) => Value

const comparators: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '=': (left, right) => left !== undefined && areEqual(left, right),
  '<>': (left, right) => !areEqual(left, right),
  '<': (left, right) => compareValues(left, right) < 0,
  '<=': (left, right) => compareValues(left, right) <= 0,
  '>=': (left, right) => compareValues(left, right) >= 0,
}

const PATH = /^#?\w+(\.#?\w+)*$/

/** A path, or a placeholder of a value. */
const operandOf = (text: string): Read<unknown> => {
  if (text.startsWith(':')) return (_, placeholders) => valueBehind(text, placeholders)
  if (!PATH.test(text)) throw unsupported(`the operand ${text}`)
  const path = text.split('.')
  return (item, placeholders) =>
    path.reduce<unknown>((value, name) => (value as Item | undefined)?.[nameBehind(name, placeholders)], item)
}

/** What holds of an item: comparisons, and whether an attribute exists, with `AND`, `OR` and brackets. */
export const condition = once((text: string): Read<boolean> => {
  const tokens = text.match(/<=|>=|<>|[()=<>]|[^\s()=<>]+/g) ?? []
  const take = (): string => tokens.shift() ?? ''
  const expect = (token: string): void => {
    if (take() !== token) throw unsupported(`the condition ${text}`)
  }
  const either = (): Read<boolean> => {
    const left = both()
    if (tokens[0] !== 'OR') return left
    take()
    const right = either()
    return (item, placeholders) => left(item, placeholders) || right(item, placeholders)
  }
  const both = (): Read<boolean> => {
    const left = single()
    if (tokens[0] !== 'AND') return left
    take()
    const right = both()
    return (item, placeholders) => left(item, placeholders) && right(item, placeholders)
  }
  const single = (): Read<boolean> => {
    const first = take()
    if (first === '(') {
      const inner = either()
      expect(')')
      return inner
    }
    if (first === 'attribute_exists' || first === 'attribute_not_exists') {
      expect('(')
      const attribute = operandOf(take())
      expect(')')
      const wanted = first === 'attribute_exists'
      return (item, placeholders) => (attribute(item, placeholders) !== undefined) === wanted
    }
    const [left, compares, right] = [operandOf(first), comparators[take()], operandOf(take())]
    if (!compares) throw unsupported(`the condition ${text}`)
    return (item, placeholders) => compares(left(item, placeholders), right(item, placeholders))
  }
  const whole = either()
  if (tokens.length > 0) throw unsupported(`the condition ${text}`)
  return whole
})

/** The part of a row of sort keys from `from` on, and before `until` where that is given. */
interface Range {
  readonly from: string
  readonly until?: string
}

const LAST = '\u{10ffff}'

/** Above `text` and everything that begins with it and a NUL, below all else that comes after it. */
export const after = (text: string): string => `${text}\u0001`

const ranges: Readonly<Record<string, (bound: string, high: string) => Range>> = {
  begins_with: prefix => ({ from: prefix, until: prefix + LAST }),
  BETWEEN: (low, high) => ({ from: low, until: after(high) }),
  '>': bound => ({ from: after(bound) }),
  '<=': bound => ({ from: '', until: after(bound) }),
}

const KEYS =
  /^(#?\w+) = (:\w+)(?: AND (?:(begins_with)\((#?\w+), (:\w+)\)|(#?\w+) (BETWEEN|>|<=) (:\w+)(?: AND (:\w+))?))?$/

const keyParts = once((text: string) => KEYS.exec(text) ?? [])

/** The partition that a query names, and the range in it. */
export const keyCondition = (
  text: string,
  keys: { partitionKey: string; sortKey: string },
  by: Placeholders,
) => {
  const [, own, value, begins, beginning, prefix, sort = beginning, kind = begins, bound = prefix, high] =
    keyParts(text)
  const isOfKeys =
    own && nameBehind(own, by) === keys.partitionKey && (!sort || nameBehind(sort, by) === keys.sortKey)
  if (!isOfKeys || !value) throw unsupported(`the key condition ${text}`)
  const textOf = (placeholder: string | undefined): string =>
    placeholder ? String(valueBehind(placeholder, by)) : ''
  const range: Range = kind ? ranges[kind]!(textOf(bound), textOf(high)) : { from: '' }
  return { partition: textOf(value), ...range }
}

/** What an item is made into: all is read from the item as it was. */
export type Update = (item: Item, placeholders: Placeholders) => Item

const assignments: Readonly<
  Record<string, (part: string) => (old: Item, fresh: Item, by: Placeholders) => void>
> = {
  SET: part => {
    const [, name = '', missing, value = ''] = /^(#?\w+) = (if_not_exists\(\1, )?(:\w+)\)?$/.exec(part) ?? []
    if (!name) throw unsupported(`the update ${part}`)
    return (old, fresh, by) => {
      const kept = missing ? old[nameBehind(name, by)] : undefined
      fresh[nameBehind(name, by)] = kept ?? valueBehind(value, by)
    }
  },
  REMOVE: part => (_, fresh, by) => {
    if (!/^#?\w+$/.test(part)) throw unsupported(`the removal of ${part}`)
    delete fresh[nameBehind(part, by)]
  },
  ADD: part => {
    const [name = '', value = ''] = part.split(' ')
    return (old, fresh, by) => {
      fresh[nameBehind(name, by)] = sumOf(old[nameBehind(name, by)], valueBehind(value, by))
    }
  },
}

/** Of numbers, or of sets. */
const sumOf = (old: unknown, added: unknown): unknown => {
  if (added instanceof Set) return new Set([...((old as Set<unknown> | undefined) ?? []), ...added])
  if (typeof added !== 'number') throw unsupported(`the addition of ${added}`)
  return ((old as number | undefined) ?? 0) + added
}

export const update = once((text: string): Update => {
  const parts = [...text.matchAll(/(SET|REMOVE|ADD) (.*?)(?= (?:SET|REMOVE|ADD) |$)/g)]
  if (parts.map(([part]) => part).join(' ') !== text) throw unsupported(`the update ${text}`)
  const changes = parts.flatMap(([, kind = '', list = '']) =>
    list.split(/, (?![^(]*\))/).map(part => assignments[kind]!(part)),
  )
  return (item, by) => {
    const fresh = { ...item }
    for (const change of changes) change(item, fresh, by)
    return fresh
  }
})
