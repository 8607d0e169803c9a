import type { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod/mini'
import { keyOfObject } from '../../consent/adapters/s3-ledger.ts'
import { type LogKey, receiptFields } from '../../consent/log.ts'
import { keepObject, namesIn, readObject } from '../../platform/adapters/objects.ts'
import { canonicalBytes } from '../../platform/canonical.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Archive } from '../ports.ts'

const receiptForm = storedAs({ ...receiptFields, deliveryId: z.string(), payload: z.string() })

const folderOf = ({ schoolId, schoolYear }: LogKey): string => `${schoolId}/${schoolYear}/`

const receiptName = (key: LogKey): string => `${folderOf(key)}receipt.json`

/**
 * What was delivered, in the bucket of the ledger: the bytes as `<name>.json`, and one receipt per school and school
 * year, `99AA00/2026-2027/receipt.json`. Nobody can write over either. Throws what S3 throws.
 */
export const s3Archive = (client: Pick<S3Client, 'send'>, bucket: string): Archive => ({
  async keep(name, bytes) {
    await keepObject(client, bucket, `${name}.json`, bytes)
  },
  read: name => readObject(client, bucket, `${name}.json`),
  async keepReceipt(key, receipt) {
    await keepObject(client, bucket, receiptName(key), canonicalBytes({ ...receiptForm.version, ...receipt }))
  },
  async kept(key) {
    let newestEvent = 0
    let bytes: Uint8Array | undefined
    // In order, so that the last event is the newest.
    for await (const name of namesIn(client, bucket, folderOf(key))) {
      newestEvent = keyOfObject(name)?.version ?? newestEvent
      if (name === receiptName(key)) bytes = await readObject(client, bucket, name)
    }
    const receipt = bytes && receiptForm.read(JSON.parse(Buffer.from(bytes).toString()), receiptName(key))
    return { newestEvent, receipt }
  },
})
