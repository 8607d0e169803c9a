import type { Archive } from '../../../shared/delivery/ports.ts'

/** An archive in memory; bytes are copied in and out. */
export class InMemoryArchive implements Archive {
  readonly #kept = new Map<string, Uint8Array>()

  async keep(deliveryId: string, bytes: Uint8Array): Promise<Uint8Array> {
    const kept = this.#kept.get(deliveryId) ?? bytes.slice()
    this.#kept.set(deliveryId, kept)
    return kept.slice()
  }

  async read(deliveryId: string): Promise<Uint8Array | undefined> {
    return this.#kept.get(deliveryId)?.slice()
  }
}
