import { campaign } from '../campaign.ts'
import { plantedBugs } from './bugs/index.ts'

/** Where every bug is to be found: in so many histories of this seed. */
export const search = { seed: 1, histories: 10_000 } as const

export interface Found {
  readonly name: string
  /** The first history with a violation; undefined where there was none. */
  readonly index: number | undefined
  readonly violation: string
}

/** Plants each bug in turn and looks for it. */
export const lookForAll = async (workers: number, onFound: (found: Found) => void): Promise<void> => {
  for (const { name, edits } of plantedBugs) {
    const { findings } = await campaign({ ...search, workers, edits, stopsAtFirst: true })
    const { index, violations = [] } = findings[0] ?? {}
    onFound({ name, index, violation: violations[0] ?? '' })
  }
}

/** A row of the table in `docs/simulator.md`. */
export const rowOf = ({ name, index, violation }: Found): string =>
  `| ${name} | ${index ?? 'not found'} | ${violation.replaceAll('|', '\\|')} |`
