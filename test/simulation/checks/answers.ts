import type { Instant } from '../../../shared/platform/time.ts'
import type { DeliveryDate } from '../environment/dates.ts'
import { type Operation, type Reply, schoolYear } from '../environment/operations.ts'
import { isLinearizable, type Step } from './linearizable.ts'
import { type Logged, requestText, type Standing } from './logged.ts'
import type { Registers } from './registers.ts'

interface Log {
  readonly events: readonly Logged[]
  readonly standings: readonly Standing[]
  readonly registers: Registers
  readonly dates: readonly DeliveryDate[]
}

/** What an operation should be told where a log stands, at that moment: a refusal, an old answer, or that it is for calendar and results to say. */
type Expected = { code: string } | 'as-before' | 'accepted' | 'depends'

/**
 * The contract's promise to callers: all answers on one school's consent are those of one order of events that real time
 * allows. What happened by itself took effect when it was written; a request at some moment between question and answer.
 */
export const answersFit = (operations: readonly Operation[], log: Log): boolean => {
  const own = log.events.flatMap(({ by, order, version }) =>
    by === null
      ? [{ begins: order, ends: order, isOptional: false, next: (state: number) => after(state, version) }]
      : [],
  )
  return isLinearizable([...operations.flatMap(asStep(log)), ...own], 0, log.events.length)
}

const after = (state: number, version: number): number | undefined =>
  state === version - 1 ? version : undefined

const asStep =
  (log: Log) =>
  (operation: Operation): Step[] => {
    const { began, ended, reply, asked } = operation
    if (!reply && (asked.kind === 'read' || asked.kind === 'take-back')) return []
    const moments = [...new Set([began.at, ended?.at ?? began.at])]
    const next = (state: number) => {
      for (const moment of moments) {
        const reached = judged(log, operation, state, moment)
        if (reached !== undefined) return reached
      }
      return undefined
    }
    return [{ begins: began.order, ends: ended?.order ?? Number.POSITIVE_INFINITY, isOptional: !reply, next }]
  }

/** The state after an operation that was answered as it was; undefined where that answer would be wrong. */
const judged = (log: Log, operation: Operation, state: number, now: Instant): number | undefined => {
  const { asked, reply } = operation
  const standing = log.standings[state]!
  const unchanged = (isRight: boolean): number | undefined => (isRight ? state : undefined)
  if (asked.kind === 'take-back') return unchanged(isTakenBackRightly(log, operation, state, now))
  if (asked.kind === 'read') return unchanged(reply !== null && shows(reply, standing, now))
  const expected = expectedOf(operation, standing, now)
  if (expected === 'as-before') return unchanged(!reply || confirms(reply, standing))
  if (typeof expected === 'object') return unchanged(reply?.body.code === expected.code)
  if (reply?.body.code === 'no-survey-results')
    return unchanged(expected === 'depends' && wereGone(log, operation))
  if (reply?.body.code === 'invalid-request')
    return unchanged(expected === 'depends' && areJustified(reply, log, operation, standing, now))
  return isDone(log, operation, state, now, expected) ? state + 1 : undefined
}

/** Whether the next event of the log is what this operation asked for, and it was told so, if anything. */
const isDone = (
  log: Log,
  operation: Operation,
  state: number,
  now: Instant,
  expected: 'accepted' | 'depends',
): boolean => {
  const [made, then] = [log.events[state], log.standings[state + 1]]
  if (!made || !then || !isMadeBy(made, operation, then)) return false
  if (expected === 'depends' && !mayBeAccepted(log, operation, log.standings[state]!, now)) return false
  return !operation.reply || confirms(operation.reply, then)
}

const expectedOf = ({ asked, by }: Operation, standing: Standing, now: Instant): Expected => {
  if (asked.kind === 'read' || asked.kind === 'take-back') return 'accepted'
  if (asked.kind === 'retry-delivery') return expectedOfRetry(asked.deliveryId, standing)
  const { version, phase, midnight } = standing
  if (asked.kind === 'withdraw' && version === 0) return { code: 'consent-not-found' }
  const terms = asked.kind === 'save' ? asked.terms : undefined
  if (standing.request === requestText(by.sub, asked.kind, asked.startsFrom, terms)) return 'as-before'
  if (asked.startsFrom !== version) return { code: 'version-mismatch' }
  if (phase === 'delivered') return { code: 'already-delivered' }
  const isLocked = phase === 'in-delivery' || (phase === 'given' && midnight !== undefined && now >= midnight)
  if (isLocked) return { code: 'consent-locked' }
  if (asked.kind === 'withdraw') return phase === 'withdrawn' ? { code: 'consent-withdrawn' } : 'accepted'
  return 'depends'
}

const expectedOfRetry = (deliveryId: string, { phase, version, consentVersion }: Standing): Expected => {
  const exists =
    version > 0 && phase !== 'withdrawn' && deliveryId.endsWith(`_${schoolYear}_${consentVersion}`)
  if (!exists) return { code: 'not-found' }
  return phase === 'delivery-failed' ? 'accepted' : { code: 'delivery-not-failed' }
}

const isMadeBy = (made: Logged, { asked, by }: Operation, then: Standing): boolean => {
  if (asked.kind === 'retry-delivery') return made.type === 'delivery-retried' && made.by?.sub === by.sub
  if (asked.kind === 'read' || asked.kind === 'take-back') return false
  const terms = asked.kind === 'save' ? asked.terms : undefined
  return then.request === requestText(by.sub, asked.kind, asked.startsFrom, terms)
}

/** Whether an answer tells of that consent, and as somebody who just saved it should be told. */
const confirms = ({ status, body }: Reply, standing: Standing): boolean => {
  if (status === 202) return body.status === 'in-progress'
  return (status === 201) === (standing.version === 1) && status < 300 && tellsOf(body, standing)
}

const shows = ({ status, body }: Reply, standing: Standing, now: Instant): boolean => {
  if (standing.version === 0) return body.code === 'consent-not-found'
  const { phase, midnight } = standing
  const isEditable = phase === 'given' ? now < midnight! : phase !== 'in-delivery' && phase !== 'delivered'
  return status === 200 && tellsOf(body, standing) && body.editable === isEditable
}

const tellsOf = (body: Reply['body'], { version, phase, terms, digest, midnight }: Standing): boolean =>
  body.version === version &&
  body.status === (phase === 'withdrawn' ? 'withdrawn' : 'given') &&
  body.level === terms?.level &&
  body.deliveryDate === terms?.deliveryDate &&
  (body.conduct as { surveyedGroup: string }).surveyedGroup === terms?.conduct.surveyedGroup &&
  body.reportDigest === digest &&
  body.editableUntil === midnight

const isEarly = (date: string, { dates }: Log, now: Instant): boolean =>
  now >= (dates.find(known => known.date === date)?.midnight ?? '')

const span = ({ began, ended }: Operation): [number, number] => [
  began.order,
  ended?.order ?? Number.POSITIVE_INFINITY,
]

/** Whether the date stood in some calendar, and the level fitted some results, of those it may have been judged by. */
const mayBeAccepted = (log: Log, operation: Operation, standing: Standing, now: Instant): boolean => {
  const { asked } = operation
  if (asked.kind !== 'save') return false
  const { deliveryDate, level } = asked.terms
  return (
    !isEarly(deliveryDate, log, now) &&
    (keepsDate(deliveryDate, standing) || offers(log, operation, deliveryDate).includes(true)) &&
    fits(log, operation, level).includes(true)
  )
}

const keepsDate = (date: string, { phase, terms }: Standing): boolean =>
  phase === 'given' && terms?.deliveryDate === date

const offers = ({ registers }: Log, operation: Operation, date: string): readonly boolean[] =>
  registers
    .calendars(...span(operation))
    .map(windows => windows.some(({ fromDate, untilDate }) => fromDate <= date && date <= untilDate))

const fits = ({ registers }: Log, operation: Operation, level: string): readonly boolean[] =>
  registers
    .results(...span(operation))
    .filter(results => results.length > 0)
    .map(results => level !== 'school' || results.some(({ questionnaire }) => questionnaire !== 'PROZO'))

const wereGone = ({ registers }: Log, operation: Operation): boolean =>
  registers.results(...span(operation)).some(results => results.length === 0)

/** Whether results may be taken back there, or why not, by what there was at some point of the request. */
const isTakenBackRightly = (
  { registers, events, standings }: Log,
  operation: Operation,
  state: number,
  now: Instant,
): boolean => {
  const { asked, reply } = operation
  if (asked.kind !== 'take-back' || !reply) return false
  const found = registers
    .results(...span(operation))
    .map(results => results.some(({ questionnaire }) => questionnaire === asked.questionnaire))
  if (reply.body.code === 'not-found') return found.includes(false)
  if (!found.includes(true)) return false
  const { phase, midnight } = standings[state]!
  if (phase === 'delivered') return reply.body.code === 'already-delivered'
  const happened = events.slice(0, state)
  const wasTried = happened
    .slice(
      Math.max(
        0,
        happened.findLastIndex(({ type }) => type === 'given'),
      ),
    )
    .some(
      ({ type, order }) =>
        type === 'delivery-started' ||
        (type === 'nothing-to-deliver' && registers.figures(order).results.length > 0),
    )
  const isClosed = wasTried || (phase === 'given' && midnight !== undefined && now >= midnight)
  return isClosed ? reply.body.code === 'results-closed' : reply.status === 204
}

const areJustified = (
  { body }: Reply,
  log: Log,
  operation: Operation,
  standing: Standing,
  now: Instant,
): boolean => {
  const { asked } = operation
  if (asked.kind !== 'save') return false
  const { deliveryDate, level } = asked.terms
  const codes = (body.errors as { code: string }[]).map(({ code }) => code)
  const early = isEarly(deliveryDate, log, now)
  const offered = keepsDate(deliveryDate, standing) ? [true] : offers(log, operation, deliveryDate)
  return (
    codes.includes('date-too-early') === early &&
    (early || offered.includes(!codes.includes('date-not-offered'))) &&
    fits(log, operation, level).includes(!codes.includes('level-not-allowed'))
  )
}
