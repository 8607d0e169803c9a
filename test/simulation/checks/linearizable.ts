/** Something that takes effect at one moment between `begins` and `ends`; where it is optional, perhaps never. */
export interface Step {
  readonly begins: number
  readonly ends: number
  readonly isOptional: boolean
  /** The state it leads to from that one; undefined where it cannot have happened there. */
  next(state: number): number | undefined
}

/**
 * Whether the steps can be put in one order that real time allows and that leads from one state to the other (Wing and Gong's
 * search with Lowe's memory of where it has been). States are numbers: the length of a log.
 */
export const isLinearizable = (steps: readonly Step[], from: number, to: number): boolean => {
  const seen = new Set<string>()
  const search = (state: number, done: bigint): boolean => {
    const left = steps.flatMap((step, index) => (done & (1n << BigInt(index)) ? [] : [{ step, index }]))
    if (state === to && left.every(({ step }) => step.isOptional)) return true
    const key = `${state} ${done}`
    if (seen.has(key)) return false
    seen.add(key)
    // What ended first must come before all that began later.
    const firstEnd = left.reduce((first, { step }) => Math.min(first, step.ends), Number.POSITIVE_INFINITY)
    return left.some(({ step, index }) => {
      if (step.begins > firstEnd) return false
      const next = step.next(state)
      return next !== undefined && search(next, done | (1n << BigInt(index)))
    })
  }
  return search(from, 0n)
}
