import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { S3Event } from 'aws-lambda'
import { make } from '../../../functions/import-file/handler.ts'
import { wire } from '../../../functions/import-file/wire.ts'
import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'
import { table } from '../../../infra/wiring.ts'
import {
  type ImportKind,
  importKinds,
  type Uploads,
  type UploadUrls,
} from '../../../shared/ingestion/ports.ts'
import { requestImport } from '../../../shared/ingestion/requests.ts'
import { uploadKeyOf } from '../../../shared/ingestion/upload-key.ts'
import type { Log } from '../../../shared/platform/log.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { type Cost, costOf } from '../cost.ts'

const settings = {
  TABLE_NAME: 'doorlevering',
  TABLE_ID: 'bench',
  LEDGER_BUCKET: 'ledger',
  UPLOADS_BUCKET: 'uploads',
}
const now = instantFrom('2027-05-11T14:03:00+02:00')
const clock = () => now
const silent: Log = { info: () => {}, error: () => {} }

/**
 * The files stay on disk, where the upload of the real function is in S3: only what is read of them is in
 * memory.
 */
const uploadsOnDisk = (paths: ReadonlyMap<string, string>): Uploads & UploadUrls => ({
  presign: async () => ({ uploadUrl: '', expiresAt: now }),
  find: async ({ importId }) => ({ size: (await stat(paths.get(importId) ?? '')).size, version: '1' }),
  read: async ({ importId }) => createReadStream(paths.get(importId) ?? ''),
  list: async () => [],
  remove: async () => {},
})

/** Imports the files `kind=path`, in that order, and answers what the last took. */
const importAll = async (files: readonly string[]): Promise<Cost | undefined> => {
  const paths = new Map<string, string>()
  const runtime = { clock, random: () => 0.5, newId: () => '', log: silent, pause: async () => {} }
  const clients = {
    documents: clientOf<DynamoDBDocumentClient>(new FakeTable({ tableName: settings.TABLE_NAME, ...table })),
    s3: clientOf<S3Client>(new FakeBucket(settings.UPLOADS_BUCKET, clock, undefined, { hasVersions: true })),
  }
  const ports = { ...wire(settings, clients, runtime), uploads: uploadsOnDisk(paths) }
  const importFile = make(ports)
  let cost: Cost | undefined
  for (const [index, file] of files.entries()) {
    const [kind, path] = kindAndPath(file)
    const { importId } = await requestImport({ ...ports, newId: () => `import-${index}` }, kind)
    paths.set(importId, path)
    const event = { Records: [{ s3: { object: { key: uploadKeyOf({ kind, importId }) } } }] } as S3Event
    cost = await costOf(() => importFile(event))
    const status = (await ports.imports.read(importId))?.status
    if (status !== 'applied') throw new Error(`${kind} were ${status}`)
  }
  return cost
}

const kindAndPath = (file: string): [ImportKind, string] => {
  const [name, ...path] = file.split('=')
  const kind = importKinds.find(each => each === name)
  if (kind === undefined) throw new Error(`no kind of file: ${name}`)
  return [kind, path.join('=')]
}

process.send?.(await importAll(process.argv.slice(2)))
