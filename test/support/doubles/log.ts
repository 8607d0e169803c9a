import type { Log, LogCode, LogIds } from '../../../shared/platform/log.ts'

interface Logged {
  level: 'info' | 'error'
  code: LogCode
  ids: LogIds
}

/** A log that remembers what it was told. */
export class InMemoryLog implements Log {
  readonly logged: Logged[] = []

  get codes(): readonly LogCode[] {
    return this.logged.map(({ code }) => code)
  }

  info(code: LogCode, ids: LogIds): void {
    this.logged.push({ level: 'info', code, ids })
  }

  error(code: LogCode, ids: LogIds): void {
    this.logged.push({ level: 'error', code, ids })
  }
}
