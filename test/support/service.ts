import { recordOf } from '../../shared/consent/decider.ts'
import type { ConsentEvent, LogRecord } from '../../shared/consent/log.ts'
import { type DeliverPorts, deliver } from '../../shared/delivery/deliver.ts'
import type { MonitoringData } from '../../shared/monitoring/ports.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { type ProcessingPorts, processEvent } from '../../shared/processing/process-event.ts'
import { type SweepPorts, sweep } from '../../shared/processing/sweep.ts'
import { aSchool, boardId, history, key, may11, results, schoolId, schoolYear, traceId } from './builders.ts'
import { StoppedClock } from './doubles/clock.ts'
import { InMemoryInspectorate } from './doubles/inspectorate.ts'
import { InMemoryLog } from './doubles/log.ts'
import { InMemoryMailer } from './doubles/mailer.ts'
import { InMemoryDeliveryQueue } from './doubles/queue.ts'
import { InMemorySchedules } from './doubles/schedules.ts'
import { fakeStores } from './stores.ts'

/** Everything behind the ports, in memory. */
const memory = (now: Instant) => {
  const time = new StoppedClock(now)
  return {
    ...fakeStores(),
    time,
    clock: time.clock,
    random: () => 0.5,
    pause: async (milliseconds: number) => time.moveOn(milliseconds / 1000),
    inspectorate: new InMemoryInspectorate(time.clock),
    deliveries: new InMemoryDeliveryQueue(time.clock),
    attempts: new InMemoryDeliveryQueue(time.clock),
    schedules: new InMemorySchedules(),
    mailer: new InMemoryMailer(),
    portalUrl: 'https://portaal.example.nl',
    log: new InMemoryLog(),
  }
}

/** One school with its results and a board that can be mailed; what it does is done by the real code. */
export const aService = async ({ now = may11, data = results } = {}) => {
  const ports = memory(now)
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
