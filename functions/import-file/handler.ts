import type { S3Event } from 'aws-lambda'
import { missedUploads } from '../../shared/ingestion/missed-uploads.ts'
import { type ImportPorts, processImport } from '../../shared/ingestion/processing.ts'
import { importIdOf } from '../../shared/ingestion/upload-key.ts'
import type { Log } from '../../shared/platform/log.ts'
import { worker } from '../../shared/platform/worker.ts'

export interface ImportFilePorts extends ImportPorts {
  log: Log
}

const logged = {
  applied: 'IMPORT_APPLIED',
  rejected: 'IMPORT_REJECTED',
  ignored: 'IMPORT_IGNORED',
} as const

/** Processes each file that was uploaded. Throws where the storage fails: the platform then comes again. */
export const make = (ports: ImportFilePorts) =>
  worker(ports.log, async (event: Partial<S3Event>): Promise<void> => {
    const failures: unknown[] = []
    for (const importId of await importsOf(ports, event)) {
      try {
        const outcome = importId === undefined ? 'ignored' : await processImport(ports, importId)
        ports.log.info(logged[outcome], { importId })
      } catch (failure) {
        // One that breaks off holds up no other.
        ports.log.error('IMPORT_FAILED', { importId }, failure)
        failures.push(failure)
      }
    }
    if (failures.length > 0) throw failures[0]
  })

/** Those S3 tells of; those it did not tell of, where the clock asks. */
const importsOf = async (
  ports: ImportFilePorts,
  { Records: uploads }: Partial<S3Event>,
): Promise<readonly (string | undefined)[]> =>
  uploads?.map(({ s3 }) => importIdOf(s3.object.key)) ?? missedUploads(ports)
