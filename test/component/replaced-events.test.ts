import { beforeEach, expect, it } from 'vitest'
import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { logParts } from '../../shared/consent/adapters/event-log.ts'
import type { ConsentEvent } from '../../shared/consent/log.ts'
import { replay } from '../../shared/consent/replay.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { BoardId } from '../../shared/directory/identifiers.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { settings } from '../simulation/environment/functions.ts'
import { boardId, failed, given, history, schoolYear, started, withdrawn } from '../support/builders.ts'
import { workers } from '../support/workers.ts'

const nextBoard = '99002' as BoardId

/** An empty table beside a ledger, and two boards that can be mailed, after all that is told below. */
const start = async () => {
  const service = await workers(instantFrom('2027-07-03T12:00:00Z'))
  const { table, s3, time, log, changes, commands } = service
  const parts = logParts(settings, table, s3)
  for (const board of [boardId, nextBoard]) {
    const administrators = { items: [{ name: 'G. Beheer', email: `g@${board}.example` }], reminders: false }
    await dynamoDirectory(table).saveAdministrators(board, administrators)
  }
  return {
    ...service,
    /** Reads and writes of the lists from now on. */
    listings: () => {
      commands.length = 0
      return () =>
        commands.flatMap(({ input }) => [
          ...('FilterExpression' in input && input.FilterExpression === 'attribute_exists(listed)'
            ? ['read']
            : []),
          ...('UpdateExpression' in input && input.UpdateExpression === 'REMOVE listed' ? ['write'] : []),
        ])
    },
    append: async (...events: readonly ConsentEvent[]) => {
      for (const record of history(...events)) await parts.store.append(record)
    },
    /** Brings the last event, and forgets the others. */
    streamLast: () => {
      const events = changes.splice(0).filter(({ keys }) => keys.sk.startsWith('LOG#'))
      const inserted = events.filter(({ eventName }) => eventName === 'INSERT')
      return service.invoke('process-events', service.triggering(inserted.slice(-1)))
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
  await service.streamLast()
  expect(await service.listed()).toEqual(['99002 4'])
})

it('an event is held against those before it once, however often its mail is tried: a read more, and a write', async () => {
  await service.append(givenUnder(boardId))
  await service.streamLast()
  await service.append(givenUnder(boardId), withdrawn('2027-07-03T12:00:00Z'))
  const calls = service.listings()
  service.mailbox.setFaults([{ kind: 'error' }])
  await service.streamLast()
  await service.sweepAfter(300)
  expect(service.mailbox.mails()).toHaveLength(2)
  expect(calls()).toEqual(['read', 'write'])
})
