import type { LogKey } from '../../../shared/consent/log.ts'
import type { Archive, KeptReceipt } from '../../../shared/delivery/ports.ts'

/** An archive in memory; bytes are copied in and out. */
export class InMemoryArchive implements Archive {
  readonly #kept = new Map<string, Uint8Array>()
  readonly #receipts = new Map<string, KeptReceipt>()

  async keep(name: string, bytes: Uint8Array): Promise<void> {
    if (!this.#kept.has(name)) this.#kept.set(name, bytes.slice())
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.#kept.get(name)?.slice()
  }

  async keepReceipt({ schoolId, schoolYear }: LogKey, receipt: KeptReceipt): Promise<void> {
    const name = `${schoolId} ${schoolYear}`
    if (!this.#receipts.has(name)) this.#receipts.set(name, { ...receipt })
  }

  async receipt({ schoolId, schoolYear }: LogKey): Promise<KeptReceipt | undefined> {
    return this.#receipts.get(`${schoolId} ${schoolYear}`)
  }
}
