import { describe, expect, it } from 'vitest'
import type {
  ChangedAdministrators,
  OpenIssue,
  Reminder,
} from '../../../shared/announcements/announcement.ts'
import { openIssues } from '../../../shared/announcements/announcement.ts'
import type { SchoolId } from '../../../shared/directory/identifiers.ts'
import type { Administrators } from '../../../shared/directory/ports.ts'
import { administratorsMails } from '../../../shared/notification/administrators-mail.ts'
import { reminderMail } from '../../../shared/notification/board-mails.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { boardId, day, may11, schoolYear, traceId } from '../../support/builders.ts'

const portalUrl = 'https://portaal.example.nl'
const boardName = 'Stichting De Vier Windstreken'
const named = { boardName, portalUrl }
const dam = { name: 'Marieke van Dam', email: 'dam@bestuur.example' }
const amrani = { name: 'Youssef Amrani', email: 'amrani@bestuur.example' }
const bakker = { name: 'Rik Bakker', email: 'bakker@bestuur.example' }
const listOf = (...items: Administrators['items']): Administrators => ({ items, reminders: false })

const open = { traceId, effects: { attempts: 1, mails: {} }, nextAttemptAt: may11 }
const changeTo = (
  now: Administrators,
  other: Partial<ChangedAdministrators> = {},
): ChangedAdministrators => ({
  kind: 'administrators',
  boardId,
  name: 'ADMINISTRATORS#00000002',
  version: 2,
  at: may11,
  by: 'K. de Vries',
  ...now,
  ...open,
  ...other,
})
const mailsAbout = (before: Administrators, now: Administrators, other = {}) =>
  administratorsMails(changeTo(now, other), before, named)

describe('a change of administrators', () => {
  const { present, removed } = mailsAbout(listOf(dam, amrani), listOf(dam, bakker))

  it('is told in one message to those there are now, and in another to those who went', () => {
    expect(present?.to).toEqual([dam.email, bakker.email])
    expect(removed?.to).toEqual([amrani.email])
    for (const mail of [present, removed])
      expect(mail).toMatchObject({ reference: '99001_ADMINISTRATORS_00000002', traceId })
  })

  it.each([
    ['present', present],
    ['removed', removed],
  ])(
    'says who did it and when, of which board, and nothing that others can count or need not know: %s',
    (_, mail) => {
      const told = `K. de Vries (bestuur) heeft op 11 mei 2027 14:03 de lijst met gebruikersbeheerders van ${boardName}`
      for (const part of [mail?.text, mail?.html]) {
        expect(part?.replaceAll('\u2060', '')).toContain(told)
        expect(part?.replace(/#\/besturen\/99001/g, '')).not.toMatch(/99001|eerst|contact op met K/)
      }
    },
  )

  it('names who came and went to those who are administrators', () => {
    expect(present?.subject).toBe('Gebruikersbeheerders gewijzigd: Stichting De Vier Windstreken')
    expect(present?.text).toContain('- Toegevoegd: Rik Bakker\n- Verwijderd: Youssef Amrani\n')
    expect(present?.text).toContain(`Bekijk uw bestuur in het portaal:\n${portalUrl}/#/besturen/99001\n`)
  })

  it('names nobody else to who went, and shows the way to no portal', () => {
    expect(removed?.subject).toBe('U bent geen gebruikersbeheerder meer: Stichting De Vier Windstreken')
    for (const unsaid of [dam.name, bakker.name, amrani.name, portalUrl])
      expect(`${removed?.subject}${removed?.text}${removed?.html}`).not.toContain(unsaid)
  })

  it('has no address in its words', () => {
    for (const mail of [present, removed])
      expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toContain('@')
  })

  it('of whom nobody went has one message', () => {
    const mails = mailsAbout(listOf(dam), listOf(dam, bakker, amrani))
    expect(Object.keys(mails)).toEqual(['present'])
    expect(mails.present?.text).toContain('- Toegevoegd: Rik Bakker, Youssef Amrani\n')
    expect(mails.present?.text).not.toContain('Verwijderd')
  })

  it('of a name alone is told as such', () => {
    const { present: mail } = mailsAbout(listOf(dam), listOf({ ...dam, name: 'Marieke de Wit' }))
    expect(mail?.text).toContain('- Andere naam: Marieke van Dam heet nu Marieke de Wit\n')
  })

  it('of an address alone is told as such, to the new address and to the old one', () => {
    const moved = { ...dam, email: 'marieke@elders.example' }
    const mails = mailsAbout(listOf(dam, amrani), listOf(moved, amrani))
    expect(mails.present?.text).toContain('Wat is gewijzigd:\n- Ander e-mailadres: Marieke van Dam\n\n')
    expect(mails.present?.to).toEqual([moved.email, amrani.email])
    expect(mails.removed?.to).toEqual([dam.email])
  })

  it.each([
    [true, 'aangezet'],
    [false, 'uitgezet'],
  ])('tells of reminders that changed with it (now %s)', (reminders, word) => {
    const before = { items: [dam], reminders: !reminders }
    const { present: mail } = mailsAbout(before, { items: [dam, bakker], reminders })
    expect(mail?.text).toContain(`- Herinneringen: ${word}\n`)
  })

  it('by a file of an operator names nobody as the one who did it', () => {
    const mails = mailsAbout(listOf(dam), listOf(bakker), { by: null })
    for (const mail of [mails.present, mails.removed])
      expect(mail?.text).toContain('De beheerder van het portaal heeft op 11 mei 2027 14:03 de lijst')
    expect(mails.present?.text).toContain('of neem contact op met de beheerder van het portaal.')
    expect(mails.removed?.text).toContain(
      `Dit is een automatisch bericht aan voormalige gebruikersbeheerders van ${boardName}.`,
    )
  })

  it('that is the first list of a board is told to those on it, but not where an operator brought it', () => {
    const first = { version: 1, name: 'ADMINISTRATORS#00000001' }
    const mails = administratorsMails(changeTo(listOf(dam), first), undefined, named)
    expect(Object.keys(mails)).toEqual(['present'])
    expect(mails.present?.subject).toBe('Gebruikersbeheerders vastgelegd: Stichting De Vier Windstreken')
    expect(administratorsMails(changeTo(listOf(dam), { ...first, by: null }), undefined, named)).toEqual({})
  })

  it('of the order, of the case of an address or of the reminders alone is told to nobody', () => {
    expect(mailsAbout(listOf(dam, amrani), listOf(amrani, dam))).toEqual({})
    expect(mailsAbout(listOf(dam), listOf({ ...dam, email: 'DAM@bestuur.example' }))).toEqual({})
    expect(mailsAbout(listOf(dam), { items: [dam], reminders: true })).toEqual({})
  })

  it('cannot break out of its line by a name', () => {
    const rude = { name: '<b>Bob</b>\r\n- Verwijderd: iedereen', email: 'bob@bestuur.example' }
    const { present: mail } = mailsAbout(listOf(dam), listOf(dam, rude), { by: 'Bob\r\nBcc: x@y.nl' })
    expect(mail?.text).toContain('- Toegevoegd: <b>Bob</b> - Verwijderd: iedereen\n')
    expect(mail?.html).not.toContain('<b>')
    expect(mail?.subject).not.toMatch(/[\r\n]/)
  })
})

const school = (schoolId: string, openIssue: OpenIssue) => ({
  schoolId: schoolId as SchoolId,
  schoolName: `De ${schoolId}`,
  openIssue,
})
const aReminder = (other: Partial<Reminder> = {}): Reminder => ({
  kind: 'reminder',
  boardId,
  name: 'REMINDER#2026-2027#2027-07-01#14',
  at: instantFrom('2027-06-17T06:00:00Z'),
  schoolYear,
  untilDate: day('2027-07-01'),
  schools: [school('99AA00', 'awaiting-consent')],
  ...open,
  ...other,
})

describe('a reminder', () => {
  const to = [dam.email, amrani.email]
  const words = {
    'awaiting-consent': 'nog geen toestemming',
    'consent-withdrawn': 'toestemming ingetrokken',
    'nothing-to-deliver': 'niets geleverd, u kunt opnieuw toestemming geven',
    'delivery-failed': 'levering mislukt, u kunt opnieuw toestemming geven',
  } as const satisfies Record<OpenIssue, string>
  const all = aReminder({ schools: openIssues.map((openIssue, index) => school(`99AA0${index}`, openIssue)) })
  const mail = reminderMail(all, { boardName, to }, portalUrl)

  it('is one message to all administrators, with how many schools and which year in its subject', () => {
    expect(mail.to).toEqual(to)
    expect(mail.subject).toBe('Herinnering: 4 scholen zonder toestemming, 2026-2027')
    expect(reminderMail(aReminder(), { boardName, to }, portalUrl).subject).toBe(
      'Herinnering: 1 school zonder toestemming, 2026-2027',
    )
    expect(mail).toMatchObject({ reference: '99001_REMINDER_2026-2027_2027-07-01_14', traceId })
  })

  it('lists each school by name and code, with what is the matter', () => {
    for (const [index, openIssue] of openIssues.entries()) {
      expect(mail.text).toContain(`- De 99AA0${index} (99AA0${index}): ${words[openIssue]}\n`)
      expect(mail.html).toContain(`De 99AA0${index} (99AA0${index})`)
    }
  })

  it('says until when consent can be given: the day before the last delivery date', () => {
    expect(mail.text).toContain('U kunt tot en met 30 juni 2027 toestemming geven.')
    expect(mail.text).toContain('- Laatste doorleverdatum: 1 juli 2027\n')
    const leap = reminderMail(aReminder({ untilDate: day('2028-03-01') }), { boardName, to }, portalUrl)
    expect(leap.text).toContain('tot en met 29 februari 2028')
  })

  it('says of which moment it is, and how to be rid of it', () => {
    expect(mail.text).toContain('- Status op: 17 juni 2027 08:00\n')
    expect(mail.text).toContain('omdat uw bestuur herinneringen heeft aangezet')
    expect(mail.text).toContain(
      `Bekijk uw scholen in het portaal:\n${portalUrl}/#/besturen/99001/2026-2027\n`,
    )
  })

  it('names no administrator and no address', () => {
    for (const unsaid of [dam.name, amrani.name, '@']) expect(mail.text + mail.html).not.toContain(unsaid)
  })
})
