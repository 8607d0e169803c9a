import type * as z from 'zod/mini'
import { eventNameOf } from '../consent/event-name.ts'
import type { Effects, LogKey, LogState, RecordedFacts } from '../consent/log.ts'
import type { SchoolId } from '../directory/identifiers.ts'
import { type Instant, type LocalDate, momentOn } from '../platform/time.ts'
import type { delivery } from './schemas.ts'
import { deliveryStatusOf } from './status.ts'

/** Names one delivery over all its attempts: school, school year, version of the consent in force at 00:00 of the date. */
export const deliveryIdOf = (key: LogKey, state: LogState): string =>
  eventNameOf({ ...key, version: state.consentVersion })

/** Names the bytes of a delivery. With the digest in it, one name can only ever stand for one content. */
export const archiveNameOf = ({ schoolId, schoolYear }: LogKey, state: LogState): string =>
  `${schoolId}/${schoolYear}/payloads/${state.consentVersion}-${state.consent.reportDigest}`

/** Rule 13: a slot is a whole minute from 07:00 on, the last one 07:54, since schedules fire within a minute. */
const SLOTS = 55

/** Rule 13: when a school's delivery starts. Its slot follows from its id alone, so that a day's deliveries are spread. */
export const plannedAt = (schoolId: SchoolId, date: LocalDate): Instant =>
  momentOn(date, `07:${String(slotOf(schoolId)).padStart(2, '0')}`)

/** FNV-1a, 32 bits: spreads ids that differ in one character. */
const slotOf = (schoolId: SchoolId): number => {
  let hash = 0x811c9dc5
  for (const character of schoolId) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
  return hash % SLOTS
}

/** A delivery as the API shows it (contract section 4). */
export type DeliveryView = z.output<typeof delivery>

/** The delivery that follows from the newest event of a log; undefined where none is planned or was made. */
export const deliveryView = ({
  state,
  effects,
  ...key
}: RecordedFacts & { effects: Partial<Effects> & Pick<Effects, 'posts'> }): DeliveryView | undefined => {
  const status = deliveryStatusOf[state.phase]
  if (!status) return undefined
  return {
    deliveryId: deliveryIdOf(key, state),
    status,
    plannedAt: plannedAt(key.schoolId, state.consent.terms.deliveryDate),
    deliveredAt: state.receipt?.receivedAt ?? null,
    receiptId: state.receipt?.receiptId ?? null,
    reportDigest: state.consent.reportDigest,
    attempts: state.attempts + effects.posts,
  }
}
