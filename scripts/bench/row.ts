/** How much is run: in its smallest form, where figures mean nothing, or as the table of docs/performance.md has it. */
export type Size = 'quick' | 'full'

/** What a figure is held to: its ratio to the reference, or itself where there is none. */
export type Target = { atMost: number } | { atLeast: number }

export interface Row {
  measure: string
  /** What both figures count: `ms`, `MB`, `calls`. */
  unit: string
  ours: number
  /** What would be picked instead of ours, measured in the same run. */
  reference?: number
  /** Ratio of the wall times, where `ours` and `reference` are CPU times. */
  wallRatio?: number
  target: Target
}

/** Gives the rows that come from one run. */
export interface Measurement {
  /** By which `--only` picks it. */
  name: string
  /** What is measured, and beside what, for who reads the table. */
  about: string
  run(size: Size): Promise<readonly Row[]>
}

export const ratioOf = ({ ours, reference }: Row): number =>
  reference === undefined ? ours : ours / reference

export const isMet = (row: Row): boolean =>
  'atMost' in row.target ? ratioOf(row) <= row.target.atMost : ratioOf(row) >= row.target.atLeast
