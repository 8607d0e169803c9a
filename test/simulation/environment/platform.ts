import type { S3Event, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { manifest as api } from '../../../functions/consent-api/manifest.ts'
import { manifest as deliver } from '../../../functions/deliver/manifest.ts'
import { manifest as importFile } from '../../../functions/import-file/manifest.ts'
import { manifest as processEvents } from '../../../functions/process-events/manifest.ts'
import { manifest as reconcileSchedules } from '../../../functions/reconcile-schedules/manifest.ts'
import { manifest as sweep } from '../../../functions/sweep/manifest.ts'
import type { Change } from '../../../infra/local/fakes/stream.ts'
import { mapQueues, notificationMapping, streamMapping } from '../../../infra/local/mappings.ts'
import { manifests } from '../../../infra/manifests.ts'
import type { Instant } from '../../../shared/platform/time.ts'
import type { FaultInjector } from '../engine/fault-injector.ts'
import type { Invocations } from '../engine/invocations.ts'
import { instantAt, millisecondsAt, type SimulatedTime } from '../engine/simulated-time.ts'
import type { Functions } from './functions.ts'
import type { Observations } from './observations.ts'
import type { Services } from './services.ts'
import { Sweeping } from './sweeping.ts'

const MINUTE = 60_000

/** A table like ours has a stream of four shards, of each of which Lambda has one batch in hand. */
const RECORDS_IN_HAND = 4 * processEvents.trigger.batchSize

/** Lambda and what triggers it: runs the functions on what happens, again where they fail; hands on twice, late or never. */
export class Platform {
  readonly #time: SimulatedTime
  readonly #faults: FaultInjector
  readonly #invocations: Invocations
  readonly #observations: Observations
  readonly #functions: Functions
  readonly #toProcessEvents: (change: Change) => void
  readonly #toImportFile: (event: S3Event) => void
  readonly #idle: ReturnType<Functions['newInstance']>[] = []
  #sweeping: Sweeping | undefined
  /** Which table it is: what the stream of an earlier one still had to tell is gone with it. */
  #table = 1
  /** Whether the table was restored and is not caught up: functions fail then for no reason of their own. */
  #isBehind = false

  constructor(
    {
      time,
      faults,
      invocations,
      observations,
    }: {
      time: SimulatedTime
      faults: FaultInjector
      invocations: Invocations
      observations: Observations
    },
    functions: Functions,
  ) {
    this.#time = time
    this.#faults = faults
    this.#invocations = invocations
    this.#observations = observations
    this.#functions = functions
    const inTurn = takingTurns(RECORDS_IN_HAND)
    this.#toProcessEvents = streamMapping({
      ...processEvents.trigger,
      time,
      invoke: event =>
        inTurn(() => this.#run('process-events', () => functions.invoke('process-events', event))),
    })
    this.#toImportFile = notificationMapping({
      ...importFile.trigger,
      time,
      invoke: event => this.#run('import-file', () => functions.invoke('import-file', event)),
    })
  }

  /** Does something for the functions as often, and as late, as the fault injector has it. */
  handOn(work: () => void): void {
    for (const late of this.#faults.handingsOn()) {
      if (late === 0) work()
      else this.#time.at(late === 'with a sweep' ? this.#sweepToCome() : this.#in(late), work)
    }
  }

  #in(seconds: number): Instant {
    return instantAt(millisecondsAt(this.#time.clock()) + seconds * 1000)
  }

  /** When a lease taken now will be over. */
  #sweepToCome(): Instant {
    const period = sweep.trigger.minutes * MINUTE
    return instantAt(Math.ceil((millisecondsAt(this.#time.clock()) + 2 * MINUTE) / period) * period)
  }

  changed(change: Change): void {
    this.#sweeping?.changed(change)
    if (change.eventName !== 'INSERT' || !change.keys.sk.startsWith('LOG#')) return
    const table = this.#table
    this.handOn(() => {
      if (table === this.#table) this.#toProcessEvents(change)
    })
  }

  /** The table is lost: what runs is ended, and all that runs from now on finds a copy that was restored. */
  tableLost(): void {
    this.#invocations.stopAll('is stopped for a restore')
    this.#table += 1
    this.#isBehind = true
  }

  /** The copy is there, and the sweep looks at it as at the one before. */
  tableRestored(): void {
    this.#sweeping?.lookAgain()
  }

  /** An operator replays the ledger, as often as it takes. */
  async replayLedger(): Promise<void> {
    try {
      await this.#run('replay-ledger', () => this.#functions.invoke('replay-ledger', {}))
      this.#isBehind = false
    } catch {
      this.#time.after(5 * MINUTE, () => this.replayLedger())
    }
  }

  /** The rule that holds schedules against consents, from the coming night on. */
  checkEveryNight(): void {
    const night = `${this.#time.clock().slice(0, 10)}T${reconcileSchedules.trigger.at}:00.000Z` as Instant
    const at = night > this.#time.clock() ? night : instantAt(millisecondsAt(night) + 24 * 60 * MINUTE)
    const check = () => this.#functions.invoke('reconcile-schedules', {})
    this.#time.at(at, () => {
      this.checkEveryNight()
      return this.#asynchronously(() => this.#run('reconcile-schedules', check))
    })
  }

  uploaded(event: S3Event): void {
    this.handOn(() => this.#toImportFile(event))
  }

  mailCameBack(reference: string | undefined): void {
    const record = () => this.#functions.invoke('record-mail-feedback', { reference })
    this.#time.after(0, () =>
      this.#asynchronously(async () => {
        await this.#run('record-mail-feedback', record)
        this.#observations.bouncedMails.add(reference ?? '')
      }),
    )
  }

  /** As Lambda does with what nobody waits for: where it fails, up to twice more, a minute apart. */
  async #asynchronously(work: () => Promise<unknown>, retries = 2): Promise<void> {
    await work().catch(() => {
      if (retries > 0) this.#time.after(MINUTE, () => this.#asynchronously(work, retries - 1))
    })
  }

  /** The queues feed `deliver`, and the sweep looks at the table. */
  connect({ queues, deadLetters }: Services): void {
    this.#sweeping = new Sweeping(this.#time, this.#observations, () =>
      this.#run('sweep', () => this.#functions.invoke('sweep', {})),
    )
    mapQueues(deliver.trigger, queues, {
      deadLetter: deadLetters,
      invoke: event => this.#deliver(event),
    })
  }

  /** An instance has one event at a time, is used again, and is not seen again once it crashed. */
  async #deliver(event: SQSEvent): Promise<SQSBatchResponse> {
    const instance = this.#idle.pop() ?? this.#functions.newInstance('deliver')
    const answer = await this.#run('deliver', () => instance(event))
    this.#idle.push(instance)
    return answer
  }

  /** One call of the API: undefined where the function did not live to answer. */
  async call(
    name: string,
    request: Parameters<Functions['answer']>[0],
  ): Promise<Awaited<ReturnType<Functions['answer']>> | undefined> {
    return this.#run(name, () => this.#functions.answer(request), false).catch(() => undefined)
  }

  /** A worker must not fail where nothing around it did; of the API that is judged by its answer. */
  #run<Answer>(name: string, work: () => Promise<Answer>, isWorker = true): Promise<Answer> {
    // A call of the API bears the name of its caller.
    const { seconds } = manifests[name] ?? api
    return this.#invocations.invoke(name, seconds, async invocation => {
      invocation.hadMishap = this.#isBehind && name !== 'replay-ledger'
      try {
        const answer = await work()
        if (!invocation.hadMishap && hasFailedItems(answer)) this.#observations.failures.push(invocation.name)
        if (!isWorker && !invocation.hadMishap && isServerFault(answer))
          this.#observations.failures.push(invocation.name)
        return answer
      } catch (error) {
        if (!invocation.hadMishap && !isOvertaken(error))
          this.#observations.failures.push(`${invocation.name}: ${error}`)
        throw error
      }
    })
  }
}

/** As many at once, and the others in the order in which they came. */
const takingTurns = (atOnce: number) => {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (free > 0) free -= 1
    else await new Promise<void>(go => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}

/**
 * An import that was notified of twice: the other run removed the file while this one was slow. It fails, comes again and
 * finds nothing left to do.
 */
const isOvertaken = (error: unknown): boolean => /NoSuchVersion/.test(String(error))

const hasFailedItems = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'batchItemFailures' in answer &&
  (answer.batchItemFailures as unknown[]).length > 0

const isServerFault = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'statusCode' in answer && Number(answer.statusCode) >= 500
