import { causeOf, type Log, type LogCode, type LogIds, logCatalogue } from '../../../shared/platform/log.ts'

export interface LogLine {
  level: 'info' | 'error'
  code: LogCode
  /** All of the line, as it would be written. */
  text: string
}

/** A log that remembers what would have been written. */
export class LogDouble implements Log {
  readonly lines: LogLine[] = []

  info(code: LogCode, ids: LogIds): void {
    this.lines.push({ level: 'info', code, text: JSON.stringify({ message: logCatalogue[code], ...ids }) })
  }

  error(code: LogCode, ids: LogIds, cause?: unknown): void {
    const written = { message: logCatalogue[code], ...ids, ...(cause !== undefined && causeOf(cause)) }
    this.lines.push({ level: 'error', code, text: JSON.stringify(written) })
  }

  /** As sentences, which of these values stand in the log, from that line on. */
  told(personal: readonly string[], from = 0): readonly string[] {
    const all = this.lines
      .slice(from)
      .map(({ text }) => text)
      .join('\n')
    return personal
      .filter(value => all.includes(JSON.stringify(value).slice(1, -1)))
      .map(value => `the log tells ${value}`)
  }
}
