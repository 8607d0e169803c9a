import type { Clock, Instant } from '../shared/platform/time.ts'

/** What a stub keeps, by name: written once, and gone from its moment on. */
export interface Store<Value> {
  /** False where there is one of that name already. */
  add(name: string, value: Value, until?: Instant): Promise<boolean>
  find(name: string): Promise<Value | undefined>
  remove(name: string): Promise<void>
  /** In the order in which they came. */
  all(): Promise<readonly Value[]>
}

interface Kept<Value> {
  readonly value: Value
  readonly until: Instant | undefined
}

/** For as long as the process lives. */
export class InMemoryStore<Value> implements Store<Value> {
  readonly #kept = new Map<string, Kept<Value>>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get values(): readonly Value[] {
    return [...this.#kept.values()].filter(this.#isThere).map(({ value }) => value)
  }

  async add(name: string, value: Value, until?: Instant): Promise<boolean> {
    if (until) this.#forget()
    if (this.#kept.has(name)) return false
    this.#kept.set(name, { value, until })
    return true
  }

  async find(name: string): Promise<Value | undefined> {
    const kept = this.#kept.get(name)
    return kept && this.#isThere(kept) ? kept.value : undefined
  }

  async remove(name: string): Promise<void> {
    this.#kept.delete(name)
  }

  async all(): Promise<readonly Value[]> {
    return this.values
  }

  #isThere = ({ until }: Kept<Value>): boolean => !until || this.#clock() < until

  #forget(): void {
    for (const [name, kept] of this.#kept) if (!this.#isThere(kept)) this.#kept.delete(name)
  }
}
