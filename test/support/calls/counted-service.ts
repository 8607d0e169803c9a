import { type Change, streamEvent, streamOf } from '../../../infra/local/fakes/stream.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'
import { servicesOf } from '../../../infra/local/services.ts'
import { VirtualTime } from '../../../infra/local/virtual-time.ts'
import { table } from '../../../infra/wiring.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import type { Request } from '../../../stubs/http.ts'
import { type Backends, realFunctions, settings } from '../../simulation/environment/functions.ts'
import { markingKeyStore, receiverOf } from '../../simulation/environment/receiver.ts'
import { tokenOf } from '../api/api-parts.ts'
import type { Claims } from '../api/people.ts'
import { may11 } from '../builders.ts'
import { InMemoryLog } from '../doubles/log.ts'
import { roundTrips } from './round-trips.ts'
import { writeUnitsOf } from './write-units.ts'

/** What was asked of AWS for one thing: one after the other, all together, and what was written and read. */
export interface Counted {
  trips: number
  calls: readonly string[]
  writeUnits: number
  itemsRead: number
}

/** The functions as they are deployed, warm, on services in memory, whose calls are counted. */
export const countedService = async () => {
  const time = new VirtualTime(may11)
  const counted = roundTrips()
  const changes: Change[] = []
  let writeUnits = 0
  const stream = streamOf(change => changes.push(change))
  const documents = new FakeTable({ tableName: settings.TABLE_NAME, ...table }, (old, fresh) => {
    writeUnits += writeUnitsOf(old, fresh)
    stream(old, fresh)
  })
  const { uploads, ledger, queues, scheduler, mailbox } = servicesOf(settings, time)
  const backends: Backends = {
    runtime: {
      clock: time.clock,
      random: () => 0.5,
      newId: () => 'id',
      log: new InMemoryLog(),
      pause: async () => {},
    },
    documents: counted.through(command => documents.send(command)),
    s3: counted.through(command =>
      ((command.input as { Bucket?: string }).Bucket === uploads.name ? uploads : ledger).send(command),
    ),
    sqs: counted.through(command => queues.attempts.send(command)),
    ses: counted.through(command => mailbox.send(command)),
    scheduler: counted.through(command => scheduler.send(command)),
    kms: counted.through(command => markingKeyStore(command.input as never)),
    inspectorate: receiverOf(time.clock).fetch,
  }
  const { answer, invoke, ports } = realFunctions(() => backends)

  const count = async (work: () => Promise<unknown>): Promise<Counted> => {
    counted.trips.length = 0
    counted.answers.length = 0
    writeUnits = 0
    await work()
    const [calls, itemsRead] = [counted.trips.flat(), counted.answers.flat().length]
    return { trips: counted.trips.length, calls, writeUnits, itemsRead }
  }
  // The first sweep says that a new table lacks nothing.
  await invoke('sweep', {})
  return {
    ports,
    time,
    count,
    /** A request, which must be answered so. */
    request: async (
      as: Claims,
      { body, headers, ...asked }: Partial<Omit<Request, 'body'>> & { body?: object },
    ) => {
      const authorization = `Bearer ${tokenOf(as)}`
      const sent = Buffer.from(body ? JSON.stringify(body) : '')
      const typed = { authorization, 'content-type': 'application/json', ...headers }
      const { statusCode = 500, body: answered } = await answer({
        ...{ method: 'GET', url: '', ...asked, headers: typed, body: sent },
      })
      if (statusCode >= 400) throw new Error(`${asked.url}: ${statusCode} ${answered}`)
      return JSON.parse(answered ?? 'null')
    },
    /** What the newest change of the table brings about, a second later. */
    processNewest: async () => {
      await time.advance(secondsAfter(time.clock(), 1))
      return invoke(
        'process-events',
        streamEvent(changes.filter(({ eventName }) => eventName === 'INSERT').slice(-1)),
      )
    },
    deliver: async (body: object) =>
      invoke('deliver', { Records: [{ messageId: '1', body: JSON.stringify(body) }] }),
  }
}
