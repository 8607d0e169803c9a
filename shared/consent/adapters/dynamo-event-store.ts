import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/mini'
import type { BoardId, SchoolId, SchoolYear } from '../../directory/identifiers.ts'
import { placeOf } from '../../directory/listing.ts'
import { countSetAside, dueIn, failuresOn, outcomesOn } from '../../outbox/adapters/dynamo-outbox.ts'
import { type Item, ifAbsent, queryAll, schoolPartition, type Table } from '../../platform/adapters/table.ts'
import { compiled } from '../../platform/compiled.ts'
import { eachReadable } from '../../platform/each-readable.ts'
import { itemExpiresAt, timeToLive } from '../../platform/retention.ts'
import {
  count,
  instant,
  type Stored,
  storedAs,
  textAs,
  type Upcast,
  unchecked,
} from '../../platform/stored.ts'
import type { TraceId } from '../../platform/trace.ts'
import { namedPersonFields, personFields, type Signature, signatureOf } from '../consent.ts'
import type { EventKey } from '../event-name.ts'
import { effectsFields, type LogKey, type LogRecord, type RecordedFacts, receiptFields } from '../log.ts'
import type { EventStore, Heads, OpenWork, Outbox } from '../ports.ts'
import { conductFields, termsFields } from '../terms.ts'
import { eventTypes, phases } from '../transitions.ts'
import { newestAfter, newestIn, unlist } from './newest-by-year.ts'

const text = z.string()

/** `own`: by whom and when the event itself happened. A usual save stays within the kilobyte of one write unit. */
const signature = z.union([z.literal('own'), compiled({ by: compiled(namedPersonFields), at: instant })])

const terms = compiled({ ...unchecked(termsFields), conduct: compiled(unchecked(conductFields)) })

const facts = {
  pk: text,
  sk: text,
  schoolYear: textAs<SchoolYear>(),
  phase: z.enum(phases),
  type: z.enum(eventTypes),
  at: instant,
  by: z.nullable(compiled(personFields)),
  request: z.nullable(text),
  traceId: textAs<TraceId>(),
  presentBoardId: z._default(z.nullable(textAs<BoardId>()), null),
  state: compiled({
    consent: compiled({
      terms,
      boardId: textAs<BoardId>(),
      schoolName: text,
      reportDigest: z.nullable(text),
      given: signature,
      changed: z.nullable(signature),
      withdrawn: z.nullable(signature),
    }),
    // Absent where it is the event's own.
    savedVersion: z.optional(count),
    consentVersion: count,
    // Absent before a delivery, for the same kilobyte.
    resultsClosed: z._default(z.boolean(), false),
    runStartedAt: z._default(z.nullable(instant), null),
    attempts: z._default(count, 0),
    receipt: z._default(z.nullable(compiled(receiptFields)), null),
  }),
}

/**
 * Version 1 left out the event's own signature, and knew one mail, to the consent's board. An effect record that was saved
 * since, on an item of that version, knows mails by board already.
 */
const fromVersion1: Upcast = stored => {
  const [state, effects] = [stored.state as Stored, stored.effects as Stored | undefined]
  const consent = state.consent as Stored
  const signed = { given: 'own', changed: 'own', withdrawn: 'own', ...consent }
  const mails = effects?.mails ?? (effects?.mail ? { [String(consent.boardId)]: effects.mail } : {})
  return { ...stored, state: { ...state, consent: signed }, effects: { ...effects, mails } }
}

const factsForm = storedAs(facts, fromVersion1)
const recordForm = storedAs(
  { ...facts, effects: compiled(effectsFields), openAt: z.optional(instant) },
  fromVersion1,
)

/**
 * The partition of the sparse index an event is in while something is still to be done about it. Deliveries under way
 * have one of their own, so that many of them do not stand before a mail.
 */
export const openPartitionOf = ({ phase }: Pick<LogRecord['state'], 'phase'>): OpenWork =>
  phase === 'in-delivery' ? 'deliveries' : 'effects'

const logPrefix = (schoolYear: SchoolYear): string => `LOG#${schoolYear}#`

/** Eight digits, so that versions sort as text. */
export const logItemKey = ({ schoolId, schoolYear, version }: EventKey) => ({
  pk: schoolPartition(schoolId),
  sk: `${logPrefix(schoolYear)}${String(version).padStart(8, '0')}`,
})

/** Reads back what `logItemKey` made. */
const logKeyFrom = ({ pk, sk }: { pk?: unknown; sk?: unknown }): EventKey => {
  const [, schoolYear, version] = String(sk).split('#')
  return {
    schoolId: String(pk).slice(schoolPartition('').length) as SchoolId,
    schoolYear: schoolYear as SchoolYear,
    version: Number(version),
  }
}

export const toLogItem = (record: LogRecord) => ({
  ...toFactsItem(record),
  listed: placeOf(record.state.consent.boardId, record.schoolId),
  ...timeToLive(itemExpiresAt(record.schoolYear, record.at)),
  effects: record.effects,
  ...(record.nextAttemptAt && { open: openPartitionOf(record.state), openAt: record.nextAttemptAt }),
})

/** The facts of an event alone, as the ledger keeps them: they never change. */
export const toFactsItem = ({
  type,
  at,
  by,
  request,
  traceId,
  presentBoardId,
  state,
  ...key
}: RecordedFacts) => {
  const { phase, consent, savedVersion, resultsClosed, runStartedAt, attempts, receipt, ...rest } = state
  const stored = (signature: Signature | null) =>
    signature && (isOwn(signature, { at, by }) ? 'own' : signature)
  const [given, changed, withdrawn] = [consent.given, consent.changed, consent.withdrawn].map(stored)
  return {
    ...logItemKey(key),
    ...factsForm.version,
    ...{ schoolYear: key.schoolYear, phase, type, at, by, request, traceId },
    ...(presentBoardId && { presentBoardId }),
    state: {
      consent: { ...consent, given, changed, withdrawn },
      ...rest,
      ...(savedVersion !== key.version && { savedVersion }),
      ...(resultsClosed && { resultsClosed }),
      ...(runStartedAt && { runStartedAt }),
      ...(attempts > 0 && { attempts }),
      ...(receipt && { receipt }),
    },
  }
}

const isOwn = (signature: Signature, { at, by }: Pick<RecordedFacts, 'at' | 'by'>): boolean =>
  by !== null && isDeepStrictEqual(signature, signatureOf({ at, by }))

/** Throws `UnreadableError` where an item is not what `toLogItem` wrote. */
export const fromLogItem = (item: Stored): LogRecord => {
  const { effects, openAt, ...facts } = recordForm.read(item)
  return { ...factsOf(facts), effects, nextAttemptAt: openAt ?? null }
}

/** Throws `UnreadableError` where an item is not what `toFactsItem` wrote. */
export const fromFactsItem = (item: Stored): RecordedFacts => factsOf(factsForm.read(item))

const factsOf = ({
  pk,
  sk,
  phase,
  state,
  schoolYear,
  ...facts
}: ReturnType<typeof factsForm.read>): RecordedFacts => {
  const signed = <Kept>(signature: Kept | 'own') =>
    signature === 'own' ? signatureOf({ by: facts.by!, at: facts.at }) : signature
  const { given, changed, withdrawn, ...consent } = state.consent
  const signatures = { given: signed(given), changed: signed(changed), withdrawn: signed(withdrawn) }
  const key = logKeyFrom({ pk, sk })
  const savedVersion = state.savedVersion ?? key.version
  return {
    ...key,
    schoolYear,
    ...facts,
    state: { ...state, savedVersion, phase, consent: { ...consent, ...signatures } },
  }
}

const eventsOf = ({ schoolId, schoolYear }: LogKey) => ({
  KeyConditionExpression: 'pk = :school AND begins_with(sk, :log)',
  ExpressionAttributeValues: { ':school': schoolPartition(schoolId), ':log': logPrefix(schoolYear) },
  ConsistentRead: true,
})

const readHeads = async ({ log }: Table, items: readonly Item[]): Promise<Heads> => {
  const { readable, unreadable } = await eachReadable(log, items, fromFactsItem)
  return { heads: readable, unreadable: unreadable.map(logKeyFrom) }
}

/** The logs in the one table: an item per event, whose number nobody can write twice. */
export const dynamoEventStore = (table: Table): EventStore => ({
  async head(key) {
    const [newest] = await queryAll(table, { ...eventsOf(key), ScanIndexForward: false }, 1)
    return newest && fromLogItem(newest)
  },
  async record(key, version) {
    const [item] = await table.get(logItemKey({ ...key, version }))
    return item && fromLogItem(item)
  },
  async history(key) {
    const items = await queryAll(table, eventsOf(key))
    return items.map(fromLogItem)
  },
  async schoolYears(schoolId) {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :school AND begins_with(sk, :log)',
      ExpressionAttributeValues: { ':school': schoolPartition(schoolId), ':log': 'LOG#' },
      ProjectionExpression: 'pk, sk',
    })
    return [...new Set(items.map(item => logKeyFrom(item).schoolYear))]
  },
  append: async record => ((await table.put(toLogItem(record), ifAbsent)) ? 'appended' : 'conflict'),
  headsOf: async (schoolYear, ranges) => readHeads(table, await newestIn(table, schoolYear, ranges)),
  async headsAfter(schoolYear, place, limit) {
    const { items, next } = await newestAfter(table, schoolYear, place, limit)
    return { ...(await readHeads(table, items)), next }
  },
  async records(keys) {
    const items = await table.get(...keys.map(logItemKey))
    return (await eachReadable(table.log, items, fromLogItem)).readable
  },
  unlistBefore: ({ version, ...log }) =>
    unlist(table, logItemKey({ ...log, version: 0 }), logItemKey({ ...log, version: version - 1 })),
})

/** The effect records of events, on the events' own items. */
export const dynamoOutbox = (table: Table): Outbox => ({
  ...outcomesOn<LogRecord>(table, logItemKey, ({ state }) => openPartitionOf(state)),
  ...failuresOn(table, logItemKey),
  setAside: limit => countSetAside(table, limit),
  due: (of, now, limit) => dueIn(table, of, now, limit, logKeyFrom),
})
