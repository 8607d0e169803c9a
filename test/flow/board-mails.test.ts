import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { administratorsFile } from '../support/api/import-files.ts'
import { type LocalService, localService } from '../support/api/local-service.ts'

type Caller = Awaited<ReturnType<LocalService['caller']>>

const path = '/v1/boards/99001/administrators'
const marieke = { name: 'Marieke van Dam', email: 'm.vandam@vierwindstreken.example' }
const youssef = { name: 'Youssef Amrani', email: 'y.amrani@vierwindstreken.example' }
const rik = { name: 'Rik Bakker', email: 'rik@vierwindstreken.example' }

/** One board, told in order: what one test leaves the next finds, but for the mails. */
let service: LocalService
let board: Caller
let operator: Caller
let seen: number
beforeAll(async () => {
  service = await localService()
  board = await service.caller({ role: 'board', name: 'K. de Vries', board: '99001' })
  operator = await service.caller({ role: 'operator', name: 'Olga' })
})
beforeEach(async () => {
  seen = (await service.mails()).length
})
afterAll(() => service.stop())

const put = (items: readonly object[], reminders = false) => board.put(path, { items, reminders })
const mails = async () => (await service.mails()).slice(seen)
/** To whom mails went, oldest first. */
const receivers = async () => (await mails()).map(({ to }) => to.join())

describe('a board that changes its administrators', () => {
  it('has a confirmation sent to those on the new list, and another to who is off it', async () => {
    expect((await put([marieke, rik])).status).toBe(200)
    const sent = await mails()
    expect(sent.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
      `${marieke.email},${rik.email}: Gebruikersbeheerders gewijzigd: Stichting De Vier Windstreken`,
      `${youssef.email}: U bent geen gebruikersbeheerder meer: Stichting De Vier Windstreken`,
    ])
    const [toThePresent, toTheRemoved] = sent.map(({ subject, text, html }) => subject + text + html)
    expect(toThePresent).toContain('- Toegevoegd: Rik Bakker\n- Verwijderd: Youssef Amrani\n')
    for (const unsaid of [marieke, rik])
      for (const value of Object.values(unsaid)) expect(toTheRemoved).not.toContain(value)
  })
})

describe('an operator who brings administrators', () => {
  it('has the board told, without a name', async () => {
    const file = administratorsFile('99001', [marieke.email, youssef.email])
    await operator.bring('administrators', file)
    await operator.bring('administrators', file)
    expect(await receivers()).toEqual([`${marieke.email},${youssef.email}`, rik.email])
    for (const { text } of await mails()) {
      expect(text).toContain('De beheerder van het portaal heeft op')
      expect(text).not.toContain('Olga')
    }
  })
})

describe('reminders', () => {
  const reminders = async () =>
    (await mails()).flatMap(({ to, subject, sentAt }) =>
      subject.startsWith('Herinnering') ? `${to} ${sentAt}` : [],
    )
  const administrators = `${marieke.email},${youssef.email}`

  it('are sent 14 and 3 days before the last window closes, in the morning, once', async () => {
    await put([marieke, youssef], true)
    await service.moveClockTo('2027-06-17T07:59:59+02:00')
    expect(await reminders()).toEqual([])
    await service.moveClockTo('2027-09-01T00:00:00+02:00')
    expect(await reminders()).toEqual([
      `${administrators} 2027-06-17T06:00:00.000Z`,
      `${administrators} 2027-06-28T06:00:00.000Z`,
    ])
  })
})
