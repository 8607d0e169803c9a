/**
 * Something stored that cannot be read: its form is unknown, or it contradicts something else that is stored. No later
 * attempt of the same code can pass. `key` names it, by ids only.
 */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
  readonly key: string

  constructor(key: string, options?: ErrorOptions) {
    super(`cannot read ${key}`, options)
    this.key = key
  }
}
