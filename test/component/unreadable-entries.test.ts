import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { make as makeProcessEvents } from '../../functions/process-events/handler.ts'
import { manifest as processEvents } from '../../functions/process-events/manifest.ts'
import { make as makeSweep } from '../../functions/sweep/handler.ts'
import { wire as wireSweep } from '../../functions/sweep/wire.ts'
import { matches } from '../../infra/local/fakes/event-filter.ts'
import { FakeMailbox } from '../../infra/local/fakes/mailbox.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { type Change, streamEvent } from '../../infra/local/fakes/stream.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { dynamoEventStore, logItemKey } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { secondsAfter } from '../../shared/platform/time.ts'
import { entriesSetAside, takeUpEntry } from '../../shared/processing/adapters/set-aside.ts'
import { settings } from '../simulation/environment/functions.ts'
import { boardId, given, history, key, may11, traceId } from '../support/builders.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { streamingTable, tableOf } from '../support/stores.ts'

const event = logItemKey({ ...key, version: 1 })
const announcement = { pk: `BOARD#${boardId}`, sk: 'ADMINISTRATORS#00000001' }
const named = {
  event: 'SCHOOL#99AA00 LOG#2026-2027#00000001',
  announcement: `BOARD#${boardId} ${announcement.sk}`,
}

/** An event, and an announcement, of which the stream has told; the wrapped functions that take them up. */
const start = async () => {
  const time = new VirtualTime(may11)
  const log = new InMemoryLog()
  const mailbox = new FakeMailbox(time)
  const changes: Change[] = []
  const { client: documents, name } = streamingTable(change => changes.push(change))
  const table = tableOf(documents, log)
  const away = clientOf<never>({ send: async () => Promise.reject(new Error('away')) })
  const clients = { documents, ses: clientOf<never>(mailbox), sqs: away, scheduler: away, s3: away }
  const ports = wireSweep(settings, clients, {
    clock: time.clock,
    random: () => 0.5,
    pause: async () => {},
    newId: () => 'id',
    log,
  })
  await dynamoRestoreGuard(table).done()
  const [save] = history(given())
  await dynamoEventStore(table).append(save!)
  const administrators = { items: [{ name: 'G. Beheer', email: 'g@99001.example' }], reminders: false }
  await dynamoDirectory(table).saveAdministrators(boardId, administrators, {
    at: may11,
    by: 'K. de Vries',
    traceId,
  })
  const update = (Key: typeof event, what: object) =>
    documents.send(new UpdateCommand({ TableName: name, Key: { ...Key }, ...what }))
  return {
    log,
    mailbox,
    processEvents: makeProcessEvents(ports),
    stream: () =>
      streamEvent(changes).Records.filter(record => matches(processEvents.trigger.filter, record)),
    /** Sweeps so often, every five minutes. */
    sweeps: async (times: number): Promise<void> => {
      const sweep = makeSweep(ports)
      for (let count = 0; count < times; count += 1) {
        await time.advance(secondsAfter(time.clock(), 300))
        await sweep({})
      }
    },
    damage: (Key: typeof event, version: number) =>
      update(Key, {
        UpdateExpression: 'SET schemaVersion = :v',
        ExpressionAttributeValues: { ':v': version },
      }),
    /** As an operator does it. */
    takeUpAgain: async () => {
      for (const entry of await entriesSetAside(table)) await takeUpEntry(table, entry)
    },
    told: (code: string) => log.lines.filter(line => line.code === code),
    lastSweep: () => log.lines.findLast(({ code }) => code === 'SWEPT')?.ids,
  }
}

let service: Awaited<ReturnType<typeof start>>
beforeEach(async () => {
  service = await start()
})

describe.each([
  ['event', event],
  ['announcement', announcement],
] as const)('an %s that cannot be read', (kind, itemKey) => {
  beforeEach(() => service.damage(itemKey, 99))

  it('is named by its key, and by nothing that it holds', async () => {
    await service.sweeps(1)
    expect(service.told('ENTRY_FAILED')).toMatchObject([{ text: expect.stringContaining(named[kind]) }])
    expect(service.log.told(['G. Beheer', 'g@99001.example', 'K. de Vries', 'M. Jansen'])).toEqual([])
  })

  it('is set aside at the third sweep, told once, counted from then on, and looked at no more', async () => {
    await service.sweeps(2)
    expect(service.told('ENTRY_SET_ASIDE')).toEqual([])
    await service.sweeps(4)
    expect(service.told('ENTRY_SET_ASIDE')).toHaveLength(1)
    expect(service.told('ENTRY_FAILED')).toHaveLength(3)
    expect(service.lastSweep()).toMatchObject({ failed: 0, setAside: 1 })
  })

  it('is processed once it can be read and an operator takes it up again', async () => {
    await service.sweeps(3)
    await service.damage(itemKey, kind === 'event' ? 2 : 1)
    await service.sweeps(2)
    expect(service.lastSweep()).toMatchObject({ setAside: 1 })
    await service.takeUpAgain()
    await service.sweeps(1)
    expect(service.lastSweep()).toMatchObject({ setAside: 0, failed: 0 })
    expect(service.told('ENTRY_FAILED')).toHaveLength(3)
  })
})

describe('the rest', () => {
  it('goes on: an announcement beside an event that cannot be read is mailed', async () => {
    await service.damage(event, 99)
    await service.sweeps(1)
    expect(service.mailbox.mails().map(({ to }) => to)).toEqual([['g@99001.example']])
  })

  it('goes on in the stream, which does not come back to a record that cannot be read', async () => {
    const damaged = structuredClone(service.stream()).map(record => {
      if (record.dynamodb?.Keys?.sk?.S === event.sk) record.dynamodb.NewImage!.schemaVersion = { N: '99' }
      return record
    })
    expect(await service.processEvents({ Records: damaged })).toEqual({ batchItemFailures: [] })
    expect(service.mailbox.mails()).toHaveLength(1)
    expect(service.told('ENTRY_FAILED')).toMatchObject([{ ids: { entry: named.event } }])
  })
})
