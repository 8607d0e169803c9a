import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import { reportOf } from '../../../shared/monitoring/report.ts'
import { sha256Hex } from '../../../shared/platform/canonical.ts'
import type { AcceptedDelivery } from '../../../stubs/inspectorate/reference-inspectorate.ts'
import { millisecondsAt } from '../engine/simulated-time.ts'
import type { DeliveryDate } from '../environment/dates.ts'
import type { Exchange, MessageSend } from '../environment/observations.ts'
import { schoolYear } from '../environment/operations.ts'
import type { Logged, Standing } from './logged.ts'
import type { Registers } from './registers.ts'

export interface SchoolSeen {
  readonly schoolId: string
  readonly events: readonly Logged[]
  readonly standings: readonly Standing[]
  readonly registers: Registers
  readonly exchanges: readonly Exchange[]
  readonly messages: readonly MessageSend[]
  readonly accepted: readonly AcceptedDelivery[]
  readonly dates: readonly DeliveryDate[]
  readonly restoredAt: number | undefined
  /** Nothing went wrong in this history but what people did. */
  readonly isFaultless: boolean
}

type Check = (seen: SchoolSeen) => readonly string[]

const HOUR = 3_600_000
/** Half of the first pause, which is what the jitter leaves at least. */
const SHORTEST_PAUSE = 15_000

/** The minute after 07:00 that is each school's own. */
const slots: Readonly<Record<string, number>> = { '99AA00': 44, '99AA01': 10 }
const WEEK = 7 * 24 * HOUR

/** Rule 12 and what goes with it, of one school and year. */
export const deliveryFaults: Check = seen =>
  [
    once,
    paced,
    queuedOnce,
    counted,
    onlyWhileInDelivery,
    ended,
    failedWithCause,
    nothingWithCause,
    atItsTime,
    asAgreed,
    newest,
    closed,
    broughtAgain,
  ].flatMap(check => check(seen))

const once: Check = ({ accepted, exchanges }) => [
  ...(accepted.length > 1 ? [`delivered ${accepted.length} times`] : []),
  ...exchanges.flatMap(({ method, status, isOrdered, deliveryId }) =>
    !isOrdered && wasRefused(status) && !(method === 'GET' && status === 404)
      ? [`${deliveryId} was refused with ${status}`]
      : [],
  ),
]

/** A token that ended on the way is no refusal. */
const wasRefused = (status: number | null): boolean =>
  status !== null && status >= 400 && status < 500 && status !== 401 && status !== 429

/** Attempts keep the pause between them, but for one that an operator asked for, or after a restore. */
const paced: Check = ({ exchanges, events, restoredAt = 0 }) => {
  const posts = exchanges.filter(({ method }) => method === 'POST')
  return posts.flatMap(({ order, at, deliveryId }, index) => {
    const before = posts[index - 1]
    const isAsked = events.some(
      event => event.type === 'delivery-retried' && event.order < order && event.order > (before?.order ?? 0),
    )
    const isRestored = restoredAt < order && restoredAt > (before?.order ?? 0)
    const isSoon = before && millisecondsAt(at) - millisecondsAt(before.at) < SHORTEST_PAUSE
    return isSoon && !isAsked && !isRestored ? [`${deliveryId} was sent again too soon`] : []
  })
}

/** What a message for an attempt is waited for, at least, once its delay is over. */
const LEASE = 120_000

/** One message at most waits for an attempt: another comes only where that counts as lost. */
const queuedOnce: Check = ({ messages, restoredAt }) =>
  messages.flatMap(({ order, at, message, delaySeconds, invocation }) => {
    const next = messages.find(other => other.order > order && other.message === message)
    const isItsOwn = next?.invocation === invocation || invocation?.wasSlow || next?.invocation?.wasSlow
    if (!next || isItsOwn || restoredAt !== undefined || !message.includes('attempt')) return []
    const isSoon = millisecondsAt(next.at) - millisecondsAt(at) < delaySeconds * 1000 + LEASE
    return isSoon ? ['two messages at once for one attempt'] : []
  })

/** Attempts are POSTs: counted before they are made, so that none is left out; and none too many where all went well. */
const counted: Check = ({ events, exchanges, restoredAt, isFaultless }) =>
  events.flatMap(({ type, version, order, attempts }) => {
    if ((type !== 'delivered' && type !== 'delivery-failed') || restoredAt !== undefined) return []
    const posts = exchanges.filter(({ method, order: sent }) => method === 'POST' && sent < order).length
    const isWrong = attempts < posts || (isFaultless && attempts > posts)
    return isWrong ? [`version ${version} counts ${attempts} attempts of ${posts}`] : []
  })

/** Nothing is taken in before the log says that it starts, nor after a withdrawal or a failure was noted. */
const onlyWhileInDelivery: Check = ({ exchanges, events, standings }) =>
  exchanges
    .filter(({ isAccepted }) => isAccepted)
    .flatMap(({ order, deliveryId }) => {
      const { phase, consentVersion } = standings[events.filter(event => event.order < order).length]!
      const isNamed = deliveryId.endsWith(`_${schoolYear}_${consentVersion}`)
      return phase === 'in-delivery' && isNamed
        ? []
        : [`${deliveryId} was delivered while ${phase} ${consentVersion}`]
    })

/** All dates are past: no consent may still wait, and what is said to be delivered is there. */
const ended: Check = ({ standings, accepted, events }) => {
  const { phase, version } = standings.at(-1)!
  const receiptId = events.at(-1)?.receiptId
  const isDelivered = phase === 'delivered'
  return [
    ...(phase === 'given' || phase === 'in-delivery' ? [`left as ${phase} at version ${version}`] : []),
    ...(isDelivered !== accepted.length > 0 ? [`${phase}, but ${accepted.length} taken in`] : []),
    ...(isDelivered && accepted[0]?.receiptId !== receiptId ? ['delivered with another receipt'] : []),
  ]
}

const failedWithCause: Check = ({ events, exchanges }) =>
  events.flatMap((event, index) => {
    if (event.type !== 'delivery-failed') return []
    const start = events.slice(0, index).findLast(({ type }) => type.startsWith('delivery-'))!
    const run = exchanges.filter(({ order }) => order > start.order && order < event.order)
    const isRefused = run.some(({ method, status }) => method === 'POST' && wasRefused(status))
    const isTooLong = millisecondsAt(event.at) - millisecondsAt(start.at) >= WEEK
    const isAsked = run.at(-1)?.method === 'GET' && run.at(-1)?.status === 404
    return [
      ...(isRefused || isTooLong ? [] : [`version ${event.version} failed for no reason`]),
      ...(isAsked ? [] : [`version ${event.version} failed without asking whether it arrived`]),
    ]
  })

const nothingWithCause: Check = ({ events, standings, registers }) =>
  events.flatMap(({ type, order, version }) => {
    if (type !== 'nothing-to-deliver') return []
    const { results } = registers.figures(order)
    const atSchool = standings[version]!.terms?.level === 'school'
    const isWhole = (id: string) => atSchool && id !== 'PROZO'
    const isPossible = !atSchool || results.some(({ questionnaire }) => isWhole(questionnaire))
    const sizes = results.flatMap(({ questionnaire, groups }) => {
      const numbers = Object.values(groups).map(({ respondents }) => respondents)
      return isWhole(questionnaire) ? [numbers.reduce((sum, number) => sum + number, 0)] : numbers
    })
    return isPossible && sizes.some(size => size >= 5) ? [`version ${version} found nothing to deliver`] : []
  })

/** Rule 13: from 07:00 of the date, and where all went well in the school's own minute. */
const atItsTime: Check = ({ schoolId, events, dates, isFaultless }) =>
  events.flatMap(({ type, at, version, terms }) => {
    const isStart = type === 'delivery-started' || type === 'nothing-to-deliver'
    const seven = dates.find(({ date }) => date === terms.deliveryDate)?.seven
    if (!isStart || seven === undefined) return []
    const late = millisecondsAt(at) - millisecondsAt(seven)
    const isInSlot = Math.floor(late / 60_000) === slots[schoolId]
    return late < 0 || (isFaultless && !isInSlot) ? [`version ${version} started at ${at}`] : []
  })

interface Payload {
  consent: { version: number; level: string; deliveryDate: string }
  conduct: { surveyedGroup: string }
  report: { groups: { respondents: number }[] }
}

/** What was taken in, byte for byte, is what was agreed to, in the version in force at midnight, and of no small group. */
const asAgreed: Check = ({ accepted, events, standings }) =>
  accepted.flatMap(({ payload, idempotencyKey }) => {
    const { consent, conduct, report } = JSON.parse(payload) as Payload
    const started = events.findLast(({ type }) => type === 'delivery-started')
    const { terms, digest, consentVersion } = standings[started?.version ?? 0]!
    const isAgreed =
      consent.version === consentVersion &&
      consent.level === terms?.level &&
      consent.deliveryDate === terms.deliveryDate &&
      conduct.surveyedGroup === terms.conduct.surveyedGroup
    return [
      ...(isAgreed ? [] : [`${idempotencyKey} is not what was agreed to`]),
      ...(sha256Hex(JSON.stringify(report)) === digest ? [] : [`${idempotencyKey} has another digest`]),
      ...(report.groups.some(({ respondents }) => respondents < 5) ? [`${idempotencyKey} shows few`] : []),
    ]
  })

/** Rule 11: the newest figures are delivered, and what arrived before midnight was told of before midnight. */
const newest: Check = ({ schoolId, events, standings, registers }) =>
  events.flatMap(({ type, order, version, at }) => {
    const before = standings[version - 1]!
    const told = type === 'results-changed' ? standings[version]! : undefined
    if (told && told.digest === before.digest) return [`version ${version} changes nothing`]
    const wasLate = told?.midnight !== undefined && at >= told.midnight
    const written = registers.lastWrite(order)?.at
    const wasForgotten =
      wasLate &&
      written !== undefined &&
      millisecondsAt(told.midnight!) - millisecondsAt(written) > HOUR &&
      !registers.isImporting(order)
    if (wasForgotten) return [`version ${version} tells too late of other figures`]
    if (type !== 'delivery-started') return []
    const subject = {
      schoolId: schoolId as SchoolId,
      schoolYear: schoolYear as SchoolYear,
      boardId: '99001' as BoardId,
      schoolName: `School ${schoolId}`,
    }
    const newest = reportOf(subject, registers.figures(order), before.terms!.level)
    return newest?.digest === before.digest ? [] : [`version ${version} delivers old figures`]
  })

/** Rule 11: from midnight on no figures are written but those of a file whose processing had begun, or was lost. */
const closed: Check = ({ standings, events, registers }) =>
  registers.writes().flatMap(({ order, item }) => {
    const { phase, midnight } = standings[events.filter(event => event.order < order).length]!
    const isClosed = phase === 'delivered' || (midnight !== undefined && String(item.importedAt) >= midnight)
    // Where nothing was delivered for want of results, they may still come.
    const ended = events.findLast(event => event.order < order)
    const isWanting =
      ended?.type === 'nothing-to-deliver' && registers.figures(ended.order).results.length === 0
    const isBound = phase !== 'none' && phase !== 'withdrawn' && !isWanting
    return isBound && isClosed ? [`figures were written while ${phase}`] : []
  })

/** A file that was taken before its table was lost is taken again. */
const broughtAgain: Check = ({ registers }) =>
  registers.refusedAgain().map(({ key }) => `${key} was refused though it was brought again`)
