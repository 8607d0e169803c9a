import { canonicalBytes, sha256 } from '../platform/canonical.ts'
import type { TraceId } from '../platform/trace.ts'
import { type Command, decide, type Refusal, recordOf, type SaveContext } from './decider.ts'
import type { LogKey, LogRecord } from './log.ts'
import type { EventLog } from './ports.ts'

/** What a save starts from: no consent at all, or one version of it (null: one that never was). */
export type StartsFrom = { kind: 'none-exists' } | { kind: 'version'; version: number | null }

/** A request to give, change or withdraw, with the version it starts from. */
export interface SaveRequest {
  command: Command
  startsFrom: StartsFrom | undefined
  /** What was asked for, as it was understood, by which a repetition of the request is known. */
  sent: unknown
  traceId: TraceId
}

export type SaveOutcome =
  | { saved: LogRecord }
  | Refusal
  | { refused: 'consent-not-found' | 'version-required' | 'version-mismatch' }

/**
 * Gives, changes or withdraws a consent: at most one event, in one conditional write. `head` is the newest event as
 * the caller's side read it; where another event comes in between, the write is refused. What is answered as saved is
 * in the ledger too.
 */
export const save = async (
  log: Pick<EventLog, 'record' | 'appendDurably' | 'makeDurable'>,
  key: LogKey,
  head: LogRecord | undefined,
  request: SaveRequest,
  context: SaveContext,
): Promise<SaveOutcome> => {
  const { command, startsFrom, traceId } = request
  const fingerprint = fingerprintOf(request)
  if (command.kind === 'withdraw' && !head) return { refused: 'consent-not-found' }
  if (!startsFrom) return { refused: 'version-required' }
  // Rule 7: a repeated request gets the answer of the save it made, also after the deadline.
  if (head && head.request === fingerprint) return savedDurably(log, head)
  if (!holds(startsFrom, head)) return { refused: 'version-mismatch' }

  const decision = decide(head?.state, command, context)
  if (!('event' in decision)) return decision
  const record = recordOf(key, head, decision.event, {
    ...{ request: fingerprint, traceId },
    boardId: context.school.boardId,
  })
  if ((await log.appendDurably(record)) === 'appended') return { saved: record }
  // Taken by this very request, where the answer to the write was lost; or by somebody else.
  const taken = (await log.record(key, record.version))!
  return taken.request === fingerprint ? savedDurably(log, taken) : { refused: 'version-mismatch' }
}

const savedDurably = async (log: Pick<EventLog, 'makeDurable'>, saved: LogRecord): Promise<SaveOutcome> => {
  await log.makeDurable(saved)
  return { saved }
}

const holds = (startsFrom: StartsFrom, head: LogRecord | undefined): boolean =>
  startsFrom.kind === 'none-exists' ? !head : head !== undefined && startsFrom.version === head.version

/** The same person, asking the same, from the same version: 128 bits of it tell requests of one log apart. */
const fingerprintOf = ({ command, startsFrom, sent }: SaveRequest): string =>
  sha256(canonicalBytes([command.by.sub, command.kind, startsFrom, sent]))
    .subarray(0, 16)
    .toString('base64url')
