import { beforeEach, expect, it } from 'vitest'
import { make as makeProcessEvents } from '../../functions/process-events/handler.ts'
import { make as makeSweep } from '../../functions/sweep/handler.ts'
import { wire as wireSweep } from '../../functions/sweep/wire.ts'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { FakeMailbox } from '../../infra/local/fakes/mailbox.ts'
import { FakeScheduler } from '../../infra/local/fakes/scheduler.ts'
import { clientOf, withSend } from '../../infra/local/fakes/sdk.ts'
import { type Change, streamEvent } from '../../infra/local/fakes/stream.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { logParts } from '../../shared/consent/adapters/event-log.ts'
import type { ConsentEvent } from '../../shared/consent/log.ts'
import { replay } from '../../shared/consent/replay.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { BoardId } from '../../shared/directory/identifiers.ts'
import { instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import { settings } from '../simulation/environment/functions.ts'
import { boardId, failed, given, history, schoolYear, started, withdrawn } from '../support/builders.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { streamingTable, tableOf } from '../support/stores.ts'

const nextBoard = '99002' as BoardId
const afterAll = instantFrom('2027-07-03T12:00:00Z')

/** An empty table beside a ledger, with the functions that process what is written to it. */
const start = async () => {
  const time = new VirtualTime(afterAll)
  const log = new InMemoryLog()
  const mailbox = new FakeMailbox(time)
  const changes: Change[] = []
  const commands: Readonly<Record<string, unknown>>[] = []
  const { client: streamed } = streamingTable(change => changes.push(change))
  const documents = withSend(streamed, send => async command => {
    commands.push({ ...command.input })
    return send(command)
  })
  const table = tableOf(documents, log)
  const s3 = clientOf<never>(
    new FakeBucket(settings.LEDGER_BUCKET, time.clock, undefined, { hasObjectLock: true }),
  )
  const away = { send: async () => Promise.reject(new Error('away')) }
  const clients = {
    ...{ documents, s3, sqs: clientOf<never>(away) },
    ...{
      ses: clientOf<never>(mailbox),
      scheduler: clientOf<never>(new FakeScheduler(time, () => {})),
    },
  }
  const runtime = { clock: time.clock, random: () => 0.5, newId: () => 'id', log, pause: async () => {} }
  const ports = wireSweep(settings, clients, runtime)
  const parts = logParts(settings, table, s3)
  await parts.restoreGuard.done()
  for (const board of [boardId, nextBoard]) {
    const administrators = { items: [{ name: 'G. Beheer', email: `g@${board}.example` }], reminders: false }
    await dynamoDirectory(table).saveAdministrators(board, administrators)
  }
  return {
    /** Reads and writes of the lists from now on. */
    listings: () => {
      const from = commands.length
      return () =>
        commands
          .slice(from)
          .flatMap(({ FilterExpression: filter, UpdateExpression: update }) => [
            ...(filter === 'attribute_exists(listed)' ? ['read'] : []),
            ...(update === 'REMOVE listed' ? ['write'] : []),
          ])
    },
    append: async (...events: readonly ConsentEvent[]) => {
      for (const record of history(...events)) await parts.store.append(record)
    },
    mailbox,
    sweepAfter: async (seconds: number) => {
      await time.advance(secondsAfter(time.clock(), seconds))
      await makeSweep(ports)({})
    },
    /** Brings so many of the last events, and forgets the others. */
    stream: (count: number) => {
      const events = changes
        .splice(0)
        .filter(({ eventName, keys }) => eventName === 'INSERT' && keys.sk.startsWith('LOG#'))
      return makeProcessEvents(ports)(streamEvent(events.slice(-count)))
    },
    replay: async (...events: readonly ConsentEvent[]) => {
      for (const record of history(...events)) await parts.ledger.keep(record)
      await replay({ ...parts, clock: time.clock, log, outbox: dynamoOutbox(table) })
    },
    /** Where the school stands in lists, in their order. */
    listed: async () => {
      const { heads } = await parts.store.headsAfter(schoolYear, undefined, 10)
      return heads.map(({ version, state }) => `${state.consent.boardId} ${version}`)
    },
  }
}

let service: Awaited<ReturnType<typeof start>>
beforeEach(async () => {
  service = await start()
})

/** No results were imported, so that nothing changes by itself. */
const givenUnder = (board: BoardId) => given({ boardId: board, reportDigest: null })

/** Given under one board, ended, and given again under the next. */
const moved = [givenUnder(boardId), started(), failed(), givenUnder(nextBoard)]

it('a school that changed boards stands once in lists after a sweep, where the stream brought nothing', async () => {
  await service.append(...moved)
  expect(await service.listed()).toEqual(['99001 3', '99002 4'])
  await service.sweepAfter(0)
  expect(await service.listed()).toEqual(['99002 4'])
})

it('stands once after a sweep of a table into which the ledger was replayed', async () => {
  await service.replay(...moved)
  await service.sweepAfter(0)
  expect(await service.listed()).toEqual(['99002 4'])
})

it('stands once where the stream brought the last of its events alone', async () => {
  await service.append(...moved)
  await service.stream(1)
  expect(await service.listed()).toEqual(['99002 4'])
})

it('an event is held against those before it once, however often its mail is tried: a read more, and a write', async () => {
  await service.append(givenUnder(boardId))
  await service.stream(1)
  await service.append(givenUnder(boardId), withdrawn('2027-07-03T12:00:00Z'))
  const calls = service.listings()
  service.mailbox.setFaults([{ kind: 'error' }])
  await service.stream(1)
  await service.sweepAfter(300)
  expect(service.mailbox.mails()).toHaveLength(2)
  expect(calls()).toEqual(['read', 'write'])
})
