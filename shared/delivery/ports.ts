import type { EventKey } from '../consent/event-name.ts'
import type { LogKey, Receipt } from '../consent/log.ts'
import type { Instant } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'

/** What triggers a delivery: ids and a version, and the trace it belongs to; nothing else. */
export interface DeliveryTrigger extends EventKey {
  traceId: TraceId
  /** The number of the one attempt that it is for, from 1; absent where the delivery is to be begun. */
  attempt?: number | undefined
}

/** One-time schedules, named after school, year and version. Making and removing one is safe to repeat. */
export interface Schedules {
  create(trigger: DeliveryTrigger, at: Instant): Promise<void>
  remove(of: EventKey): Promise<void>
  /** All there are, by what they trigger; and the names of those that none of ours has. May lag behind by a moment. */
  list(): Promise<{ known: readonly EventKey[]; unknown: readonly string[] }>
}

/** There are two: of deliveries to begin, which the schedules feed too, and of attempts to make. */
export interface DeliveryQueue {
  /** `delaySeconds`: 0 to 900. */
  send(trigger: DeliveryTrigger, delaySeconds: number): Promise<void>
  /** How many messages wait to be taken, and how many are delayed; not those in hand. May lag behind by a minute. */
  counts(): Promise<{ waiting: number; delayed: number }>
}

/** A receipt, and of what it is one: `payload` is the name of the delivered bytes in the archive. */
export interface KeptReceipt extends Receipt {
  deliveryId: string
  payload: string
}

/** What the ledger has of a school and school year: the version of the newest event, 0 for none, and the receipt. */
export interface Kept {
  newestEvent: number
  receipt: KeptReceipt | undefined
}

/** The bytes of each delivery, kept from its start on by the name `archiveNameOf` gives them, and the receipts. */
export interface Archive {
  /** Keeps the bytes unless there are some under that name already. */
  keep(name: string, bytes: Uint8Array): Promise<void>
  read(name: string): Promise<Uint8Array | undefined>
  /** Keeps the one receipt of a school and school year, unless there is one already. */
  keepReceipt(key: LogKey, receipt: KeptReceipt): Promise<void>
  kept(key: LogKey): Promise<Kept>
}

/**
 * How an attempt ended. `unknown`: no answer of the inspectorate's own, so that it may or may not have arrived, or arrive
 * yet. `not-posted`: no access was to be had, so that nothing was sent. `kept-back`: not made, since those before it
 * failed. `status`: what was answered instead; null where nothing was, or nothing of use.
 */
export type AttemptOutcome =
  | { kind: 'delivered'; receipt: Receipt }
  | { kind: 'refused'; status: number }
  | { kind: 'later' | 'not-posted'; status: number | null; retryAfterSeconds: number | null }
  | { kind: 'unknown'; status: number | null; retryAfterSeconds?: number | null }
  | { kind: 'kept-back'; status: null }

/** The endpoint of the inspectorate (contract section 6). */
export interface Inspectorate {
  deliver(deliveryId: string, bytes: Uint8Array): Promise<AttemptOutcome>
  /**
   * Whether these bytes arrived: their receipt, `absent`, or `unknown` where the inspectorate does not say, or has other
   * bytes under that id.
   */
  find(deliveryId: string, bytes: Uint8Array): Promise<Receipt | 'absent' | 'unknown'>
}
