import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { administratorsFile } from '../support/api/import-files.ts'
import { type LocalService, localService } from '../support/api/local-service.ts'
import { secondsAfter } from '../support/api/service-fixture.ts'
import { terms } from '../support/api/terms.ts'

type Caller = Awaited<ReturnType<LocalService['caller']>>

const HOUR = 3600
const WEEK = 7 * 24 * HOUR
const path = '/v1/boards/99001/administrators'
const marieke = { name: 'Marieke van Dam', email: 'm.vandam@vierwindstreken.example' }
const youssef = { name: 'Youssef Amrani', email: 'y.amrani@vierwindstreken.example' }
const rik = { name: 'Rik Bakker', email: 'rik@vierwindstreken.example' }

let service: LocalService
let board: Caller
beforeEach(async () => {
  service = await localService()
  board = await service.caller({ role: 'board', name: 'K. de Vries', board: '99001' })
})
afterEach(() => service.stop())

const put = (items: readonly object[], reminders = false) => board.put(path, { items, reminders })
const waitSeconds = async (seconds: number) => service.moveClockTo(secondsAfter(await service.now(), seconds))
/** To whom mails went, oldest first. */
const receivers = async () => (await service.mails()).map(({ to }) => to.join())
const present = `${marieke.email},${rik.email}`
const removed = youssef.email

describe('a board that changes its administrators', () => {
  it('has a confirmation sent to those on the new list, and another to who is off it', async () => {
    expect((await put([marieke, rik])).status).toBe(200)
    const mails = await service.mails()
    expect(mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
      `${present}: Gebruikersbeheerders gewijzigd: Stichting De Vier Windstreken`,
      `${removed}: U bent geen gebruikersbeheerder meer: Stichting De Vier Windstreken`,
    ])
    const [toThePresent, toTheRemoved] = mails.map(({ subject, text, html }) => subject + text + html)
    expect(toThePresent).toContain('- Toegevoegd: Rik Bakker\n- Verwijderd: Youssef Amrani\n')
    for (const unsaid of [marieke, rik])
      for (const value of Object.values(unsaid)) expect(toTheRemoved).not.toContain(value)
  })

  it('has none sent for a list that is as it was, or a request that is repeated or refused', async () => {
    await put([marieke, youssef])
    await put([youssef, marieke])
    await put([])
    expect(await receivers()).toEqual([])
    await Promise.all(Array.from({ length: 10 }, () => put([marieke, rik])))
    await put([marieke, rik])
    await waitSeconds(HOUR)
    expect(await receivers()).toEqual([present, removed])
  })

  it('has each of two changes told from the one before it', async () => {
    await put([rik])
    await put([youssef, rik])
    const told = (await service.mails()).map(({ to, text }) => [
      to.join(),
      text.match(/(?<=- )(Toegevoegd|Verwijderd): .*/g)?.join(),
    ])
    expect(told).toEqual([
      [rik.email, 'Toegevoegd: Rik Bakker,Verwijderd: Marieke van Dam, Youssef Amrani'],
      [`${marieke.email},${youssef.email}`, undefined],
      [`${youssef.email},${rik.email}`, 'Toegevoegd: Youssef Amrani'],
    ])
  })

  it('has the mail of a save sent to the new list from then on', async () => {
    await put([rik])
    const school = await service.caller({ role: 'school', name: 'A. de Jong', schools: ['99AA00'] })
    await school.give('99AA00', terms({ level: 'school' }))
    expect((await receivers()).at(-1)).toBe(rik.email)
  })

  it.each(['throttle', 'error'])(
    'waits for a mail that cannot be sent yet (%s), and has it sent once',
    async kind => {
      await service.orderMailFaults(kind, kind, kind)
      await put([marieke, rik])
      await waitSeconds(HOUR)
      expect((await receivers()).sort()).toEqual([present, removed])
      await waitSeconds(WEEK)
      expect(await receivers()).toHaveLength(2)
    },
  )

  it('has one mail more at most where an answer was lost', async () => {
    await service.orderMailFaults('lost-response')
    await put([marieke, rik])
    await waitSeconds(WEEK)
    expect((await receivers()).sort()).toEqual([present, present, removed])
  })

  it('has the other mail sent where one is refused for good, or comes back', async () => {
    await service.orderMailFaults('rejected')
    await put([marieke, rik])
    await waitSeconds(HOUR)
    expect(await receivers()).toEqual([removed])
    await service.orderMailFaults('bounced')
    await put([rik])
    await waitSeconds(HOUR)
    expect(await receivers()).toEqual([removed, rik.email, marieke.email])
  })

  it('loses none in hours without mail: they are sent within an hour of their end', async () => {
    await service.orderMailFaults(...Array(20_000).fill('throttle'))
    await put([marieke, rik])
    await waitSeconds(4 * HOUR)
    expect(await receivers()).toEqual([])
    await service.orderMailFaults()
    await waitSeconds(HOUR)
    expect((await receivers()).sort()).toEqual([present, removed])
  })
})

describe('an operator who brings administrators', () => {
  it('has the board told, the first list of a board apart', async () => {
    expect(await receivers()).toEqual([])
    const operator = await service.caller({ role: 'operator', name: 'Olga' })
    const file = administratorsFile('99001', [marieke.email, rik.email])
    await operator.bring('administrators', file)
    await operator.bring('administrators', file)
    const mails = await service.mails()
    expect(mails.map(({ to }) => to.join())).toEqual([present, removed])
    for (const { text } of mails) {
      expect(text).toContain('De beheerder van het portaal heeft op')
      expect(text).not.toContain('Olga')
    }
  })
})

describe('reminders', () => {
  const administrators = `${marieke.email},${youssef.email}`
  const switchOn = () => put([marieke, youssef], true)
  const consent = async (schoolId: string, level: 'school' | 'education-type') => {
    const school = await service.caller({ role: 'school', name: 'A. de Jong', schools: [schoolId] })
    const { status, text } = await school.give(schoolId, terms({ level }))
    if (status !== 201) throw new Error(`consent was answered with ${status}: ${text}`)
    return school
  }
  const reminders = async () =>
    (await service.mails()).filter(({ subject }) => subject.startsWith('Herinnering'))

  it('are not sent to a board that did not switch them on', async () => {
    await service.moveClockTo('2027-07-02T00:00:00+02:00')
    expect(await receivers()).toEqual([])
  })

  it('are sent 14 and 3 days before the last window closes, in the morning, once', async () => {
    await switchOn()
    await service.moveClockTo('2027-06-17T07:59:59+02:00')
    expect(await receivers()).toEqual([])
    await service.moveClockTo('2027-06-17T08:00:00+02:00')
    expect(await receivers()).toEqual([administrators])
    await service.moveClockTo('2027-06-28T07:59:59+02:00')
    expect(await receivers()).toEqual([administrators])
    await service.moveClockTo('2027-09-01T00:00:00+02:00')
    const mails = await reminders()
    expect(mails.map(({ to, sentAt }) => `${to} ${sentAt}`)).toEqual([
      `${administrators} 2027-06-17T06:00:00.000Z`,
      `${administrators} 2027-06-28T06:00:00.000Z`,
    ])
  })

  it('list the schools with results and without consent, and what is the matter', async () => {
    await switchOn()
    const vuurtoren = await consent('99AA00', 'school')
    await consent('99AB00', 'education-type')
    await service.moveClockTo('2027-06-18T00:00:00+02:00')
    await vuurtoren.withdraw('99AA00', 1)
    await service.moveClockTo('2027-06-29T00:00:00+02:00')
    const lists = (await reminders()).map(({ text }) => [...text.matchAll(/^- .*\((.{6})\): (.*)$/gm)])
    expect(lists.map(list => list.map(([, school, openIssue]) => `${school} ${openIssue}`))).toEqual([
      ['99AC00 nog geen toestemming', '99AD00 nog geen toestemming'],
      ['99AA00 toestemming ingetrokken', '99AC00 nog geen toestemming', '99AD00 nog geen toestemming'],
    ])
  })

  it('are not sent where every school gave consent', async () => {
    const other = await service.caller({ role: 'board', name: 'H. Bos', board: '99002' })
    await other.put('/v1/boards/99002/administrators', {
      items: [{ name: 'Hanneke Bos', email: 'h.bos@boomgaard.example' }],
      reminders: true,
    })
    await consent('99BA00', 'school')
    await service.moveClockTo('2027-06-30T00:00:00+02:00')
    expect(await reminders()).toEqual([])
  })

  it('end where the board switches them off', async () => {
    await switchOn()
    await service.moveClockTo('2027-06-18T00:00:00+02:00')
    await put([marieke, youssef], false)
    await service.moveClockTo('2027-07-02T00:00:00+02:00')
    expect(await reminders()).toHaveLength(1)
  })

  it('follow the calendar where its last window is moved', async () => {
    await switchOn()
    const operator = await service.caller({ role: 'operator', name: 'Olga' })
    const deliveryWindows = [{ fromDate: '2027-11-01', untilDate: '2027-11-07', eligibility: 'all' }]
    await operator.put('/v1/school-years/2026-2027', { deliveryWindows })
    await service.moveClockTo('2027-11-08T00:00:00+01:00')
    // Either side of the night in which the clock goes back.
    expect((await reminders()).map(({ sentAt }) => sentAt)).toEqual([
      '2027-10-24T06:00:00.000Z',
      '2027-11-04T06:00:00.000Z',
    ])
  })

  it.each(['throttle', 'error'])('that cannot be sent yet (%s) wait, and are sent once', async kind => {
    await switchOn()
    await service.orderMailFaults(...Array(20).fill(kind))
    await service.moveClockTo('2027-06-17T08:00:00+02:00')
    expect(await reminders()).toEqual([])
    await service.moveClockTo('2027-06-18T00:00:00+02:00')
    expect(await reminders()).toHaveLength(1)
  })

  it('are one more at most where an answer was lost', async () => {
    await switchOn()
    await service.orderMailFaults('lost-response')
    await service.moveClockTo('2027-06-27T00:00:00+02:00')
    expect(await reminders()).toHaveLength(2)
  })

  it('that were missed are made good on the next morning', async () => {
    await service.moveClockTo('2027-06-29T12:00:00+02:00')
    await switchOn()
    await service.moveClockTo('2027-06-30T12:00:00+02:00')
    expect((await reminders()).map(({ sentAt }) => sentAt)).toEqual(['2027-06-30T06:00:00.000Z'])
  })
})
