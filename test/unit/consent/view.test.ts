import { describe, expect, it } from 'vitest'
import { changesBetween, eventViews } from '../../../shared/consent/changes.ts'
import { monitoringStatuses, statusInWords, statusOf } from '../../../shared/consent/status.ts'
import { consentView } from '../../../shared/consent/view.ts'
import type { MailState } from '../../../shared/outbox/mailing.ts'
import { type Instant, instantFrom } from '../../../shared/platform/time.ts'
import {
  boardId,
  changed,
  day,
  digestOf,
  given,
  headAfter,
  history,
  inPhase,
  may11,
  phases,
  results,
  resultsChanged,
  stateAfter,
  terms,
  withdrawn,
} from '../../support/builders.ts'

const shown = (...[first, ...more]: Parameters<typeof headAfter>) => {
  const record = headAfter(first, ...more)
  return consentView(record, record, may11)
}

describe('a consent as the portal gets it', () => {
  it('has its terms, who gave it and until when it can be changed', () => {
    expect(shown(given())).toEqual({
      ...terms(),
      schoolId: '99AA00',
      schoolYear: '2026-2027',
      boardId: '99001',
      status: 'given',
      version: 1,
      givenBy: { name: 'M. Jansen', role: 'school' },
      givenAt: may11,
      changedBy: null,
      changedAt: null,
      withdrawnBy: null,
      withdrawnAt: null,
      editable: true,
      editableUntil: '2027-06-30T22:00:00.000Z',
      reportDigest: digestOf(results),
      statement: expect.any(String),
      notification: { status: 'pending', sentAt: null },
    })
  })

  it('says who changed it, when, and who withdrew it', () => {
    expect(shown(given(), changed(), withdrawn())).toMatchObject({
      status: 'withdrawn',
      version: 3,
      changedBy: { name: 'K. de Vries', role: 'board' },
      changedAt: '2027-05-12T12:00:00.000Z',
      withdrawnBy: { name: 'M. Jansen', role: 'school' },
      withdrawnAt: '2027-05-13T12:00:00.000Z',
    })
  })

  it('tells of the mail about the last save, whatever has come after', () => {
    const [saved, newest] = history(given(), resultsChanged(null))
    const sent = { status: 'sent', sentAt: may11 } as const
    const mailed = { ...saved!, effects: { ...saved!.effects, mails: { [boardId]: sent } } }
    expect(consentView(newest!, mailed, may11)).toMatchObject({ version: 2, notification: sent })
  })

  const [may12, may13] = [instantFrom('2027-05-12T09:00:00Z'), instantFrom('2027-05-13T09:00:00Z')]
  const sentAt = (moment: Instant | null): MailState => ({ status: 'sent', sentAt: moment })
  const bounced: MailState = { status: 'bounced', sentAt: may11 }
  const failed: MailState = { status: 'failed', sentAt: null }
  const pending: MailState = { status: 'pending', sentAt: null }
  it.each<[MailState, MailState]>([
    [pending, sentAt(may13)],
    [bounced, sentAt(may13)],
    [bounced, pending],
    [failed, sentAt(may13)],
    [failed, pending],
    [failed, bounced],
    [sentAt(may13), sentAt(may12)],
  ])(
    'tells of the mails to two boards the one that went worse, or went last: %j before %j',
    (told, other) => {
      const record = headAfter(given())
      for (const [one, two] of [
        [told, other],
        [other, told],
      ] as const) {
        const saved = { ...record, effects: { ...record.effects, mails: { [boardId]: one, 99002: two } } }
        expect(consentView(record, saved, may11).notification).toEqual(told)
      }
    },
  )
})

describe('the sentence under a consent', () => {
  it('says who gave it and when, for which school year, at which level and for which date', () => {
    expect(shown(given()).statement).toBe(
      'M. Jansen heeft op 11 mei 2027 14:03 vastgelegd dat de resultaten van de monitoring sociale veiligheid van ' +
        'schooljaar 2026-2027 op onderwijssoortniveau met toestemming van het bestuur op 1 juli 2027 geleverd mogen ' +
        'worden aan de Inspectie van het Onderwijs.',
    )
  })

  it('stays that of the last save where newer results came after', () => {
    expect(shown(given(), resultsChanged(null)).statement).toBe(shown(given()).statement)
  })

  it('names whoever saved last', () => {
    const to = terms({ level: 'school', deliveryDate: day('2028-01-31') })
    const sentence = shown(given(), changed({ terms: to })).statement
    expect(sentence).toMatch(/^K\. de Vries heeft op 12 mei 2027 14:00 vastgelegd/)
    expect(sentence).toContain('op schoolniveau met toestemming van het bestuur op 31 januari 2028')
  })

  it('says that it was withdrawn, by whom and when', () => {
    expect(shown(given(), changed(), withdrawn()).statement).toBe(
      'M. Jansen heeft op 13 mei 2027 14:00 de toestemming ingetrokken om de resultaten van de monitoring sociale ' +
        'veiligheid van schooljaar 2026-2027 op onderwijssoortniveau op 1 juli 2027 te leveren aan de Inspectie van ' +
        'het Onderwijs.',
    )
  })
})

describe('where a school stands', () => {
  it('before the first consent depends on its results', () => {
    expect([statusOf(undefined, false), statusOf(undefined, true)]).toEqual([
      'no-results',
      'awaiting-consent',
    ])
  })

  it('has words for each, which people read in the overview', () => {
    expect(monitoringStatuses.map(status => statusInWords[status])).toEqual([
      'nog geen resultaten',
      'nog geen toestemming',
      'toestemming gegeven',
      'toestemming ingetrokken',
      'levering bezig',
      'geleverd',
      'niets geleverd',
      'levering mislukt',
    ])
  })

  const statuses: Partial<Record<(typeof phases)[number], string>> = {
    given: 'consent-given',
    withdrawn: 'consent-withdrawn',
  }
  it.each(phases)('follows from its log alone once there is one (%s)', phase => {
    expect(statusOf(inPhase(phase), true)).toBe(statuses[phase] ?? phase)
    expect(statusOf(inPhase(phase), false)).toBe(statuses[phase] ?? phase)
  })
})

describe('the history of a consent', () => {
  it('begins with everything that was given', () => {
    const notAnonymous = { ...terms().conduct, anonymous: false, notAnonymousReason: 'Ingelogd.' }
    const changes = changesBetween(undefined, stateAfter(given({ terms: terms({ conduct: notAnonymous }) })))
    expect(changes).toEqual([
      { field: 'status', from: null, to: 'given' },
      { field: 'boardId', from: null, to: '99001' },
      { field: 'boardApproval', from: null, to: true },
      { field: 'boardNotification', from: null, to: true },
      { field: 'level', from: null, to: 'education-type' },
      { field: 'deliveryDate', from: null, to: '2027-07-01' },
      { field: 'conduct.representative', from: null, to: true },
      { field: 'conduct.surveyedGroup', from: null, to: 'Alle leerlingen van leerjaar 1 tot en met 4.' },
      { field: 'conduct.anonymous', from: null, to: false },
      { field: 'conduct.notAnonymousReason', from: null, to: 'Ingelogd.' },
      { field: 'reportDigest', from: null, to: digestOf(results) },
    ])
  })

  it('tells of each event who did it, when, and what it changed', () => {
    const notAnonymous = { ...terms().conduct, anonymous: false, notAnonymousReason: 'Ingelogd.' }
    const to = terms({ level: 'school', deliveryDate: day('2027-06-01') })
    const log = history(
      given({ terms: terms({ conduct: notAnonymous }) }),
      changed({ terms: to }),
      changed({ terms: to }),
      resultsChanged(null),
      withdrawn(),
    )
    const [, ...later] = eventViews(log)
    expect(later).toEqual([
      {
        version: 2,
        type: 'changed',
        at: '2027-05-12T12:00:00.000Z',
        by: { name: 'K. de Vries', role: 'board' },
        changes: [
          { field: 'level', from: 'education-type', to: 'school' },
          { field: 'deliveryDate', from: '2027-07-01', to: '2027-06-01' },
          { field: 'conduct.anonymous', from: false, to: true },
          { field: 'conduct.notAnonymousReason', from: 'Ingelogd.', to: null },
        ],
      },
      expect.objectContaining({ version: 3, type: 'changed', changes: [] }),
      {
        version: 4,
        type: 'results-changed',
        at: '2027-05-14T12:00:00.000Z',
        by: null,
        changes: [{ field: 'reportDigest', from: digestOf(results), to: null }],
      },
      expect.objectContaining({
        version: 5,
        type: 'withdrawn',
        by: { name: 'M. Jansen', role: 'school' },
        changes: [{ field: 'status', from: 'given', to: 'withdrawn' }],
      }),
    ])
  })
})
