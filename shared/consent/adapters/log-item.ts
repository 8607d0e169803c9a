import * as z from 'zod/mini'
import {
  type BoardId,
  isBoardId,
  isSchoolYear,
  type SchoolId,
  type SchoolYear,
} from '../../directory/identifiers.ts'
import { levels } from '../../monitoring/report.ts'
import { schoolPartition } from '../../platform/adapters/table.ts'
import { compiled } from '../../platform/compiled.ts'
import { keptForYears } from '../../platform/retention.ts'
import type { Instant, LocalDate } from '../../platform/time.ts'
import type { TraceId } from '../../platform/trace.ts'
import { type Consent, type Signature, signatureOf } from '../consent.ts'
import type { EventKey } from '../event-name.ts'
import type { LogRecord, RecordedFacts } from '../log.ts'
import type { OpenWork } from '../ports.ts'
import { eventTypes, phases } from '../transitions.ts'

const text = z.string()
const number = z.number().check(z.int(), z.nonnegative())
const instant = z.custom<Instant>(value => typeof value === 'string')
const day = z.custom<LocalDate>(value => typeof value === 'string')

const named = { name: text, role: z.enum(['school', 'board', 'operator']) }
const person = compiled({ sub: text, ...named })
const signature = compiled({ by: compiled(named), at: instant })

const terms = compiled({
  boardApproval: z.literal(true),
  boardNotification: z.literal(true),
  level: z.enum(levels),
  deliveryDate: day,
  conduct: compiled({
    representative: z.boolean(),
    surveyedGroup: text,
    anonymous: z.boolean(),
    notAnonymousReason: z.exactOptional(text),
  }),
})

const phase = z.enum(phases)

const factsItem = compiled({
  pk: text,
  sk: text,
  schoolYear: z.custom<SchoolYear>(isSchoolYear),
  phase,
  type: z.enum(eventTypes as [LogRecord['type'], ...LogRecord['type'][]]),
  at: instant,
  by: z.nullable(person),
  request: z.nullable(text),
  traceId: z.custom<TraceId>(value => typeof value === 'string'),
  state: compiled({
    consent: compiled({
      terms,
      boardId: z.custom<BoardId>(isBoardId),
      schoolName: text,
      reportDigest: z.nullable(text),
      given: z.optional(signature),
      changed: z.optional(z.nullable(signature)),
      withdrawn: z.optional(z.nullable(signature)),
    }),
    savedVersion: number,
    consentVersion: number,
    resultsClosed: z.boolean(),
    runStartedAt: z.optional(instant),
    attempts: number,
    receipt: z.optional(compiled({ receiptId: text, receivedAt: instant })),
  }),
})

const effectsItem = compiled({
  effects: compiled({
    attempts: number,
    posts: number,
    planned: z.boolean(),
    mail: z.nullable(
      compiled({ status: z.enum(['pending', 'sent', 'failed', 'bounced']), sentAt: z.nullable(instant) }),
    ),
  }),
  openAt: z.optional(instant),
})

/**
 * The partition of the sparse index an event is in while something is still to be done about it. Deliveries under way
 * have one of their own, so that many of them do not stand before a mail.
 */
export const openPartitionOf = ({ phase }: LogRecord['state']): OpenWork =>
  phase === 'in-delivery' ? 'deliveries' : 'effects'

export const logPrefix = (schoolYear: SchoolYear): string => `LOG#${schoolYear}#`

/** Eight digits, so that versions sort as text. */
export const logItemKey = ({ schoolId, schoolYear, version }: EventKey) => ({
  pk: schoolPartition(schoolId),
  sk: `${logPrefix(schoolYear)}${String(version).padStart(8, '0')}`,
})

/** Reads back what `logItemKey` made. */
export const logKeyFrom = ({ pk, sk }: { pk?: unknown; sk?: unknown }): EventKey => {
  const [, schoolYear, version] = String(sk).split('#')
  return {
    schoolId: String(pk).slice(schoolPartition('').length) as SchoolId,
    schoolYear: schoolYear as SchoolYear,
    version: Number(version),
  }
}

export const toLogItem = (record: LogRecord) => ({
  ...toFactsItem(record),
  ...keptForYears(record.at),
  effects: record.effects,
  ...(record.nextAttemptAt && { open: openPartitionOf(record.state), openAt: record.nextAttemptAt }),
})

/** The facts of an event alone, as the ledger keeps them: they never change. */
export const toFactsItem = ({ schoolId, schoolYear, version, state, ...facts }: RecordedFacts) => {
  const { phase, consent, runStartedAt, receipt, ...rest } = state
  const { type, at, by, request, traceId } = facts
  return {
    ...logItemKey({ schoolId, schoolYear, version }),
    ...{ schoolYear, phase, type, at, by, request, traceId },
    state: {
      consent: withoutOwnSignature(consent, type),
      ...rest,
      // Absent before a delivery: a usual save is within the kilobyte of one write unit.
      ...(runStartedAt && { runStartedAt }),
      ...(receipt && { receipt }),
    },
  }
}

/** A save's signature is its own `by` and `at`, and kept once. */
const withoutOwnSignature = (consent: Consent, type: LogRecord['type']) =>
  Object.fromEntries(Object.entries(consent).filter(([field]) => field !== type))

/** Throws where an item is not what `toLogItem` wrote. */
export const fromLogItem = (item: unknown): LogRecord => {
  const { effects, openAt } = z.parse(effectsItem, item)
  return { ...fromFactsItem(item), effects, nextAttemptAt: openAt ?? null }
}

/** Throws where an item is not what `toFactsItem` wrote. */
export const fromFactsItem = (item: unknown): RecordedFacts => {
  const { pk, sk, phase, state, schoolYear, ...facts } = z.parse(factsItem, item)
  const { consent: signed, runStartedAt = null, receipt = null, ...rest } = state
  const { given, changed, withdrawn, ...kept } = signed
  const own = (): Signature => signatureOf({ by: facts.by!, at: facts.at })
  const consent = {
    ...kept,
    given: given ?? own(),
    changed: changed === undefined ? own() : changed,
    withdrawn: withdrawn === undefined ? own() : withdrawn,
  }
  return {
    ...logKeyFrom({ pk, sk }),
    schoolYear,
    ...facts,
    state: { ...rest, phase, consent, runStartedAt, receipt },
  }
}
