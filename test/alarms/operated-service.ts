import type { S3Event, SQSEvent } from 'aws-lambda'
import { daily, every } from '../../infra/local/clock-rules.ts'
import { matches } from '../../infra/local/fakes/event-filter.ts'
import { type Change, streamEvent } from '../../infra/local/fakes/stream.ts'
import { mapQueues } from '../../infra/local/mappings.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { manifests, onlyTriggeredBy, triggeredBy } from '../../infra/manifests.ts'
import { backUpAt } from '../../infra/wiring.ts'
import { randomOf } from '../../scripts/survey/random.ts'
import { type Instant, millisecondsOf, secondsAfter } from '../../shared/platform/time.ts'
import { type Backends, type Functions, realFunctions } from '../simulation/environment/functions.ts'
import { type Asked, type Caller, requestOf } from '../simulation/environment/operations.ts'
import { type LineMetric, metricNamed } from './definitions.ts'
import { Metrics } from './evaluation.ts'
import type { Faults } from './faults.ts'
import { Lambda } from './lambda.ts'
import { backendsOf, type Services, servicesOf } from './services.ts'

const stream = onlyTriggeredBy('stream')
const queue = onlyTriggeredBy('queue')
const upload = onlyTriggeredBy('upload')
const feedback = onlyTriggeredBy('mail-feedback')

const MINUTE = 60
const HOUR = 60 * MINUTE

interface Options {
  readonly start: Instant
  readonly lineMetrics: readonly LineMetric[]
  /** The mapping of the deliveries' queue was disabled by somebody. */
  readonly isPaused?: boolean
  /** Whether a sweep that would find nothing counts as made: for long times without faults. */
  readonly leavesOutIdleSweeps?: boolean
}

/** What a sweep says that found nothing. */
const idle = {
  found: 0,
  failed: 0,
  missed: 0,
  openEffects: 0,
  openDeliveries: 0,
  setAside: 0,
  mailSeconds: 0,
  deliverySeconds: 0,
}

/** The functions as they are deployed, on services in memory and a clock that is moved, and the metrics that come of it. */
export class OperatedService {
  readonly time: VirtualTime
  readonly metrics = new Metrics()
  readonly faults: Faults = {}
  readonly lambda: Lambda
  readonly services: Services
  readonly functions: Functions
  /** Events with something to be done about them, and when to look at them again. */
  readonly #open = new Map<string, string>()
  readonly #leavesOutIdleSweeps: boolean

  constructor({ start, lineMetrics, isPaused = false, leavesOutIdleSweeps = false }: Options) {
    this.#leavesOutIdleSweeps = leavesOutIdleSweeps
    this.time = new VirtualTime(start)
    this.lambda = new Lambda(this.time, this.metrics, lineMetrics)
    const surroundings = {
      time: this.time,
      lambda: this.lambda,
      faults: this.faults,
      eventSources: this.#eventSources(),
    }
    this.services = servicesOf(surroundings)
    const backends = backendsOf(surroundings, this.services, this.#runtime())
    this.functions = realFunctions(() => backends)
    this.#beginRules()
    if (isPaused) this.#measureQueue()
    else this.#mapQueues()
  }

  #mapQueues(): void {
    const instance = this.functions.newInstance(queue.name)
    const { queues, deadLetters: deadLetter } = this.services
    const setAside = async () => {
      this.lambda.setAside('deliveries-failed')
      return undefined
    }
    const invoke = (event: SQSEvent) => this.lambda.invoke(queue.name, () => instance(event))
    const { batchSize, visibilitySeconds, maximumReceives } = queue.trigger
    deadLetter.map({ batchSize, visibilitySeconds, maximumReceives, atOnce: 1, invoke: setAside })
    mapQueues(queue.trigger, queues, { deadLetter, invoke })
  }

  #runtime(): Backends['runtime'] {
    const { logged } = this.lambda
    let ids = 0
    return {
      clock: this.time.clock,
      random: randomOf('alarms'),
      newId: () => `id-${++ids}`,
      pause: async () => {},
      log: { info: logged, error: logged },
    }
  }

  /** One call of the API. */
  async call(schoolId: string, by: Caller, asked: Asked): Promise<number> {
    const status = await this.lambda
      .invoke(asked.kind === 'retry-delivery' ? 'operator-api' : 'consent-api', () =>
        this.functions.answer(requestOf(schoolId, asked, by)),
      )
      .then(
        ({ statusCode = 200 }) => statusCode,
        () => 500,
      )
    this.lambda.put(metricNamed('AWS/ApiGateway', '5xx'), status >= 500 ? 1 : 0)
    return status
  }

  /** A copy takes the table's place, with its logs as they were after so many changes. */
  restoreTable(changes: number): void {
    this.services.documents.restore(changes)
  }

  complainOf(reference: string): void {
    this.lambda.put(metricNamed('AWS/SES', 'Reputation.ComplaintRate'), 1 / 200)
    void this.#recordFeedback(reference)
  }

  #eventSources() {
    return {
      onChange: (change: Change) => this.#changed(change),
      onUpload: (event: S3Event) => this.#uploaded(event),
      onMailFeedback: (reference: string | undefined) => void this.#recordFeedback(reference),
      onSchedule: (message: string) => this.#scheduleWentOff(message),
    }
  }

  #scheduleWentOff(message: string): void {
    const { schedules } = this.faults
    if (!schedules) return void this.services.queues.deliveries.enqueue(message)
    this.lambda.put(metricNamed('AWS/Scheduler', 'TargetErrorCount'), 1)
    // The Scheduler tries for a day.
    this.time.at(this.#in(24 * HOUR), () => {
      if (schedules === 'cannot reach the queue') this.lambda.setAside('schedules-failed')
      else this.lambda.put(metricNamed('AWS/Scheduler', 'InvocationsFailedToBeSentToDeadLetterCount'), 1)
    })
  }

  #recordFeedback(reference: string | undefined): Promise<void> {
    return this.time.run(() => this.begin(feedback.name, { reference }))
  }

  #uploaded(event: S3Event): void {
    if (!event.Records[0]?.s3.object.key.startsWith(upload.trigger.prefix)) return
    if (this.faults.uploads) return
    this.time.at(this.time.clock(), () => this.begin(upload.name, event))
  }

  #changed(change: Change): void {
    const { pk, sk } = change.keys
    const openAt = change.newImage?.openAt
    if (openAt) this.#open.set(`${pk} ${sk}`, String(openAt))
    else this.#open.delete(`${pk} ${sk}`)
    const event = streamEvent([change])
    if (this.faults.stream === 'stopped' || !matches(stream.trigger.filter, event.Records[0])) return
    const writtenAt = millisecondsOf(this.time.clock())
    const late = this.faults.stream === 'slow' ? 6 * MINUTE : 0
    const attempt = async (left: number): Promise<void> => {
      this.lambda.put(
        metricNamed('AWS/Lambda', 'IteratorAge', stream.name),
        millisecondsOf(this.time.clock()) - writtenAt,
      )
      const answer = await this.lambda
        .invoke(stream.name, () => this.functions.invoke(stream.name, event))
        .catch(() => null)
      if (answer?.batchItemFailures.length === 0) return
      if (left === 0) return this.lambda.setAside(`${stream.name}-failed`)
      this.time.at(this.#in(MINUTE), () => attempt(left - 1))
    }
    this.time.at(this.#in(late), () => attempt(stream.trigger.maximumRetries))
  }

  /** The clock's rules. */
  #beginRules(): void {
    for (const { name, trigger } of triggeredBy('every'))
      every(this.time, trigger.minutes, () => this.#beginByRule(name, this.#isIdle(trigger.dueIn)))
    for (const { name, trigger } of triggeredBy('daily'))
      daily(this.time, trigger.at, () => this.#beginByRule(name))
    daily(this.time, backUpAt, async () => this.#backUp())
    // It would find nothing where each upload was told of.
    every(this.time, upload.trigger.looksEveryMinutes, async () => {
      if (this.faults.uploads) await this.#beginByRule(upload.name)
    })
  }

  /** Whether nothing is due in the index of what there is to do, or soon will be. */
  #isIdle(index: string | undefined): boolean {
    const soon = this.#in(15 * MINUTE)
    const isEmpty = [...this.#open.values()].every(openAt => openAt > soon)
    return this.#leavesOutIdleSweeps && index !== undefined && isEmpty
  }

  async #beginByRule(name: string, isIdle = false): Promise<void> {
    if (this.faults.disabledRule === name) return
    if (isIdle) await this.lambda.invoke(name, async () => this.lambda.logged('SWEPT', idle))
    else await this.begin(name)
  }

  /** Begins a function that nobody waits for. */
  async begin(name: string, event: object = {}): Promise<void> {
    const { trigger } = manifests[name]!
    const retries = 'maximumRetries' in trigger ? trigger.maximumRetries : 0
    await this.lambda.asynchronously(name, retries, () => this.functions.invoke(name, event))
  }

  #backUp(): void {
    if (!this.faults.backups) this.lambda.put(metricNamed('AWS/Backup', 'NumberOfBackupJobsCompleted'), 1)
  }

  /** All there is waits, where nobody takes it. */
  #measureQueue(): void {
    const waiting = this.services.queues.deliveries.messages().length
    this.lambda.put(metricNamed('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'deliveries'), waiting)
    this.time.at(this.#in(MINUTE), () => this.#measureQueue())
  }

  #in(seconds: number): Instant {
    return secondsAfter(this.time.clock(), seconds)
  }
}
