import type { FunctionName } from '../../infra/stacks/functions.ts'
import type { Unit } from './prices.ts'

/**
 * What is counted: units that have a price, and what units follow from. `keyWindows`: in which a function used the key of the
 * data, as often as KMS is asked.
 */
export type Counted =
  | Unit
  | `invocations of ${FunctionName}`
  | `milliseconds of ${FunctionName}`
  | 'keyWindows'
  | 'auditBytes'
  | 'sweeps'

/** So many of each. */
export type Counts = ReadonlyMap<Counted, number>

/** `one + factor × other`. */
export const plus = (one: Counts, other: Counts, factor = 1): Counts => {
  const sum = new Map(one)
  for (const [counted, number] of other) sum.set(counted, (sum.get(counted) ?? 0) + factor * number)
  return sum
}

export const times = (counts: Counts, factor: number): Counts => plus(new Map(), counts, factor)

export const countOf = (counts: Counts, counted: Counted): number => counts.get(counted) ?? 0

export const without = (counts: Counts, ...left: readonly Counted[]): Counts =>
  new Map([...counts].filter(([counted]) => !left.includes(counted)))
