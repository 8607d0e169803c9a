import * as z from 'zod/mini'
import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { MonitoringData } from '../monitoring/ports.ts'
import { count, instant } from '../platform/stored.ts'
import type { Instant } from '../platform/time.ts'
import { fault } from './faults.ts'

export const importKinds = ['schools', 'administrators', 'pupils', 'respondents'] as const
export type ImportKind = (typeof importKinds)[number]

export const importStatuses = ['awaiting-upload', 'processing', 'applied', 'rejected'] as const

/** One file an operator brings, from the moment its upload is asked for. */
export const importFields = {
  importId: z.string(),
  kind: z.enum(importKinds),
  status: z.enum(importStatuses),
  /** Data rows that were read. */
  rows: count,
  /** Different schools the file speaks of; 0 for administrators, which are of boards. */
  schools: count,
  errorCount: count,
  /** At most a hundred: of each code and column the first. */
  errors: z.array(fault),
  createdAt: instant,
  /** Until then a file can be uploaded. */
  expiresAt: instant,
  /** When the processing began, whatever retries followed: the moment `results-closed` is judged by. */
  startedAt: z.nullable(instant),
  /** The version of the upload that the processing began with; a later upload changes nothing. */
  uploadVersion: z.nullable(z.string()),
  /** From here on the file may have been applied in part, so that a retry can only finish it. */
  judged: z.boolean(),
}

export type Import = z.output<z.ZodMiniObject<typeof importFields>>
export type ImportKey = Pick<Import, 'importId' | 'kind'>

export interface ImportStore {
  create(record: Import): Promise<void>
  read(importId: string): Promise<Import | undefined>
  /**
   * Stores `next` where `status` and `judged` still are those of `previous`; `false` where another run got
   * further.
   */
  replace(previous: Import, next: Import): Promise<boolean>
}

/**
 * An uploaded file as it stands: its size in bytes, and what tells it from another one under the same key.
 */
export interface Upload {
  size: number
  version: string
}

/** Where operators bring their files. */
export interface UploadUrls {
  /** A URL that takes one file by `PUT` until `expiresAt`, an hour after `now` at the latest. */
  presign(key: ImportKey, now: Instant): Promise<{ uploadUrl: string; expiresAt: Instant }>
}

/** The files that were brought. A file holds personal data and is removed as soon as it has been read. */
export interface Uploads {
  /** The first one, whatever was uploaded after it. */
  find(key: ImportKey): Promise<Upload | undefined>
  /** The bytes of that very version; throws where it was removed. */
  read(key: ImportKey, version: string): Promise<AsyncIterable<Uint8Array>>
  /** The imports that a file lies there for, whoever told of it, and when the first one came. */
  list(): Promise<readonly { importId: string; uploadedAt: Instant }[]>
  /** All there are for that import. Safe to repeat. */
  remove(key: ImportKey): Promise<void>
}

/** What consent means for newer figures of a school and year. */
export interface ConsentGuard {
  /**
   * Rule 11: whether results and pupils of this school and year are closed to an import that began at `startedAt`: its
   * date was reached by then, or a delivery began since, or had nothing to deliver, and no consent for a later date
   * followed.
   */
  isClosed(schoolId: SchoolId, schoolYear: SchoolYear, startedAt: Instant): Promise<boolean>
  /**
   * On the point of replacing figures, which are `stored` still: whether they are open. The report that a consent in force
   * promised of them is kept first. Safe to repeat.
   */
  mayReplace(
    schoolId: SchoolId,
    schoolYear: SchoolYear,
    startedAt: Instant,
    stored: MonitoringData,
  ): Promise<boolean>
  /**
   * After figures changed: appends `results-changed` where the document of the consent in force changed.
   * Safe to repeat.
   */
  figuresChanged(schoolId: SchoolId, schoolYear: SchoolYear, now: Instant): Promise<void>
}
