/** Everything that can be wrong with an import file (contract section 5). */
export const faultCodes = [
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
export interface Reason {
  code: FaultCode
  detail: string
}

export interface Fault extends Reason {
  /** Physical line on which the row starts, the header being line 1; null for the file as a whole. */
  line: number | null
  /** The name in the header; null for the row or the file as a whole. */
  column: string | null
}

/** The faults of one file: all are counted, the first hundred kept. */
export interface FaultList {
  readonly count: number
  readonly first: readonly Fault[]
  /** True once the file cannot be read any further. */
  readonly unreadable: boolean
  add(line: number | null, column: string | null, reason: Reason): void
  /**
   * The file is not what it should be as a whole: all other faults may follow from this one, and are left
   * out.
   */
  onlyThis(line: number | null, reason: Reason): void
}

const KEPT = 100

export const faultList = (): FaultList => {
  const first: Fault[] = []
  let count = 0
  let unreadable = false
  const add: FaultList['add'] = (line, column, { code, detail }) => {
    count += 1
    if (first.length < KEPT) first.push({ line, column, code, detail })
  }
  return {
    get count() {
      return count
    },
    get unreadable() {
      return unreadable
    },
    first,
    add,
    onlyThis: (line, reason) => {
      count = 0
      first.length = 0
      unreadable = true
      add(line, null, reason)
    },
  }
}
