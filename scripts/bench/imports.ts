import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { importStatuses } from '../../shared/ingestion/ports.ts'
import type { WrittenFile } from './files.ts'
import type { LocalEnvironment } from './local-environment.ts'

const LOOK_EVERY_MS = 250

interface ImportStatus {
  status: (typeof importStatuses)[number]
  rows: number
  errors: readonly unknown[]
}

/** Brings a file as an operator does: from the request for an upload until it is applied. */
export const importIn = async (local: LocalEnvironment, token: string, file: WrittenFile): Promise<void> => {
  const { importId, uploadUrl } = await local.call<{ importId: string; uploadUrl: string }>(
    'POST',
    '/v1/imports',
    { token, body: { kind: file.kind } },
  )
  await local.upload(uploadUrl, await readFile(file.path))
  await applied(local, token, importId, file)
}

const applied = async (
  local: LocalEnvironment,
  token: string,
  importId: string,
  { kind, rows }: WrittenFile,
): Promise<void> => {
  for (;;) {
    const told = await local.call<ImportStatus>('GET', `/v1/imports/${importId}`, { token })
    if (told.status === 'applied' && told.rows === rows) return
    if (told.status === 'applied' || told.status === 'rejected')
      throw new Error(
        `${kind}: ${told.status} with ${told.rows} of ${rows} rows: ${JSON.stringify(told.errors)}`,
      )
    await setTimeout(LOOK_EVERY_MS)
  }
}
