import { isDeepStrictEqual } from 'node:util'
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import { metadata } from '../sdk.ts'

/** An item as the document client gives and takes it. Stored items are never changed, only replaced. */
export type Item = Record<string, unknown>

export const invalid = (message: string): DynamoDBServiceException =>
  new DynamoDBServiceException({
    name: 'ValidationException',
    $fault: 'client',
    $metadata: metadata(400),
    message,
  })

export const isMap = (value: unknown): value is Item =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Set) &&
  !(value instanceof Uint8Array)

const checkedNumber = (value: number): number => {
  if (!Number.isFinite(value)) throw new Error(`Special numeric value ${value} is not allowed`)
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Error('Number is beyond Number.MAX_SAFE_INTEGER')
  return value
}

const copyOfObject = (value: object): unknown => {
  if (Array.isArray(value)) return value.filter(element => element !== undefined).map(copyOf)
  if (value instanceof Uint8Array) return value.slice()
  if (value instanceof Set) {
    if (value.size === 0) throw new Error('Pass a non-empty set, or options.convertEmptyValues=true.')
    return new Set(value)
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new Error('Unsupported type passed')
  return copyOfItem(value as Item)
}

/** A copy as it comes back from the service: without undefined values (`removeUndefinedValues`); refuses what the SDK refuses. */
export const copyOf = (value: unknown): unknown => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return checkedNumber(value)
    case 'object':
      return value === null ? null : copyOfObject(value)
    default:
      throw new Error('Unsupported type passed')
  }
}

export const copyOfItem = (item: Item): Item => {
  const copy: Item = {}
  for (const name in item) if (item[name] !== undefined) copy[name] = copyOf(item[name])
  return copy
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

/** Negative, zero or positive; undefined where the two are no pair of texts or of numbers. */
export const compareValues = (a: unknown, b: unknown): number | undefined => {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return typeof a === 'number' && typeof b === 'number' ? a - b : undefined
}

export const areEqual = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && isDeepStrictEqual(a, b))

const decimals = (value: number): number => /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0

/** The decimal sum: the service adds 0.1 and 0.2 to 0.3. */
export const decimalSum = (a: number, b: number): number =>
  Number.isInteger(a) && Number.isInteger(b)
    ? a + b
    : Number((a + b).toFixed(Math.max(decimals(a), decimals(b))))
