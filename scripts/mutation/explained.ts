/** One thing changed in one file, written as people read it: the lines as they are (`-`) and as they would be (`+`). */
export interface Mutant {
  file: string
  diff: string
}

/** A mutant that no test can kill, and why. */
export interface Explained extends Mutant {
  why: string
}

interface Place {
  line: number
  /** Counts from 1, as lines do. */
  column: number
}

/** The change as a diff of whole lines, from what Stryker replaces: from `start` up to `end`. */
export const diffOf = (source: string, start: Place, end: Place, replacement: string): string => {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const before = lines[0]!.slice(0, start.column - 1)
  const after = lines.at(-1)!.slice(end.column - 1)
  const indent = lines[0]!.search(/\S/)
  const marked = (sign: string, text: readonly string[]) =>
    text.map(line => `${sign} ${line.slice(Math.min(indent, line.search(/\S|$/)))}`.trimEnd())
  const mutated = `${before}${replacement}${after}`.split('\n')
  return [...marked('-', lines), ...marked('+', mutated)].join('\n')
}

/** Reads the page of explanations: a heading per file, then a diff and the reason for each mutant. */
export const explainedIn = (page: string): readonly Explained[] =>
  page
    .split(/^## /m)
    .slice(1)
    .flatMap(section => {
      const file = section.split('\n', 1)[0]!.trim()
      return section
        .split(/^```diff\n/m)
        .slice(1)
        .map(part => {
          const [diff = '', why = ''] = part.split(/^```$/m)
          return { file, diff: diff.trimEnd(), why: why.trim() }
        })
    })

/** A mutant as it stands on that page, but for the reason. */
export const onThePage = ({ file, diff }: Mutant): string => `## ${file}\n\n\`\`\`diff\n${diff}\n\`\`\`\n`

/** Compares what was not killed with what is explained, one to one. */
export const compared = (
  survivors: readonly Mutant[],
  explained: readonly Explained[],
): { unexplained: readonly Mutant[]; stale: readonly Explained[] } => {
  const waiting = explained.filter(({ why }) => why !== '')
  const unexplained = survivors.filter(survivor => {
    const place = waiting.findIndex(({ file, diff }) => file === survivor.file && diff === survivor.diff)
    if (place >= 0) waiting.splice(place, 1)
    return place < 0
  })
  return { unexplained, stale: waiting }
}
