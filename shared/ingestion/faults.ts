import * as z from 'zod/mini'

/** Everything that can be wrong with an import file (contract section 5). */
export const faultCodes = [
  'not-uploaded',
  'given-up',
  'wrong-encoding',
  'unbalanced-quotes',
  'wrong-header',
  'wrong-cell-count',
  'no-rows',
  'too-large',
  'required',
  'invalid-format',
  'out-of-range',
  'unknown-school',
  'unknown-board',
  'unknown-questionnaire',
  'mixed-questionnaires',
  'unknown-education-type',
  'duplicate-row',
  'too-many',
  'text-too-long',
  'control-characters',
  'results-closed',
] as const
export type FaultCode = (typeof faultCodes)[number]

/** What is wrong, and in Dutch what was expected. Never what was found: a cell may hold personal data. */
export interface Violation {
  code: FaultCode
  detail: string
}

export const fault = z.object({
  /** Physical line on which the row starts, the header being line 1; null for the file as a whole. */
  line: z.nullable(z.number()),
  /** The name in the header; null for the row or the file as a whole. */
  column: z.nullable(z.string()),
  code: z.custom<FaultCode>(value => typeof value === 'string'),
  detail: z.string(),
})

export type Fault = z.output<typeof fault>

/** The faults of one file: all are counted, at most a hundred kept. */
export interface FaultList {
  readonly count: number
  /** In the order in which they were found: of each code and column the first, and as many others as there is room for. */
  readonly kept: readonly Fault[]
  /** True once the file cannot be read any further. */
  readonly isAborted: boolean
  add(line: number | null, column: string | null, violation: Violation): void
  /** The file is not what it should be as a whole: other faults may follow from this one, and are left out. */
  abort(line: number | null, violation: Violation): void
}

const MOST_KEPT = 100

export const faultList = (): FaultList => {
  const kept: Fault[] = []
  /** Indexes in `kept` of those that are not the first of their code and column. */
  const repeats: number[] = []
  const columnsOf = new Map<FaultCode, Set<string | null>>()
  let count = 0
  let isAborted = false
  const add: FaultList['add'] = (line, column, { code, detail }) => {
    count += 1
    const columns = columnsOf.get(code) ?? new Set()
    const isFirst = !columns.has(column)
    if (kept.length === MOST_KEPT) {
      if (!isFirst || repeats.length === 0) return
      kept.splice(repeats.pop()!, 1)
    }
    columnsOf.set(code, columns.add(column))
    if (!isFirst) repeats.push(kept.length)
    kept.push({ line, column, code, detail })
  }
  return {
    get count() {
      return count
    },
    get isAborted() {
      return isAborted
    },
    kept,
    add,
    abort: (line, violation) => {
      count = 0
      kept.length = 0
      isAborted = true
      add(line, null, violation)
    },
  }
}
