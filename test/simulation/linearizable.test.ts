import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLinearizable, type Step } from './checks/linearizable.ts'

/** A write of that version, as seen by whoever made it. */
const write = (version: number, begins: number, ends: number, isOptional = false): Step => ({
  begins,
  ends,
  isOptional,
  next: state => (state === version - 1 ? version : undefined),
})

const read = (version: number, begins: number, ends: number): Step => ({
  begins,
  ends,
  isOptional: false,
  next: state => (state === version ? state : undefined),
})

describe('the check of answers', () => {
  it('takes an order that real time allows', () => {
    expect(isLinearizable([write(1, 0, 9), read(0, 1, 8), read(1, 2, 7)], 0, 1)).toBe(true)
  })

  it('refuses a read that shows what was not there yet, or not any more', () => {
    expect(isLinearizable([read(1, 0, 1), write(1, 2, 3)], 0, 1)).toBe(false)
    expect(isLinearizable([write(1, 0, 1), read(0, 2, 3)], 0, 1)).toBe(false)
  })

  it('refuses two reads that see one write in turns', () => {
    expect(isLinearizable([write(1, 0, 9), read(1, 1, 2), read(0, 3, 4)], 0, 1)).toBe(false)
  })

  it('lets a write without an answer have happened, or not', () => {
    const lost = write(1, 0, Number.POSITIVE_INFINITY, true)
    expect(isLinearizable([lost, read(0, 1, 2), read(1, 3, 4)], 0, 1)).toBe(true)
    expect(isLinearizable([lost, read(0, 1, 2)], 0, 0)).toBe(true)
    expect(isLinearizable([lost, read(1, 1, 2), read(0, 3, 4)], 0, 1)).toBe(false)
  })

  it('refuses a log that somebody unknown wrote to', () => {
    expect(isLinearizable([write(1, 0, 1)], 0, 2)).toBe(false)
  })

  it('agrees with trying every order', () => {
    const step = fc
      .record({
        version: fc.integer({ min: 0, max: 2 }),
        begins: fc.nat(6),
        length: fc.nat(4),
        isRead: fc.boolean(),
      })
      .map(({ version, begins, length, isRead }) =>
        isRead ? read(version, begins, begins + length) : write(version + 1, begins, begins + length),
      )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), fc.nat(3), (steps, to) => {
        expect(isLinearizable(steps, 0, to)).toBe(orders(steps).some(order => leads(order, to)))
      }),
    )
  })
})

const orders = (steps: readonly Step[]): readonly (readonly Step[])[] =>
  steps.length === 0
    ? [[]]
    : steps.flatMap((step, index) => orders(steps.toSpliced(index, 1)).map(rest => [step, ...rest]))

/** Whether every step can happen in this order, which no step that ended before an earlier one began may break. */
const leads = (order: readonly Step[], to: number): boolean => {
  const isInTime = order.every((step, index) =>
    order.slice(index + 1).every(later => later.ends >= step.begins),
  )
  const end = order.reduce<number | undefined>(
    (state, step) => (state === undefined ? undefined : step.next(state)),
    0,
  )
  return isInTime && end === to
}
