import type * as z from 'zod/mini'
import type { Clock } from '../platform/time.ts'
import { type OverduePorts, readImport } from './overdue.ts'
import type { Import, ImportKind, ImportStore, UploadUrls } from './ports.ts'
import type { importState, uploadRequest } from './schemas.ts'

export interface RequestPorts {
  imports: ImportStore
  uploads: UploadUrls
  clock: Clock
  /** A new import's id, never given before: 1 to 64 letters, digits and hyphens. */
  newId: () => string
}

export type UploadRequest = z.output<typeof uploadRequest>

/** Makes room for one file of that kind, to be uploaded within the hour. */
export const requestImport = async (ports: RequestPorts, kind: ImportKind): Promise<UploadRequest> => {
  const createdAt = ports.clock()
  const importId = ports.newId()
  const { uploadUrl, expiresAt } = await ports.uploads.presign({ importId, kind }, createdAt)
  await ports.imports.create({ ...untouched, importId, kind, createdAt, expiresAt })
  return { importId, uploadUrl, uploadMethod: 'PUT', expiresAt }
}

const untouched = {
  status: 'awaiting-upload',
  rows: 0,
  schools: 0,
  errorCount: 0,
  errors: [],
  startedAt: null,
  uploadVersion: null,
  judged: false,
} as const satisfies Partial<Import>

/** What an operator sees of an import. */
export type ImportStatus = z.output<typeof importState>

/** How far an import is, ended where its time is over; undefined for an unknown id. */
export const importStatus = async (
  ports: OverduePorts,
  importId: string,
): Promise<ImportStatus | undefined> => {
  const record = isImportId(importId) ? await readImport(ports, importId) : undefined
  if (record === undefined) return undefined
  const { kind, status, rows, schools, errorCount, errors } = record
  return { importId, kind, status, rows, schools, errorCount, errors }
}

const isImportId = (text: string): boolean => /^[0-9A-Za-z-]{1,64}$/.test(text)
