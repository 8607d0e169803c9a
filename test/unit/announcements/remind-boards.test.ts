import { describe, expect, it } from 'vitest'
import type { Reminder } from '../../../shared/announcements/announcement.ts'
import { type RemindPorts, remindBoards, reminderDueOn } from '../../../shared/announcements/remind-boards.ts'
import { recordOf } from '../../../shared/consent/decider.ts'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { UnreadableError } from '../../../shared/platform/unreadable-error.ts'
import {
  aSchool,
  boardId,
  changed,
  day,
  endingIn,
  given,
  results,
  resultsChanged,
  schoolYear,
  window,
} from '../../support/builders.ts'
import { StoppedClock } from '../../support/doubles/clock.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'
import { fakeStores } from '../../support/stores.ts'

const otherBoard = '99002' as BoardId
const items = [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }]
const on = { items, reminders: true }
const off = { items, reminders: false }

/** A board with one school that has results, a last window on 1 July 2027, and reminders on. */
const aBoard = async (status: 'current' | 'behind' = 'current') => {
  const time = new StoppedClock(instantFrom('2027-06-17T06:00:00Z'))
  const ports = {
    clock: time.clock,
    log: new InMemoryLog(),
    ...fakeStores(status),
  } satisfies RemindPorts
  await ports.directory.saveAdministrators(boardId, on)
  await ports.calendar.save(schoolYear, [window('2027-06-01'), window('2027-07-01')])
  const board = {
    ...ports,
    ports,
    time,
    /** A school with these events; of this board and with results where not told otherwise. */
    school: async (
      id: string,
      events: readonly ConsentEvent[] = [],
      { of = boardId, hasResults = true, named = `School ${id}` } = {},
    ) => {
      const school = aSchool({ schoolId: id as SchoolId, schoolName: named, boardId: of })
      await ports.directory.saveSchools([school])
      if (hasResults) await ports.store.saveResults(school.schoolId, schoolYear, results.results[0]!)
      const key = { schoolId: school.schoolId, schoolYear }
      for (const event of events)
        await ports.events.append(recordOf(key, await ports.events.head(key), event))
    },
    remindOn: async (moment: string) => {
      time.moveTo(moment)
      await remindBoards(ports)
    },
    /** The reminders that were made, oldest first. */
    made: async (): Promise<readonly Reminder[]> => {
      const { announcements } = ports
      const keys = await announcements.due(instantFrom('2100-01-01T00:00:00Z'), 100)
      const open = await Promise.all(keys.map(one => announcements.open(one)))
      return open.filter(one => one?.kind === 'reminder')
    },
  }
  await board.school('99AA00')
  return board
}

const namesOf = (made: readonly Reminder[]) => made.map(({ boardId, name }) => `${boardId} ${name}`)
const morningOf = (date: string) => `${date}T06:00:00Z`

describe('the days on which a board is reminded', () => {
  it('are the fourteenth and the third before the last window closes, or the two after it if they were missed', () => {
    const days = Array.from({ length: 20 }, (_, index) =>
      day(`2027-06-${String(index + 11).padStart(2, '0')}`),
    )
    const due = days.map(today => [today, reminderDueOn(today, day('2027-07-01'))])
    expect(due.filter(([, days]) => days !== undefined)).toEqual([
      ['2027-06-17', 14],
      ['2027-06-18', 14],
      ['2027-06-19', 14],
      ['2027-06-28', 3],
      ['2027-06-29', 3],
      ['2027-06-30', 3],
    ])
    expect(reminderDueOn(day('2027-07-01'), day('2027-07-01'))).toBeUndefined()
  })

  it.each([
    ['2027-06-16T21:59:59Z', []],
    ['2027-06-16T22:00:00Z', ['99001 REMINDER#2026-2027#2027-07-01#14']],
  ])('begin at midnight in Amsterdam: at %s', async (moment, names) => {
    const board = await aBoard()
    await board.remindOn(moment)
    expect(namesOf(await board.made())).toEqual(names)
  })
})

describe('a board that wants reminders', () => {
  it('is reminded twice, of the schools and the closing day', async () => {
    const board = await aBoard()
    for (let date = 1; date <= 30; date += 1)
      await board.remindOn(morningOf(`2027-06-${String(date).padStart(2, '0')}`))
    await board.remindOn(morningOf('2027-07-01'))
    const made = await board.made()
    expect(namesOf(made)).toEqual([
      '99001 REMINDER#2026-2027#2027-07-01#14',
      '99001 REMINDER#2026-2027#2027-07-01#3',
    ])
    expect(made[0]).toEqual({
      kind: 'reminder',
      boardId,
      name: 'REMINDER#2026-2027#2027-07-01#14',
      at: '2027-06-17T06:00:00.000Z',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      schoolYear,
      untilDate: '2027-07-01',
      schools: [{ schoolId: '99AA00', schoolName: 'School 99AA00', openIssue: 'awaiting-consent' }],
      effects: { attempts: 0, mails: {} },
      nextAttemptAt: '2027-06-17T06:02:00.000Z',
    })
  })

  it('is reminded once, however often somebody looks', async () => {
    const board = await aBoard()
    await Promise.all([1, 2, 3].map(() => board.remindOn(morningOf('2027-06-17'))))
    await board.remindOn(morningOf('2027-06-18'))
    expect(await board.made()).toHaveLength(1)
    expect(board.log.lines.at(-1)).toMatchObject({
      code: 'BOARDS_REMINDED',
      ids: { due: 1, reminders: 0, failed: 0 },
    })
  })

  it('counts to the last day of the last window, in whatever order and for whomever they are', async () => {
    const board = await aBoard()
    const restoreGuard = window('2027-09-01', '2027-09-10', 'not-delivered')
    await board.calendar.save(schoolYear, [
      restoreGuard,
      window('2027-07-01'),
      window('2027-08-01', '2027-09-05'),
    ])
    await board.remindOn(morningOf('2027-06-17'))
    expect(await board.made()).toEqual([])
    await board.remindOn(morningOf('2027-08-27'))
    expect(namesOf(await board.made())).toEqual(['99001 REMINDER#2026-2027#2027-09-10#14'])
  })
})

describe('nobody is reminded', () => {
  it.each<[string, (board: Awaited<ReturnType<typeof aBoard>>) => Promise<unknown>]>([
    ['the board switched it off', board => board.directory.saveAdministrators(boardId, off)],
    ['the calendar is empty', board => board.calendar.save(schoolYear, [])],
    ['no school has an open issue', board => board.school('99AA00', [given()])],
  ])('where %s', async (_, happens) => {
    const board = await aBoard()
    await happens(board)
    await board.remindOn(morningOf('2027-06-17'))
    expect(await board.made()).toEqual([])
  })

  it('in a table that was restored and is not caught up, where consents may be missing', async () => {
    const board = await aBoard('behind')
    await board.remindOn(morningOf('2027-06-17'))
    expect(await board.made()).toEqual([])
    expect(board.log.lines).toEqual([])
  })
})

describe('the schools a board is reminded of', () => {
  it('are those with results and without consent, by their codes, each with what is the matter', async () => {
    const board = await aBoard()
    const phases = [
      'withdrawn',
      'nothing-to-deliver',
      'delivery-failed',
      'given',
      'in-delivery',
      'delivered',
    ] as const
    for (const [index, phase] of phases.entries())
      await board.school(`99AB0${index}`, endingIn[phase], { named: `${9 - index}` })
    await board.school('99AC00', [given(), changed()])
    await board.school('99AC01', [given(), resultsChanged(null)])
    await board.school('99AD00', [], { hasResults: false })
    await board.school('99AD01', endingIn.withdrawn, { hasResults: false })
    await board.school('99AE00', [], { of: otherBoard })
    await board.remindOn(morningOf('2027-06-17'))
    const [{ schools } = { schools: [] }] = await board.made()
    expect(schools.map(({ schoolId, openIssue }) => `${schoolId} ${openIssue}`)).toEqual([
      '99AA00 awaiting-consent',
      '99AB00 consent-withdrawn',
      '99AB01 nothing-to-deliver',
      '99AB02 delivery-failed',
    ])
  })

  it('are the others where one cannot be read, which is named', async () => {
    const board = await aBoard()
    await board.school('99AB00')
    const { events } = board.ports
    const damaged: RemindPorts['events'] = {
      isCurrent: () => events.isCurrent(),
      head: async key => {
        if (key.schoolId === '99AB00') throw new UnreadableError('SCHOOL#99AB00 LOG#2026-2027#00000001')
        return events.head(key)
      },
    }
    await remindBoards({ ...board.ports, events: damaged })
    expect((await board.made())[0]?.schools.map(({ schoolId }) => schoolId)).toEqual(['99AA00'])
    expect(board.log.lines[0]).toMatchObject({
      code: 'ENTRY_FAILED',
      ids: { entry: 'SCHOOL#99AB00 LOG#2026-2027#00000001' },
    })
  })
})

describe('a morning with boards that cannot be looked at', () => {
  it('reminds the others, fails as a whole, and is made good by the next', async () => {
    const board = await aBoard()
    await board.directory.saveAdministrators(otherBoard, on)
    await board.school('99BA00', [], { of: otherBoard })
    const directory: RemindPorts['directory'] = {
      schoolsByName: () => board.directory.schoolsByName(),
      administrators: async one => {
        if (one === boardId) throw new Error('away')
        return board.directory.administrators(one)
      },
    }
    await expect(remindBoards({ ...board.ports, directory })).rejects.toThrow(
      '1 of 2 boards could not be reminded',
    )
    expect(namesOf(await board.made())).toEqual(['99002 REMINDER#2026-2027#2027-07-01#14'])
    await board.remindOn(morningOf('2027-06-18'))
    expect(namesOf(await board.made()).sort()).toEqual([
      '99001 REMINDER#2026-2027#2027-07-01#14',
      '99002 REMINDER#2026-2027#2027-07-01#14',
    ])
  })
})
