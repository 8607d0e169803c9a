import type { S3Event, SQSEvent } from 'aws-lambda'
import { daily } from '../../infra/local/daily.ts'
import { matches } from '../../infra/local/fakes/event-filter.ts'
import { FakeQueue } from '../../infra/local/fakes/queue.ts'
import { type Change, streamEvent } from '../../infra/local/fakes/stream.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import {
  backUpAt,
  deliverMapping,
  eventsMapping,
  reconcileSchedulesAt,
  remindBoardsAt,
  sweepEveryMinutes,
  uploadsPrefix,
} from '../../infra/wiring.ts'
import { randomOf } from '../../scripts/survey/random.ts'
import {
  type Instant,
  instantFromMilliseconds,
  millisecondsOf,
  secondsAfter,
} from '../../shared/platform/time.ts'
import { type Functions, realFunctions, type Stage, settings } from '../simulation/world/functions.ts'
import { type Asked, type Caller, requestOf } from '../simulation/world/operations.ts'
import { type LineMetric, metricNamed } from './definitions.ts'
import { Metrics } from './evaluation.ts'
import type { Faults } from './faults.ts'
import { Lambda } from './lambda.ts'
import { type Services, servicesOf, stageOf } from './services.ts'

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
    const surroundings = { time: this.time, lambda: this.lambda, faults: this.faults, wakes: this.#wakes() }
    this.services = servicesOf(surroundings)
    const stage = stageOf(surroundings, this.services, this.#world())
    this.functions = realFunctions(() => stage)
    this.#beginRules()
    if (isPaused) this.#measureQueue()
    else this.#mapQueue()
  }

  #mapQueue(): void {
    const deliver = this.functions.newDeliver()
    const deadLetter = new FakeQueue({ url: 'dead-letters', arn: settings.SCHEDULE_DLQ_ARN, time: this.time })
    const setAside = async () => {
      this.lambda.setAside('deliveries-failed')
      return undefined
    }
    const invoke = (event: SQSEvent) => this.lambda.invoke('deliver', () => deliver(event))
    deadLetter.map({ ...deliverMapping, invoke: setAside })
    this.services.queue.map({ ...deliverMapping, deadLetter, invoke })
  }

  #world(): Stage['world'] {
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
  async restoreTable(changes: number): Promise<void> {
    await this.services.documents.restore(changes)
  }

  complainOf(reference: string): void {
    this.lambda.put(metricNamed('AWS/SES', 'Reputation.ComplaintRate'), 1 / 200)
    void this.#recordFeedback(reference)
  }

  #wakes() {
    return {
      changed: (change: Change) => this.#changed(change),
      uploaded: (event: S3Event) => this.#uploaded(event),
      mailCameBack: (reference: string | undefined) => void this.#recordFeedback(reference),
      scheduleWentOff: (message: string) => this.#scheduleWentOff(message),
    }
  }

  #scheduleWentOff(message: string): void {
    if (!this.faults.schedules) return void this.services.queue.enqueue(message)
    // The Scheduler tries for a day.
    this.time.at(this.#in(24 * HOUR), () => this.lambda.setAside('schedules-failed'))
  }

  #recordFeedback(reference: string | undefined): Promise<void> {
    return this.time.run(() =>
      this.lambda.asynchronously('record-mail-feedback', 2, () =>
        this.functions.recordMailFeedback({ reference }),
      ),
    )
  }

  #uploaded(event: S3Event): void {
    if (!event.Records[0]?.s3.object.key.startsWith(uploadsPrefix)) return
    this.time.at(this.time.clock(), () =>
      this.lambda.asynchronously('import-file', 2, () => this.functions.importFile(event)),
    )
  }

  #changed(change: Change): void {
    const { pk, sk } = change.keys
    const openAt = change.newImage?.openAt
    if (openAt) this.#open.set(`${pk} ${sk}`, String(openAt))
    else this.#open.delete(`${pk} ${sk}`)
    const event = streamEvent([change])
    if (this.faults.stream === 'stopped' || !matches(eventsMapping.filter, event.Records[0])) return
    const writtenAt = millisecondsOf(this.time.clock())
    const late = this.faults.stream === 'slow' ? 6 * MINUTE : 0
    const attempt = async (left: number): Promise<void> => {
      this.lambda.put(
        metricNamed('AWS/Lambda', 'IteratorAge', 'process-events'),
        millisecondsOf(this.time.clock()) - writtenAt,
      )
      const answer = await this.lambda
        .invoke('process-events', () => this.functions.processEvent(event))
        .catch(() => null)
      if (answer?.batchItemFailures.length === 0) return
      if (left === 0) return this.lambda.setAside('process-events-failed')
      this.time.at(this.#in(MINUTE), () => attempt(left - 1))
    }
    this.time.at(this.#in(late), () => attempt(eventsMapping.maximumRetries))
  }

  /** The clock's rules. */
  #beginRules(): void {
    const period = sweepEveryMinutes * MINUTE * 1000
    const tick = (): void => {
      const next = Math.floor(millisecondsOf(this.time.clock()) / period + 1) * period
      this.time.at(instantFromMilliseconds(next), async () => {
        tick()
        await this.#sweep()
      })
    }
    tick()
    daily(this.time, reconcileSchedulesAt, () => this.reconcileSchedules())
    daily(this.time, remindBoardsAt, () => this.remindBoards())
    daily(this.time, backUpAt, async () => this.#backUp())
  }

  #backUp(): void {
    if (!this.faults.backups) this.lambda.put(metricNamed('AWS/Backup', 'NumberOfBackupJobsCompleted'), 1)
  }

  async #sweep(): Promise<void> {
    if (this.faults.sweepRule) return
    const soon = this.#in(15 * MINUTE)
    const isIdle = this.#leavesOutIdleSweeps && [...this.#open.values()].every(openAt => openAt > soon)
    await this.lambda.asynchronously('sweep', 1, async () =>
      isIdle ? this.lambda.logged('SWEPT', idle) : this.functions.sweep({}),
    )
  }

  async reconcileSchedules(): Promise<void> {
    if (this.faults.nightRule) return
    await this.lambda.asynchronously('reconcile-schedules', 2, () => this.functions.reconcileSchedules({}))
  }

  async remindBoards(): Promise<void> {
    if (this.faults.morningRule) return
    await this.lambda.asynchronously('remind-boards', 2, () => this.functions.remindBoards({}))
  }

  /** All there is waits, where nobody takes it. */
  #measureQueue(): void {
    const waiting = this.services.queue.messages().length
    this.lambda.put(metricNamed('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'deliveries'), waiting)
    this.time.at(this.#in(MINUTE), () => this.#measureQueue())
  }

  #in(seconds: number): Instant {
    return secondsAfter(this.time.clock(), seconds)
  }
}
