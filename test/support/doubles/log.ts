import { causeOf, type Log, type LogCode, type LogIds, logCatalogue } from '../../../shared/platform/log.ts'

interface LogLine {
  level: 'info' | 'error'
  code: LogCode
  ids: LogIds
  /** All of the line, as it would be written. */
  text: string
}

/** A log that remembers what would have been written. */
export class InMemoryLog implements Log {
  readonly lines: LogLine[] = []
  /** Who saw, changed or tried what: apart from the rest, which names nobody. */
  readonly audited: LogIds[] = []

  get codes(): readonly LogCode[] {
    return this.lines.map(({ code }) => code)
  }

  info(code: LogCode, ids: LogIds): void {
    if (code === 'REQUEST_AUDITED') this.audited.push(ids)
    else this.#write('info', code, ids)
  }

  error(code: LogCode, ids: LogIds, cause?: unknown): void {
    this.#write('error', code, ids, cause === undefined ? {} : causeOf(cause))
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

  #write(level: LogLine['level'], code: LogCode, ids: LogIds, cause: LogIds = {}): void {
    this.lines.push({
      level,
      code,
      ids,
      text: JSON.stringify({ message: logCatalogue[code], ...ids, ...cause }),
    })
  }
}
