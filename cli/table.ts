/** Rows under each other, each column as wide as its widest cell. */
export const table = (...rows: readonly (readonly string[])[]): string => {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  )
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** One thing that was looked at: what was found, and what to do where it is not as it should be. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly found: string
  readonly todo?: string | undefined
}

/** A line for each, and a second one where there is something to do. */
export const checkList = (checks: readonly Check[]) => ({
  data: { ok: checks.every(({ ok }) => ok), checks },
  text: table(...checks.flatMap(linesOf)),
  ok: checks.every(({ ok }) => ok),
})

const linesOf = ({ name, ok, found, todo }: Check): readonly (readonly string[])[] => [
  [ok ? '✓' : '✗', name, found],
  ...(ok || todo === undefined ? [] : [['', '', `→ ${todo}`]]),
]
