import { UnreadableError } from './unreadable-error.ts'

/** Everything the service logs: a code to search for, and the sentence that goes with it. Beside them stand ids only. */
export const logCatalogue = {
  REQUEST_ANSWERED: 'A request was answered.',
  REQUEST_REFUSED: 'A request was refused.',
  REQUEST_AUDITED: 'Who saw, changed or tried what.',
  REQUEST_FAILED: 'A request failed by a fault of ours.',
  KEY_SET_UNAVAILABLE:
    'The keys of the identity provider could not be had; those had before serve for six hours.',
  EFFECTS_DONE: 'What an event or an announcement asked for was done.',
  EFFECTS_POSTPONED: 'Part of what an event or an announcement asked for is tried again later.',
  MAIL_FAILED: 'A mail was rejected for good, or not taken in seven days.',
  MAIL_WITHOUT_RECEIVER:
    'A board that a school moved to has no administrators, and is not mailed about a save.',
  MAIL_BOUNCED: 'A mail came back, or was complained of.',
  DELIVERY_IGNORED: 'A trigger of a delivery found nothing to do.',
  DELIVERY_STARTED: 'A delivery was started.',
  DELIVERY_POSTPONED: 'An attempt to deliver did not succeed and is repeated later.',
  INSPECTORATE_GAVE_NO_TOKEN: 'The token endpoint of the inspectorate gave no token.',
  INSPECTORATE_GAVE_NO_ANSWER: 'A request to the inspectorate brought no answer that could be used.',
  DELIVERED: 'The inspectorate confirmed a delivery.',
  NOTHING_TO_DELIVER: 'On its date a report had no group to deliver.',
  DELIVERY_FAILED: 'A delivery failed for good and did not arrive.',
  ENTRY_FAILED: 'An event or an announcement could not be read or processed.',
  ENTRY_SET_ASIDE:
    'An event or an announcement that cannot be read was set aside, and waits for an operator.',
  SWEPT: 'The sweep has looked at what was open.',
  SCHEDULES_RECONCILED: 'Schedules were held against the consents in force.',
  SCHEDULE_MISSING: 'A consent in force had no schedule; it was made anew.',
  SCHEDULE_UNKNOWN: 'A schedule has a name that none of ours has; it was left alone.',
  SCHEDULE_STALE: 'A schedule was for no consent in force; it was removed.',
  TABLE_NOT_CURRENT: 'The table was restored and lacks events of the ledger: nothing is saved or sent.',
  LEDGER_REPLAYING: 'The ledger is being replayed into the table.',
  LEDGER_UNREADABLE: 'A log of the ledger holds an event that cannot be read.',
  LEDGER_REPLAYED: 'The ledger was replayed into the table.',
  BOARDS_REMINDED: 'Reminders that were due to boards were made.',
  IMPORT_APPLIED: 'An import file was applied.',
  IMPORT_REJECTED: 'An import file was rejected.',
  IMPORT_IGNORED: 'An upload was ignored.',
  IMPORT_FAILED: 'The processing of an import file broke off; it is tried again.',
  UPLOAD_MISSED:
    'An upload lay there that nobody told of, or whose processing had broken off; it is taken up.',
  PAGE_NOT_PUBLISHED:
    'The files of the page could not be put in place, or removed: its deployment goes back.',
  INVOCATION_FAILED: 'A function failed; the platform tries again.',
} as const

export type LogCode = keyof typeof logCatalogue

type LogId = string | number | boolean | null | undefined

/** Ids, versions, counts and codes. Never a name, an address, a text or a token. */
export type LogIds = Readonly<Record<string, LogId | Readonly<Record<string, LogId>>>>

/** Refusals and ordinary things are `info`, what someone should look at is `error`. */
export interface Log {
  info(code: LogCode, ids: LogIds): void
  error(code: LogCode, ids: LogIds, cause?: unknown): void
}

/**
 * Of something thrown only its class, code and place are logged, and of what caused it the same: a message may quote what
 * it stumbled over, line by line. `call` is the call to AWS, `deniedAction` the right that was missing.
 */
export const causeOf = (cause: unknown): LogIds =>
  cause instanceof Error
    ? {
        error: cause.name,
        ...detailsOf(cause),
        stack: cause.stack
          ?.replace(cause.message, '')
          .split('\n')
          .filter(line => /^\s+at .+:\d+:\d+\)?$/.test(line))
          .join('\n'),
      }
    : { error: typeof cause }

interface DetailedError extends Error {
  code?: unknown
  call?: unknown
  $metadata?: { httpStatusCode?: unknown }
}

const NAME = /^[\w.]{1,80}$/
const CODE = /^[A-Z][A-Z0-9_]{1,59}$/
const CALL = /^\w{1,60}:\w{1,60}$/
const DENIED = /(?<=not authorized to perform: )[a-z0-9-]{1,40}:\w{1,60}/

/** Whatever does not look like an identifier may hold anything. */
const matched = (pattern: RegExp, text: unknown): string | undefined =>
  typeof text === 'string' ? pattern.exec(text)?.[0] : undefined

const detailsOf = (cause: Error): LogIds => {
  const chain = chainOf(cause)
  const first = (detail: (error: DetailedError) => string | number | undefined) =>
    chain.map(detail).find(found => found !== undefined)
  const causes = chain.slice(1).flatMap(({ name }) => matched(NAME, name) ?? [])
  const details = {
    key: first(error => (error instanceof UnreadableError ? error.key : undefined)),
    causedBy: causes.length > 0 ? causes.join(', ') : undefined,
    errorCode: first(({ code }) => matched(CODE, code)),
    call: first(({ call }) => matched(CALL, call)),
    httpStatus: first(({ $metadata }) => {
      const status = $metadata?.httpStatusCode
      return typeof status === 'number' ? status : undefined
    }),
    deniedAction: first(({ message }) => matched(DENIED, message)),
  }
  return Object.fromEntries(Object.entries(details).filter(([, detail]) => detail !== undefined))
}

/** An error, what caused it, what caused that; of several that came together the first. */
const chainOf = (error: unknown, most = 5): readonly DetailedError[] => {
  if (!(error instanceof Error) || most === 0) return []
  return [error, ...chainOf(error instanceof AggregateError ? error.errors[0] : error.cause, most - 1)]
}
