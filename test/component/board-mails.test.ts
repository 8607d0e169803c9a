import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { aSchool, boardId, results, schoolId, schoolYear, traceId, window } from '../support/builders.ts'
import type { InMemoryLog } from '../support/doubles/log.ts'
import { workers } from '../support/workers.ts'

const gerda = { name: 'Kanarie-Gerda', email: 'kanarie-gerda@99001.example' }
const bert = { name: 'Kanarie-Bert', email: 'kanarie-bert@99001.example' }

/** A school with results, on the morning of the first reminder. */
const start = async () => {
  const service = await workers(instantFrom('2027-06-17T06:00:00Z'))
  const { table, mailbox, changes, invoke, triggering } = service
  const directory = dynamoDirectory(table)
  await directory.saveSchools([aSchool()])
  await dynamoCalendar(table).save(schoolYear, [window('2027-07-01')])
  await dynamoMonitoring(table).saveResults(schoolId, schoolYear, results.results[0]!)
  return {
    ...service,
    directory,
    remindBoards: () => invoke('remind-boards', {}),
    /** Hands on what the stream has to tell since the last time. */
    stream: () => invoke('process-events', triggering(changes.splice(0))),
    receivers: () => mailbox.mails().map(({ to }) => to.join()),
    /** What was restored in its place knows another table by its note. */
    restoreTable: () => {
      const Item = { pk: 'LEDGER', sk: 'CAUGHT-UP', tableId: 'another' }
      return table.client.send(new PutCommand({ TableName: table.name, Item }))
    },
  }
}

let board: Awaited<ReturnType<typeof start>>
beforeEach(async () => {
  board = await start()
})

const change = { at: instantFrom('2027-06-17T05:00:00Z'), by: 'K. de Vries', traceId }
const nobodyIn = (log: InMemoryLog) => log.told([gerda.name, gerda.email, bert.name, bert.email, change.by])

describe('a change of administrators', () => {
  it('triggers process-events by its own write, and is mailed at once', async () => {
    await board.directory.saveAdministrators(boardId, { items: [gerda], reminders: false }, change)
    await board.directory.saveAdministrators(boardId, { items: [bert], reminders: false }, change)
    expect(await board.stream()).toEqual({ batchItemFailures: [] })
    expect(board.receivers()).toEqual([gerda.email, bert.email, gerda.email])
    expect(board.mailbox.mails().map(({ tags }) => tags)).toEqual([
      { event: '99001_ADMINISTRATORS_00000001', trace: traceId },
      { event: '99001_ADMINISTRATORS_00000002', trace: traceId },
      { event: '99001_ADMINISTRATORS_00000002', trace: traceId },
    ])
    expect(nobodyIn(board.log)).toEqual([])
  })

  it('is mailed by the sweep where the stream lost it, and once where it did not', async () => {
    await board.directory.saveAdministrators(boardId, { items: [gerda], reminders: false }, change)
    expect(await board.invoke('sweep', {})).toBe(1)
    expect(await board.stream()).toEqual({ batchItemFailures: [] })
    expect(board.receivers()).toEqual([gerda.email])
  })

  it('is mailed once, however often the list is confirmed', async () => {
    const list = { items: [gerda], reminders: false }
    await board.directory.saveAdministrators(boardId, list, change)
    const later = { ...change, at: instantFrom('2027-06-17T05:30:00Z') }
    await board.directory.saveAdministrators(boardId, list, later)
    expect(await board.stream()).toEqual({ batchItemFailures: [] })
    expect(await board.invoke('sweep', {})).toBe(0)
    expect(board.receivers()).toEqual([gerda.email])
  })

  it('that nobody is to be told of triggers nothing', async () => {
    await board.directory.saveAdministrators(boardId, { items: [gerda], reminders: false })
    expect(await board.stream()).toEqual({ batchItemFailures: [] })
    expect(board.receivers()).toEqual([])
    expect(board.log.lines).toEqual([])
  })

  it('that cannot be read is left to the sweep, without a word on whom it names', async () => {
    await board.directory.saveAdministrators(boardId, { items: [gerda], reminders: false }, change)
    board.breakTable(new Error(`${gerda.name} ${gerda.email}`))
    await expect(board.stream()).rejects.toThrow(/^failed with \w+$/)
    expect(nobodyIn(board.log)).toEqual([])
  })
})

describe('the morning of a reminder', () => {
  it('makes one for the board that wants it, and process-events mails it once', async () => {
    await board.directory.saveAdministrators(boardId, { items: [gerda, bert], reminders: true })
    for (let time = 0; time < 2; time += 1) {
      await board.remindBoards()
      await board.stream()
    }
    expect(board.receivers()).toEqual([`${gerda.email},${bert.email}`])
    expect(board.mailbox.mails()[0]?.text).toContain('Het Voorbeeld College (99AA00): nog geen toestemming')
    expect(board.log.codes).toEqual(['BOARDS_REMINDED', 'EFFECTS_DONE', 'BOARDS_REMINDED'])
    expect(nobodyIn(board.log)).toEqual([])
  })

  it('reaches the others where SES does not take the address of one, and tells operators which', async () => {
    const longGerda = { ...gerda, email: `${'g'.repeat(65)}@bestuur.example.nl` }
    await board.directory.saveAdministrators(boardId, { items: [longGerda, bert], reminders: true })
    await board.remindBoards()
    await board.stream()
    expect(board.receivers()).toEqual([bert.email])
    expect(board.log.lines).toContainEqual(
      expect.objectContaining({
        code: 'MAIL_FAILED',
        ids: expect.objectContaining({ outcome: 'address-rejected', administrators: '1' }),
      }),
    )
    expect(board.log.told([longGerda.email, bert.email])).toEqual([])
  })

  it('makes none for a board that did not switch it on', async () => {
    await board.directory.saveAdministrators(boardId, { items: [gerda], reminders: false })
    await board.remindBoards()
    await board.stream()
    expect(board.receivers()).toEqual([])
  })

  it('makes none in a table that was restored and is not caught up', async () => {
    await board.directory.saveAdministrators(boardId, { items: [gerda], reminders: true })
    await board.restoreTable()
    await board.remindBoards()
    expect(board.log.lines).toEqual([])
    expect(await board.stream()).toEqual({ batchItemFailures: [] })
    expect(board.receivers()).toEqual([])
  })

  it('fails where the table does, so that the platform comes back, and quotes nothing', async () => {
    board.breakTable(new Error(`${gerda.name} ${gerda.email}`))
    await expect(board.remindBoards()).rejects.toThrow(/^failed with \w+$/)
    expect(nobodyIn(board.log)).toEqual([])
  })
})

describe('a mail to a board that came back', () => {
  it.each(['99001_ADMINISTRATORS_00000002', '99001_REMINDER_2026-2027_2027-07-01_14'])(
    'is told to operators by its reference: %s',
    async reference => {
      await board.invoke('record-mail-feedback', { reference })
      expect(board.log.lines).toMatchObject([
        { level: 'error', code: 'MAIL_BOUNCED', ids: { announcement: reference } },
      ])
    },
  )

  it('and is none of ours is passed over', async () => {
    await board.invoke('record-mail-feedback', { reference: 'nieuwsbrief-12' })
    expect(board.log.lines).toEqual([])
  })
})
