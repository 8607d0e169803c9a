import { every } from '../../infra/local/clock-rules.ts'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { matches } from '../../infra/local/fakes/event-filter.ts'
import { FakeMailbox } from '../../infra/local/fakes/mailbox.ts'
import { FakeQueue, sqsOf } from '../../infra/local/fakes/queue.ts'
import { FakeScheduler } from '../../infra/local/fakes/scheduler.ts'
import type { SdkCommand } from '../../infra/local/fakes/sdk.ts'
import { type Change, streamEvent, streamOf } from '../../infra/local/fakes/stream.ts'
import { FakeTable } from '../../infra/local/fakes/table.ts'
import { mapQueues } from '../../infra/local/mappings.ts'
import { onlyTriggeredBy, triggeredBy } from '../../infra/manifests.ts'
import { table } from '../../infra/wiring.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import type { SchoolId } from '../../shared/directory/identifiers.ts'
import { instantFrom, millisecondsOf } from '../../shared/platform/time.ts'
import { instantAt, SimulatedTime } from '../../test/simulation/engine/simulated-time.ts'
import { type Backends, realFunctions, settings } from '../../test/simulation/environment/functions.ts'
import { markingKeyStore, receiverOf } from '../../test/simulation/environment/receiver.ts'
import { aSchool, boardId, given, results, schoolYear, window } from '../../test/support/builders.ts'
import { randomOf } from '../survey/random.ts'

const DATE = '2027-07-01'
const at = (time: string) => instantFrom(`${DATE}T${time}:00+02:00`)
const MINUTE = 60_000
const silent = { info: () => {}, error: () => {} }

export interface Day {
  /** From 07:00, or from the end of the outage that began then, until the last delivery. */
  minutes: number
  mostMessages: number
  mostInFlight: number
}

interface Faults {
  /** Of the answers so many are 503. */
  faults: number
  /** Until then no request is answered. */
  hangsUntil: number
}

/** Until an answer comes, and until the sender gives up. */
export const ANSWER_SECONDS = 1
const HANGING_SECONDS = 15

const [deliver, stream] = [onlyTriggeredBy('queue'), onlyTriggeredBy('stream')]

type Exchange = Backends['inspectorate']

/** The receiver as it is on that date: it takes its time, fails now and then, and until a moment does not answer at all. */
const receiving = (time: SimulatedTime, random: () => number, { faults, hangsUntil }: Faults, day: Day) => {
  const { received, fetch } = receiverOf(time.clock)
  const later = (seconds: number) => new Promise<void>(go => time.after(1000 * seconds, go))
  let inFlight = 0
  const answer: Exchange = async (url, sending) => {
    if (millisecondsOf(time.clock()) < hangsUntil) {
      await later(HANGING_SECONDS)
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
    }
    await later(ANSWER_SECONDS)
    return random() < faults ? new Response(null, { status: 503 }) : fetch(url, sending)
  }
  const exchange: Exchange = async (url, sending) => {
    if (url === settings.INSPECTORATE_TOKEN_URL) return fetch(url, sending)
    inFlight += 1
    day.mostInFlight = Math.max(day.mostInFlight, inFlight)
    return answer(url, sending).finally(() => {
      inFlight -= 1
    })
  }
  return { received, exchange }
}

/** The real functions on services in memory. */
const serviceOn = (time: SimulatedTime, random: () => number, exchange: Exchange, day: Day) => {
  const queueAt = (url: string) => new FakeQueue({ url, arn: settings.DELIVERIES_QUEUE_ARN, time })
  const queues = {
    deliveries: queueAt(settings.DELIVERIES_QUEUE_URL),
    attempts: queueAt(settings.ATTEMPTS_QUEUE_URL),
  }
  const both = Object.values(queues)
  const counted = <Result>(result: Result): Result => {
    const messages = both.reduce((sum, queue) => sum + queue.messages().length, 0)
    day.mostMessages = Math.max(day.mostMessages, messages)
    return result
  }
  const scheduler = new FakeScheduler(
    time,
    (_target, input) => void counted(queues.deliveries.enqueue(input)),
  )
  const mailbox = new FakeMailbox(time, () => {})
  const buckets = [settings.UPLOADS_BUCKET, settings.LEDGER_BUCKET].map(
    name => new FakeBucket(name, time.clock),
  )
  const changed = (change: Change) => {
    const event = streamEvent([change])
    if (matches(stream.trigger.filter, event.Records[0]))
      time.at(time.clock(), async () => void (await functions.invoke(stream.name, event)))
  }
  const documents = new FakeTable(
    { tableName: settings.TABLE_NAME, ...table },
    streamOf(settings.TABLE_NAME, changed),
  )
  const functions = realFunctions(() => ({
    runtime: { clock: time.clock, random, newId: () => 'id', log: silent, pause: async () => {} },
    documents: command => documents.send(command),
    s3: command => buckets.find(({ name }) => name === bucketOf(command))!.send(command),
    sqs: async command => counted(await sqsOf(both).send(command)),
    ses: command => mailbox.send(command),
    scheduler: command => scheduler.send(command),
    kms: command => markingKeyStore(command.input as never),
    inspectorate: exchange,
  }))
  const deadLetter = queueAt('sim/dead-letters')
  mapQueues(deliver.trigger, queues, { deadLetter, invoke: event => functions.invoke(deliver.name, event) })
  for (const { name, trigger } of triggeredBy('every'))
    every(time, trigger.minutes, () => functions.invoke(name, {}))
  return functions
}

type Functions = ReturnType<typeof serviceOn>

/** So many schools with results and a consent for the date. */
const furnish = async ({ ports, invoke }: Functions, schools: number): Promise<void> => {
  // The first sweep says that a new table lacks nothing.
  await invoke('sweep', {})
  const administrators = [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }]
  await ports.directory.saveAdministrators(boardId, { items: administrators, reminders: false })
  await ports.calendar.save(schoolYear, [window(DATE)])
  for (const schoolId of schoolIds(schools)) {
    await ports.directory.saveSchools([aSchool({ schoolId })])
    await ports.store.saveResults(schoolId, schoolYear, results.results[0]!)
    await ports.events.append(recordOf({ schoolId, schoolYear }, undefined, given()))
  }
}

/** A date on which so many schools deliver, on a clock that jumps from one thing that is due to the next. */
export const playDay = async (
  schools: number,
  { hangsForHours, faults }: { hangsForHours: number; faults: number },
): Promise<Day> => {
  const day: Day = { minutes: 0, mostMessages: 0, mostInFlight: 0 }
  const random = randomOf('day', schools)
  const time = new SimulatedTime(at('00:00'), random)
  const start = millisecondsOf(at('07:00')) + hangsForHours * 60 * MINUTE
  const hangsUntil = hangsForHours > 0 ? start : 0
  const { received, exchange } = receiving(time, random, { faults, hangsUntil }, day)
  await furnish(serviceOn(time, random, exchange, day), schools)
  for (let minute = 0; (await received.all()).length < schools; minute += 1) {
    if (minute > 24 * 60) throw new Error('not all is delivered, a day later')
    await time.advance(instantAt(start + minute * MINUTE))
  }
  day.minutes = (millisecondsOf((await received.all()).at(-1)!.receivedAt) - start) / MINUTE
  return day
}

const bucketOf = ({ input }: SdkCommand) => (input as { Bucket?: string }).Bucket

const schoolIds = (number: number): readonly SchoolId[] =>
  Array.from({ length: number }, (_, index) => {
    const letter = String.fromCharCode(65 + (Math.floor(index / 100) % 26))
    const first = String.fromCharCode(65 + Math.floor(index / 2600))
    return `${String(index % 100).padStart(2, '0')}${first}${letter}00` as SchoolId
  })
