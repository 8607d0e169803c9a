import { performance } from 'node:perf_hooks'

/** One line of the result. */
export interface Stage {
  name: string
  /** What was done so many times: rows, consents, deliveries. */
  count: number
  seconds: number
  /** The most memory the process that did it has had until then, in bytes. */
  peakBytes: number
}

/** A stage, and the seconds of a plain pass just before it: how fast this machine was at that moment. */
export interface Measured extends Stage {
  plainPass: number
}

const SAY_EVERY_MS = 5_000

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Does the work and answers how many seconds it took; says every few seconds that it is still under way. */
export const timed = async <Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<{ seconds: number; result: Result }> => {
  say(`${name} ...`)
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  const timer = setInterval(() => say(`  ${name}: under way for ${seconds().toFixed(0)} s`), SAY_EVERY_MS)
  try {
    const result = await work()
    const took = seconds()
    say(`  ${name}: ${took.toFixed(1)} s`)
    return { seconds: took, result }
  } finally {
    clearInterval(timer)
  }
}

const whole = (number: number): string => Math.round(number).toLocaleString('en')
export const megabytes = (bytes: number): string => `${whole(bytes / 2 ** 20)} MB`

const header = ['stage', 'number', 'seconds', 'per second', 'x plain pass', 'peak memory']

export const tableOf = (stages: readonly Measured[]): string => {
  const rows = stages.map(({ name, count, seconds, peakBytes, plainPass }) => [
    name,
    whole(count),
    seconds.toFixed(1),
    whole(count / seconds),
    (seconds / plainPass).toFixed(2),
    megabytes(peakBytes),
  ])
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map(row => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return [header, widths.map(width => '-'.repeat(width)), ...rows].map(line).join('\n')
}
