import type { Mail } from '../../../infra/local/fakes/mailbox.ts'
import { recordOf } from '../../../shared/consent/decider.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import { reportOf } from '../../../shared/monitoring/report.ts'
import { type Instant, secondsAfter } from '../../../shared/platform/time.ts'
import { given, results, terms, window } from '../../support/builders.ts'
import { instantAt, millisecondsAt } from '../engine/simulated-time.ts'
import { schoolYear as year } from '../environment/operations.ts'
import { environments, type SimulatedEnvironment } from '../environment/simulated-environment.ts'
import { type Receiver, Weekday } from './receivers.ts'

const schoolYear = year as SchoolYear
const eve = '2027-06-30T10:00:00.000Z' as Instant
export const seven = '2027-07-01T05:00:00.000Z' as Instant

/** How far a day has come. */
export interface Progress {
  readonly at: Instant
  readonly begun: number
  readonly delivered: number
  readonly mailed: number
  readonly inFlight: number
  /** Messages for an attempt: on their way, or delayed. */
  readonly waiting: number
  readonly attempts: number
  readonly messages: number
}

type Step = 'begun' | 'delivered' | 'mailed'

/** What came of a day. */
export interface Day extends Progress {
  /** When the last of them came to pass. */
  readonly last: Readonly<Partial<Record<Step, Instant>>>
  readonly mostInFlight: number
  readonly mostWaiting: number
  /** The most that waited for one delivery. */
  readonly mostOfOne: number
  /** Deliveries that were not made when the receiver recovered, or after the last slot. */
  readonly backlog: number
  /** What the receiver took in. */
  readonly accepted: number
  /** The most addressees that SES was given in a second, on the eve too, when all gave consent. */
  readonly mostMailed: number
}

const schoolAt = (number: number): SchoolId => {
  const letters = String.fromCharCode(65 + Math.floor(number / 2600), 65 + (Math.floor(number / 100) % 26))
  return `${String(number % 100).padStart(2, '0')}${letters}00` as SchoolId
}

const boardOf = (number: number): BoardId => String(10_000 + Math.floor(number / 10)) as BoardId

/** Schools with results, and on the eve a consent of each for 1 July. */
const furnish = async ({ functions }: SimulatedEnvironment, schools: number): Promise<void> => {
  const { directory, calendar, store, events } = functions.ports
  const numbers = Array.from({ length: schools }, (_, number) => number)
  await directory.saveSchools(
    numbers.map(number => ({
      ...{ schoolId: schoolAt(number), schoolName: `School ${number}`, city: 'Delft', sector: 'VO' as const },
      ...{ boardId: boardOf(number), boardName: `Bestuur ${boardOf(number)}` },
    })),
  )
  const items = [
    { name: 'B. Beheer', email: 'beheer@bestuur.example' },
    { name: 'C. Beheer', email: 'c.beheer@bestuur.example' },
  ]
  for (const boardId of new Set(numbers.map(boardOf)))
    await directory.saveAdministrators(boardId, { items, reminders: false })
  await functions.invoke('sweep', {})
  await calendar.save(schoolYear, [window('2027-07-01')])
  for (const number of numbers) {
    const [schoolId, boardId, schoolName] = [schoolAt(number), boardOf(number), `School ${number}`]
    for (const result of results.results) await store.saveResults(schoolId, schoolYear, result)
    const data = await store.read(schoolId, schoolYear)
    const report = reportOf({ schoolId, schoolYear, boardId, schoolName }, data, 'education-type')
    const event = given({
      at: eve,
      boardId,
      schoolName,
      reportDigest: report?.digest ?? null,
      terms: terms(),
    })
    await events.append(recordOf({ schoolId, schoolYear }, undefined, event))
  }
}

const EVERY = 10_000
const TOLD_EVERY = 15 * 60_000

/** What has come to pass so far, looked at from time to time. */
const observed = ({ observations, services, time }: SimulatedEnvironment, weekday: Weekday) => {
  const last: Partial<Record<Step, Instant>> = {}
  const counts: Record<Step, number> = { begun: 0, delivered: 0, mailed: 0 }
  const happened = (step: Step, at: Instant): void => {
    counts[step] += 1
    last[step] = at
  }
  let [looked, lookedAtMails] = [0, 0]
  return {
    last,
    look: (): Progress => {
      for (const { isNew, item, at } of observations.log.slice(looked))
        if (isNew && item.type === 'delivery-started') happened('begun', at)
        else if (isNew && item.type === 'delivered') happened('delivered', at)
      for (const { at } of observations.mails.slice(lookedAtMails)) if (at >= seven) happened('mailed', at)
      looked = observations.log.length
      lookedAtMails = observations.mails.length
      const { inFlight, attempts } = weekday
      const waiting = services.queues.attempts.messages().length - inFlight
      const messages = observations.messages.length
      return { at: time.clock(), ...counts, inFlight, attempts, waiting, messages }
    },
  }
}

/** Plays 1 July on a virtual clock with the real functions, until all is delivered and mailed, or `until`. */
export const playDay = async (
  { schools, receiver, until }: { schools: number; receiver: Receiver; until: Instant },
  tell: (progress: Progress) => void,
): Promise<Day> => {
  const weekday = new Weekday(receiver)
  const environment = environments()({
    ...{ seed: 'season', start: eve, faults: weekday, isTraced: false, mostSteps: Number.POSITIVE_INFINITY },
  })
  const { services, time } = environment
  weekday.clock = time.clock
  await furnish(environment, schools)
  const { last, look } = observed(environment, weekday)
  const backlogAt = receiver.outage ? receiver.outage.until : lastSlot
  let [mostWaiting, mostOfOne, backlog] = [0, 0, schools]
  let progress = look()
  for (let now = millisecondsAt(seven); now <= millisecondsAt(until); now += EVERY) {
    await time.advance(instantAt(now))
    progress = look()
    mostWaiting = Math.max(mostWaiting, progress.waiting)
    mostOfOne = Math.max(mostOfOne, mostOf(services.queues.attempts.messages()))
    if (progress.at <= backlogAt) backlog = schools - progress.delivered
    if ((now - millisecondsAt(seven)) % TOLD_EVERY === 0) tell(progress)
    if (progress.mailed === schools) break
  }
  const accepted = services.receiver.received.values.length
  const { mostInFlight } = weekday
  const mostMailed = mostInASecond(services.mailbox.mails())
  return { ...progress, last, mostInFlight, mostWaiting, mostOfOne, backlog, accepted, mostMailed }
}

/** Of addressees, as SES counts. */
const mostInASecond = (mails: readonly Mail[]): number => {
  let [first, addressees, most] = [0, 0, 0]
  for (const { sentAt, to } of mails) {
    addressees += to.length
    for (const before = secondsAfter(sentAt, -1); mails[first]!.sentAt <= before; first += 1)
      addressees -= mails[first]!.to.length
    most = Math.max(most, addressees)
  }
  return most
}

/** The last minute in which deliveries begin ends. */
export const lastSlot = '2027-07-01T05:55:00.000Z' as Instant

/** The most messages there are of one delivery. */
const mostOf = (messages: readonly { body: string }[]): number => {
  const counts = new Map<string, number>()
  for (const { body } of messages) {
    const { schoolId } = JSON.parse(body) as { schoolId: string }
    counts.set(schoolId, (counts.get(schoolId) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}
