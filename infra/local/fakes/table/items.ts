import { isDeepStrictEqual } from 'node:util'

/** An item as the document client gives and takes it. Stored items are never changed, only replaced. */
export type Item = Record<string, unknown>

/** As it is stored, and handed out: of what is frozen already there is no other copy. */
const frozen = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) return Object.freeze(value.map(frozen))
  return value instanceof Set ? new Set(value) : frozenItem(value as Item)
}

/** A copy without undefined values (`removeUndefinedValues`), of the types that are stored, that nobody can change. */
export const frozenItem = (item: Item): Item => {
  const copy: Item = {}
  for (const name in item) {
    const value = item[name]
    if (value !== undefined) copy[name] = frozen(value)
  }
  return Object.freeze(copy)
}

/** Moves surrogates above the rest of the basic plane, where their UTF-8 bytes stand. */
const utf8Rank = (unit: number): number =>
  unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit

/** The order of the UTF-8 bytes, which for some characters is not that of JavaScript's `<`. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const difference = a.charCodeAt(at) - b.charCodeAt(at)
    if (difference !== 0) return utf8Rank(a.charCodeAt(at)) - utf8Rank(b.charCodeAt(at))
  }
  return a.length - b.length
}

/** Negative, zero or positive; NaN, which is none of them, where the two are no pair of texts or of numbers. */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return typeof a === 'number' && typeof b === 'number' ? a - b : Number.NaN
}

export const areEqual = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && isDeepStrictEqual(a, b))
