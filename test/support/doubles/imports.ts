import type { SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type { ConsentGuard, ImportKey, Upload, Uploads, UploadUrls } from '../../../shared/ingestion/ports.ts'
import { type Instant, instantFrom, secondsAfter } from '../../../shared/platform/time.ts'

/** Uploads that are put here by a test, in pieces of a size that cuts rows and characters anywhere. */
export class InMemoryUploads implements Uploads, UploadUrls {
  /** Of each import the first: what is uploaded after it changes nothing. */
  readonly #files = new Map<string, { bytes: Uint8Array; version: string }>()
  readonly #pieceSize: number
  #versions = 0

  constructor(pieceSize = 64 * 1024) {
    this.#pieceSize = pieceSize
  }

  put({ importId }: Pick<ImportKey, 'importId'>, bytes: Uint8Array): void {
    if (this.#files.has(importId)) return
    this.#versions += 1
    this.#files.set(importId, { bytes, version: `version-${this.#versions}` })
  }

  has({ importId }: Pick<ImportKey, 'importId'>): boolean {
    return this.#files.has(importId)
  }

  async presign(
    { kind, importId }: ImportKey,
    now: Instant,
  ): Promise<{ uploadUrl: string; expiresAt: Instant }> {
    return { uploadUrl: `https://uploads.example/${kind}/${importId}`, expiresAt: secondsAfter(now, 3600) }
  }

  /** Who puts a file here tells of it. */
  async list(): Promise<readonly []> {
    return []
  }

  async find({ importId }: ImportKey): Promise<Upload | undefined> {
    const file = this.#files.get(importId)
    return file && { size: file.bytes.length, version: file.version }
  }

  async read({ importId }: ImportKey, version: string): Promise<AsyncIterable<Uint8Array>> {
    const file = this.#files.get(importId)
    if (file?.version !== version) throw new Error(`No such version of ${importId}`)
    return pieces(file.bytes, this.#pieceSize)
  }

  async remove({ importId }: ImportKey): Promise<void> {
    this.#files.delete(importId)
  }
}

/** The bytes in pieces of `size`, as a stream brings them. */
export async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** Says what it is told of which figures are closed, and remembers what it was asked. */
export class ConsentGuardDouble implements ConsentGuard {
  readonly closed = new Map<string, Instant>()
  readonly changed: string[] = []

  /** Closes the figures of a school and year from that moment on. */
  close(schoolId: SchoolId, schoolYear: SchoolYear, from: Instant): void {
    this.closed.set(`${schoolId} ${schoolYear}`, from)
  }

  /** A delivery of that school and year began: closed to every import, whenever it began. */
  beginDelivery(schoolId: SchoolId, schoolYear: SchoolYear): void {
    this.close(schoolId, schoolYear, instantFrom('2000-01-01T00:00:00Z'))
  }

  async isClosed(schoolId: SchoolId, schoolYear: SchoolYear, startedAt: Instant): Promise<boolean> {
    const from = this.closed.get(`${schoolId} ${schoolYear}`)
    return from !== undefined && startedAt >= from
  }

  async mayReplace(schoolId: SchoolId, schoolYear: SchoolYear, startedAt: Instant): Promise<boolean> {
    return !(await this.isClosed(schoolId, schoolYear, startedAt))
  }

  async figuresChanged(schoolId: SchoolId, schoolYear: SchoolYear): Promise<void> {
    this.changed.push(`${schoolId} ${schoolYear}`)
  }
}
