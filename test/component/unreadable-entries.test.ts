import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoEventStore, logItemKey } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { entriesSetAside, takeUpEntry } from '../../shared/processing/adapters/set-aside.ts'
import { boardId, given, history, key, may11, traceId } from '../support/builders.ts'
import { workers } from '../support/workers.ts'

const event = logItemKey({ ...key, version: 1 })
const announcement = { pk: `BOARD#${boardId}`, sk: 'ADMINISTRATORS#00000001' }
const named = {
  event: 'SCHOOL#99AA00 LOG#2026-2027#00000001',
  announcement: `BOARD#${boardId} ${announcement.sk}`,
}

/** An event, and an announcement, of which the stream has told. */
const start = async () => {
  const service = await workers(may11)
  const { table, log } = service
  const [save] = history(given())
  await dynamoEventStore(table).append(save!)
  const administrators = { items: [{ name: 'G. Beheer', email: 'g@99001.example' }], reminders: false }
  const change = { at: may11, by: 'K. de Vries', traceId }
  await dynamoDirectory(table).saveAdministrators(boardId, administrators, change)
  return {
    ...service,
    /** Sweeps so often, every five minutes. */
    sweeps: async (times: number): Promise<void> => {
      for (let count = 0; count < times; count += 1) await service.sweepAfter(300)
    },
    damage: (Key: typeof event, version: number) =>
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key,
          UpdateExpression: 'SET schemaVersion = :v',
          ExpressionAttributeValues: { ':v': version },
        }),
      ),
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
    const damaged = structuredClone(service.triggering(service.changes).Records).map(record => {
      if (record.dynamodb?.Keys?.sk?.S === event.sk) record.dynamodb.NewImage!.schemaVersion = { N: '99' }
      return record
    })
    expect(await service.invoke('process-events', { Records: damaged })).toEqual({ batchItemFailures: [] })
    expect(service.mailbox.mails()).toHaveLength(1)
    expect(service.told('ENTRY_FAILED')).toMatchObject([{ ids: { entry: named.event } }])
  })
})
