import { type FaultList, faultList, type Violation } from './faults.ts'
import type { FigurePorts } from './figures.ts'
import { fileKinds } from './file-kinds.ts'
import { isEnded, isTooLate, readImport } from './overdue.ts'
import type { Plan, Started } from './plan.ts'
import type { Import, ImportStore, Upload, Uploads } from './ports.ts'
import { validateFile } from './validate.ts'

export interface ImportPorts extends FigurePorts {
  imports: ImportStore
  uploads: Uploads
}

const LARGEST_FILE = 50 * 1024 * 1024

const tooLarge: Violation = { code: 'too-large', detail: 'Verwacht: een bestand van hoogstens 50 MB.' }

/** What came of it; `ignored` where there was nothing to do, or nothing more. */
export type ProcessingOutcome = 'applied' | 'rejected' | 'ignored'

/**
 * Parses, validates, plans and applies the file that was uploaded for an import, and removes it. A run that stopped
 * half-way is finished by the next, within the hour; what is done already, or was uploaded later, changes nothing. Throws
 * what the storage throws.
 */
export const processImport = async (
  ports: ImportPorts,
  importId: string,
  isAtWork = false,
): Promise<ProcessingOutcome> => {
  const found = await readImport(ports, importId)
  if (found === undefined) return 'ignored'
  if (isEnded(found)) {
    await ports.uploads.remove(found)
    // The answer to the write that ended it may have been lost.
    return isAtWork ? found.status : 'ignored'
  }
  // A run that began now could still be at work when the import is said to be given up.
  if (isTooLate(found, ports.clock())) return 'ignored'
  const upload = await ports.uploads.find(found)
  if (upload === undefined) return 'ignored'
  const started = await start(ports, found, upload)
  // Another run got further meanwhile: look again at what is left to be done.
  if (started === undefined) return processImport(ports, importId)
  if (started.uploadVersion !== upload.version) return 'ignored'
  const ended = await finish(ports, started, upload)
  if (ended === undefined) return processImport(ports, importId, true)
  await ports.uploads.remove(found)
  return ended
}

const start = async (ports: ImportPorts, found: Import, upload: Upload): Promise<Started | undefined> => {
  if (found.startedAt !== null) return { ...found, startedAt: found.startedAt }
  const startedAt = ports.clock()
  const started = { ...found, status: 'processing', startedAt, uploadVersion: upload.version } as const
  return (await ports.imports.replace(found, started)) ? started : undefined
}

/** Undefined where another run got there first. */
const finish = async (
  ports: ImportPorts,
  started: Started,
  upload: Upload,
): Promise<'applied' | 'rejected' | undefined> => {
  const { imports } = ports
  const faults = faultList()
  const { rows, plan } = await validate(ports, started, upload, faults)
  // Asked once, before the first write: what was open when the processing began stays so for its retries.
  if (!started.judged && faults.count === 0) await plan?.findClosed?.(started.startedAt, faults)
  const { count: errorCount, kept } = faults
  const outcome: Started = { ...started, rows, schools: plan?.schools ?? 0, errorCount, errors: [...kept] }
  if (plan === undefined || errorCount > 0) return reject(imports, started, outcome)
  const judged: Started = { ...outcome, judged: true }
  if (!started.judged && !(await imports.replace(started, judged))) return undefined
  await plan.apply(started)
  return (await imports.replace(judged, { ...judged, status: 'applied' })) ? 'applied' : undefined
}

const validate = async (
  ports: ImportPorts,
  { importId, kind }: Started,
  { size, version }: Upload,
  faults: FaultList,
): Promise<{ rows: number; plan: Plan | undefined }> => {
  if (size > LARGEST_FILE) {
    faults.abort(null, tooLarge)
    return { rows: 0, plan: undefined }
  }
  return validateFile(await ports.uploads.read({ importId, kind }, version), fileKinds[kind], ports, faults)
}

const reject = async (
  imports: ImportStore,
  started: Started,
  outcome: Started,
): Promise<'rejected' | undefined> => {
  // Part of it may have been applied, so that "rejected" would not be true. Somebody has to look at it.
  if (started.judged) throw new Error(`Import ${started.importId} was judged, and has faults since`)
  return (await imports.replace(started, { ...outcome, status: 'rejected' })) ? 'rejected' : undefined
}
