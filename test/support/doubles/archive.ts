import type { Archive } from '../../../shared/delivery/ports.ts'

/** An archive in memory; bytes are copied in and out. */
export class InMemoryArchive implements Archive {
  readonly #kept = new Map<string, Uint8Array>()

  async keep(name: string, bytes: Uint8Array): Promise<void> {
    if (!this.#kept.has(name)) this.#kept.set(name, bytes.slice())
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.#kept.get(name)?.slice()
  }
}
