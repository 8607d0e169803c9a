import { toldOf } from './faults.ts'
import { table } from './table.ts'

/** What was found: undefined is neither good nor bad, since it cannot be there yet. */
export interface Found {
  readonly ok: boolean | undefined
  readonly found: string
  /** What to do, line by line, where it is not as it should be. */
  readonly todo?: readonly string[] | undefined
}

/** One thing that was looked at. */
export interface Check extends Found {
  readonly name: string
}

/** What AWS does not find comes with the deployment; what cannot be looked at is not as it should be. */
export const look = (name: string, ask: () => Promise<Found>): Promise<Check> =>
  ask().then(
    found => ({ name, ...found }),
    (error: Error) =>
      error.name === 'NotFoundException'
        ? { name, ok: undefined, found: 'comes with the deployment' }
        : { name, ok: false, found: toldOf(error) ?? String(error) },
  )

/** A line for each, and more where there is something to do. */
export const checkList = (checks: readonly Check[]) => {
  const ok = checks.every(check => check.ok !== false)
  // Where all is well nothing is to do.
  const told = checks.map(({ todo, ...check }) => (check.ok === true ? check : { ...check, todo }))
  return { data: { ok, checks: told }, text: table(...told.flatMap(linesOf)), ok }
}

const linesOf = ({ name, ok, found, todo = [] }: Check): readonly (readonly string[])[] => [
  [ok === undefined ? '·' : ok ? '✓' : '✗', name, found],
  ...todo.map((line, index) => ['', '', `${index === 0 ? '→' : ' '} ${line}`]),
]
