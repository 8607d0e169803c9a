import type { S3Client } from '@aws-sdk/client-s3'
import { isSchoolId, isSchoolYear } from '../../directory/identifiers.ts'
import { keepObject, namesIn, readObject } from '../../platform/adapters/objects.ts'
import { canonicalBytes } from '../../platform/canonical.ts'
import type { Stored } from '../../platform/stored.ts'
import { UnreadableError } from '../../platform/unreadable-error.ts'
import type { EventKey } from '../event-name.ts'
import type { Ledger } from '../ports.ts'
import { fromFactsItem, toFactsItem } from './dynamo-event-store.ts'

/** Eight digits, so that versions sort as text. */
const nameOf = ({ schoolId, schoolYear, version }: EventKey): string =>
  `${schoolId}/${schoolYear}/events/${String(version).padStart(8, '0')}.json`

/** Undefined where it is the name of something else. Throws `UnreadableError` where it looks like an event's. */
export const keyOfObject = (name: string): EventKey | undefined => {
  const [schoolId, schoolYear, kind, file = ''] = name.split('/')
  if (!isSchoolId(schoolId) || !isSchoolYear(schoolYear) || kind !== 'events') return undefined
  if (!/^[0-9]{8}\.json$/.test(file)) throw new UnreadableError(name)
  return { schoolId, schoolYear, version: Number.parseInt(file, 10) }
}

const parsed = (name: string, bytes: Uint8Array): Stored => {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch (cause) {
    throw new UnreadableError(name, { cause })
  }
}

/**
 * The ledger in a bucket with Object Lock: an object per event, `99AA00/2026-2027/events/00000003.json`, that nobody can
 * write over. Throws what S3 throws.
 */
export const s3Ledger = (client: Pick<S3Client, 'send'>, bucket: string): Ledger => ({
  keep: facts => keepObject(client, bucket, nameOf(facts), canonicalBytes(toFactsItem(facts))),

  async read(key) {
    const name = nameOf(key)
    const bytes = await readObject(client, bucket, name)
    return bytes && fromFactsItem(parsed(name, bytes))
  },

  async heads() {
    const heads = new Map<string, EventKey>()
    // Names come in order, so that the last of a log is its newest.
    for await (const name of namesIn(client, bucket)) {
      const key = keyOfObject(name)
      if (key) heads.set(`${key.schoolId} ${key.schoolYear}`, key)
    }
    return [...heads.values()]
  },

  async isEmpty() {
    const { done = false } = await namesIn(client, bucket).next()
    return done
  },
})
