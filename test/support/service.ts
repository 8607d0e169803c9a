import type { SchedulerClient } from '@aws-sdk/client-scheduler'
import type { SESClient } from '@aws-sdk/client-ses'
import type { SQSClient } from '@aws-sdk/client-sqs'
import { FakeMailbox, type MailFault } from '../../infra/local/fakes/mailbox.ts'
import { FakeQueue } from '../../infra/local/fakes/queue.ts'
import { FakeScheduler } from '../../infra/local/fakes/scheduler.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import type { ConsentEvent, LogRecord } from '../../shared/consent/log.ts'
import { triggerFrom } from '../../shared/delivery/adapters/delivery-message.ts'
import { schedulerSchedules } from '../../shared/delivery/adapters/scheduler-schedules.ts'
import { sqsDeliveryQueue } from '../../shared/delivery/adapters/sqs-delivery-queue.ts'
import { type DeliverPorts, deliver } from '../../shared/delivery/deliver.ts'
import type { MonitoringData } from '../../shared/monitoring/ports.ts'
import { sesMailer } from '../../shared/notification/adapters/ses-mailer.ts'
import { type Instant, instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import { type ProcessingPorts, processEvent } from '../../shared/processing/process-event.ts'
import { type SweepPorts, sweep } from '../../shared/processing/sweep.ts'
import { aSchool, boardId, history, key, may11, results, schoolId, schoolYear, traceId } from './builders.ts'
import { InMemoryLog } from './doubles/log.ts'
import { signingKey, wireTo } from './reference-inspectorate.ts'
import { fakeStores } from './stores.ts'

const signing = signingKey()

/** The adapter, and what the reference receiver at the other end accepted. */
const anInspectorate = ({ clock }: VirtualTime) => {
  const { inspectorate, receiver } = wireTo(signing, clock)
  return { ...inspectorate, accepted: () => receiver.deliveries() }
}

/** A queue that no function takes from: a test does. */
export const aQueue = (time: VirtualTime) => {
  const queue = new FakeQueue({ url: 'https://sqs.example/deliveries', time })
  return {
    ...sqsDeliveryQueue(clientOf<SQSClient>(queue), queue.url),
    /** Delayed ones too, in the order in which they were sent. */
    waiting: () =>
      queue.messages().map(({ body, delaySeconds }) => ({ trigger: triggerFrom(body), delaySeconds })),
    /** The first that is not delayed any more; undefined where there is none. */
    take: () => {
      const message = queue.take()
      return message && triggerFrom(message.body)
    },
  }
}

/** Schedules that trigger nothing. */
const aScheduler = (time: VirtualTime) => {
  const scheduler = new FakeScheduler(time, () => {})
  const settings = {
    SCHEDULE_GROUP: 'deliveries',
    DELIVERIES_QUEUE_ARN: 'queue',
    SCHEDULE_ROLE_ARN: 'role',
    SCHEDULE_DLQ_ARN: 'dead-letters',
  }
  return {
    ...schedulerSchedules(clientOf<SchedulerClient>(scheduler), settings),
    planned: () =>
      scheduler
        .schedules()
        .map(({ ScheduleExpression: at, Target }) => ({ trigger: triggerFrom(Target?.Input ?? ''), at })),
  }
}

const aMailer = (time: VirtualTime, log: InMemoryLog) => {
  const mailbox = new FakeMailbox(time)
  const settings = { from: 'noreply@example.nl', configurationSet: 'mails' }
  return {
    ...sesMailer(clientOf<SESClient>(mailbox), settings, log),
    setFaults: (faults: readonly MailFault[]) => mailbox.setFaults(faults),
    sent: () =>
      mailbox.mails().map(({ tags, ...mail }) => ({ ...mail, reference: tags.event!, traceId: tags.trace! })),
  }
}

/** Everything behind the ports: the real adapters, on the fakes of the local environment. */
const onFakes = (now: Instant) => {
  const time = new VirtualTime(now)
  const log = new InMemoryLog()
  const moveOn = (seconds: number) => time.advance(secondsAfter(time.clock(), seconds))
  return {
    ...fakeStores(),
    time,
    clock: time.clock,
    random: () => 0.5,
    moveOn,
    pause: (milliseconds: number) => moveOn(milliseconds / 1000),
    inspectorate: anInspectorate(time),
    deliveries: aQueue(time),
    attempts: aQueue(time),
    schedules: aScheduler(time),
    mailer: aMailer(time, log),
    portalUrl: 'https://portaal.example.nl',
    log,
  }
}

/** One school with its results and a board that can be mailed; what it does is done by the real code. */
export const aService = async ({ now = may11, data = results } = {}) => {
  const ports = onFakes(now)
  await ports.directory.saveSchools([aSchool()])
  const administrators = [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }]
  await ports.directory.saveAdministrators(boardId, { items: administrators, reminders: false })
  const importFigures = async ({ results: imported, pupils }: MonitoringData): Promise<void> => {
    for (const one of imported) await ports.store.saveResults(schoolId, schoolYear, one)
    if (pupils) await ports.store.savePupils(schoolId, schoolYear, pupils, may11)
  }
  await importFigures(data)
  const head = async (): Promise<LogRecord> => {
    const newest = await ports.events.head(key)
    if (newest === undefined) throw new Error('the log is empty')
    return newest
  }
  const makeAttempts = async (other: Partial<DeliverPorts> = {}): Promise<void> => {
    for (let trigger = ports.attempts.take(); trigger; trigger = ports.attempts.take())
      await deliver({ ...ports, ...other }, trigger)
  }
  return {
    ...ports,
    ports,
    head,
    /** `moment`: any ISO 8601 moment with an offset, not before now. */
    moveTo: (moment: string) => ports.time.advance(instantFrom(moment)),
    importFigures,
    /** The log as these events make it. */
    happened: async (...events: ConsentEvent[]): Promise<void> => {
      for (const record of history(...events)) await ports.events.append(record)
    },
    /** One more event. */
    happens: async (event: ConsentEvent): Promise<LogRecord> => {
      const record = recordOf(key, await ports.events.head(key), event)
      if ((await ports.events.append(record)) === 'conflict') throw new Error('somebody else was first')
      return record
    },
    record: async (version: number): Promise<LogRecord> => {
      const record = await ports.events.record(key, version)
      if (record === undefined) throw new Error(`no version ${version}`)
      return record
    },
    types: async (): Promise<readonly string[]> => (await ports.events.history(key)).map(({ type }) => type),
    /** Triggers the delivery of that version, or of the newest; then makes the attempts whose messages are due. */
    triggerDelivery: async (version?: number, other: Partial<DeliverPorts> = {}): Promise<void> => {
      await deliver({ ...ports, ...other }, { ...key, version: version ?? (await head()).version, traceId })
      await makeAttempts(other)
    },
    /** Looks at the delivery under way as a sweep does, and then makes the attempts whose messages are due. */
    resumeDelivery: async (other: Partial<DeliverPorts> = {}): Promise<void> => {
      await processEvent(ports, await head())
      await makeAttempts(other)
    },
    makeAttempts,
    processEvent: async (record: LogRecord, other: Partial<ProcessingPorts> = {}): Promise<void> =>
      processEvent({ ...ports, ...other }, record),
    sweep: (other: Partial<SweepPorts> = {}): Promise<number> => sweep({ ...ports, ...other }),
  }
}

export type Service = Awaited<ReturnType<typeof aService>>
