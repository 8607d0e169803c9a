import { type Clock, type Instant, secondsAfter } from '../platform/time.ts'
import type { Violation } from './faults.ts'
import type { Import, ImportStore, Uploads } from './ports.ts'

export interface OverduePorts {
  imports: Pick<ImportStore, 'read' | 'replace'>
  uploads: Pick<Uploads, 'find'>
  clock: Clock
}

/** Lambda runs an import three times at most, fifteen minutes each, with three minutes between them. */
export const LONGEST_RUN_SECONDS = 900
const WORK_LASTS_SECONDS = 3600

const notUploaded: Violation = {
  code: 'not-uploaded',
  detail: 'Verwacht: een bestand, geüpload voordat de upload-URL verliep. Vraag een nieuwe import aan.',
}
const givenUp: Violation = {
  code: 'given-up',
  detail:
    'De verwerking is na een uur afgebroken door een storing; mogelijk is een deel al toegepast. Vraag een nieuwe import aan en upload het bestand opnieuw.',
}

/**
 * The import, ended where its time is over: `not-uploaded` from `expiresAt` on without an upload, `given-up` an hour after
 * the work began, or should have begun. One conditional write decides between this and a run.
 */
export const readImport = async (ports: OverduePorts, importId: string): Promise<Import | undefined> => {
  const stored = await ports.imports.read(importId)
  const violation = stored && (await overdueOf(ports, stored))
  if (violation === undefined) return stored
  const errors = [{ line: null, column: null, ...violation }]
  const rejected: Import = { ...stored!, status: 'rejected', errorCount: 1, errors }
  return (await ports.imports.replace(stored!, rejected)) ? rejected : readImport(ports, importId)
}

const overdueOf = async ({ uploads, clock }: OverduePorts, one: Import): Promise<Violation | undefined> => {
  const now = clock()
  if (isEnded(one) || now < (one.startedAt ?? one.expiresAt)) return undefined
  if (one.startedAt === null && (await uploads.find(one)) === undefined) return notUploaded
  return now >= workEndsAt(one) ? givenUp : undefined
}

export const isEnded = <One extends Pick<Import, 'status'>>(
  one: One,
): one is One & { status: 'applied' | 'rejected' } => one.status === 'applied' || one.status === 'rejected'

/** Whether a run that begins now would still be at work when the import is given up. */
export const isTooLate = (one: Import, now: Instant): boolean =>
  now > secondsAfter(workEndsAt(one), -LONGEST_RUN_SECONDS)

const workEndsAt = ({ startedAt, expiresAt }: Import): Instant =>
  secondsAfter(startedAt ?? expiresAt, WORK_LASTS_SECONDS)
