import { describe, expect, it } from 'vitest'
import { recordOf } from '../../../shared/consent/decider.ts'
import { subjectOf } from '../../../shared/consent/subject.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  aSchool,
  boardId,
  changed,
  day,
  delivered,
  deVries,
  endingIn,
  failed,
  given,
  headAfter,
  history,
  inPhase,
  jansen,
  key,
  may11,
  onTheDate,
  phases,
  receipt,
  resultsChanged,
  retried,
  schoolId,
  schoolYear,
  started,
  stateAfter,
  terms,
  traceId,
  withdrawn,
} from '../../support/builders.ts'

const at = (text: string) => instantFrom(text)
const otherDigest = 'b'.repeat(64)

describe('a log', () => {
  it('counts its events from 1 without gaps, each with the state that follows', () => {
    const log = history(given(), changed(), resultsChanged(otherDigest), withdrawn())
    expect(log.map(({ version }) => version)).toEqual([1, 2, 3, 4])
    expect(log.map(({ state }) => state.phase)).toEqual(['given', 'given', 'given', 'withdrawn'])
    expect(log.map(({ by }) => by)).toEqual([jansen, deVries, null, jansen])
  })

  it('awaits a mail about what the board is mailed about, and of nothing else', () => {
    const log = history(given(), started(), failed(), retried(), delivered())
    const pending = { [boardId]: { status: 'pending', sentAt: null } }
    expect(log.map(({ effects }) => effects.mails)).toEqual([pending, {}, pending, {}, pending])
  })

  it('awaits one to the board that the school has now too, where that is another', () => {
    const withdrawnAt = (present: BoardId) =>
      recordOf(key, headAfter(given()), withdrawn(), { request: null, traceId, boardId: present })
    const pending = { status: 'pending', sentAt: null }
    expect(withdrawnAt('99002' as BoardId)).toMatchObject({
      presentBoardId: '99002',
      effects: { mails: { [boardId]: pending, 99002: pending } },
    })
    expect(withdrawnAt(boardId)).toMatchObject({ presentBoardId: null })
    expect(withdrawnAt(boardId).effects.mails).toEqual({ [boardId]: pending })
  })

  it('has what happens by itself in the trace of what came before, or in none', () => {
    expect(headAfter(given(), started()).traceId).toBe(traceId)
    expect(recordOf(key, undefined, given()).traceId).toBe('0'.repeat(32))
  })

  it('leaves an event to its writer for two minutes, and an attempt an operator asks for to whoever comes', () => {
    expect(headAfter(given()).nextAttemptAt).toBe('2027-05-11T12:05:00.000Z')
    expect(headAfter(...endingIn['delivery-failed'], retried('2027-07-02T09:00:00Z')).nextAttemptAt).toBe(
      '2027-07-02T09:00:00.000Z',
    )
  })
})

describe('a consent', () => {
  it('remembers who gave, changed and withdrew it, and when', () => {
    const { consent } = stateAfter(given(), changed(), withdrawn())
    const school = { name: 'M. Jansen', role: 'school' }
    expect(consent.given).toEqual({ by: school, at: may11 })
    expect(consent.changed).toEqual({
      by: { name: 'K. de Vries', role: 'board' },
      at: at('2027-05-12T12:00:00Z'),
    })
    expect(consent.withdrawn).toEqual({ by: school, at: at('2027-05-13T12:00:00Z') })
  })

  it('has the terms and the digest of the last save', () => {
    const to = terms({ level: 'school', deliveryDate: day('2027-06-01') })
    const { consent } = stateAfter(given(), changed({ terms: to, reportDigest: otherDigest }))
    expect(consent).toMatchObject({ terms: to, reportDigest: otherDigest })
  })

  it('given again is a new one: nothing is left of who changed or withdrew the one before', () => {
    const again = given({
      by: deVries,
      at: at('2027-05-20T12:00:00Z'),
      boardId: '99002' as BoardId,
      schoolName: 'Nieuw',
    })
    expect(stateAfter(given(), changed(), withdrawn(), again).consent).toEqual({
      terms: again.terms,
      boardId: '99002',
      schoolName: 'Nieuw',
      reportDigest: again.reportDigest,
      given: { by: { name: 'K. de Vries', role: 'board' }, at: again.at },
      changed: null,
      withdrawn: null,
    })
  })
})

describe('the version a delivery is named after', () => {
  it('follows every event before 00:00 of the date', () => {
    expect(stateAfter(given()).consentVersion).toBe(1)
    expect(stateAfter(given(), changed()).consentVersion).toBe(2)
    expect(stateAfter(given(), changed(), resultsChanged(null)).consentVersion).toBe(3)
  })

  it('stays what it was at 00:00, though newer results come in after', () => {
    const lastMoment = resultsChanged(otherDigest, '2027-06-30T21:59:59.999Z')
    const midnight = resultsChanged(otherDigest, '2027-06-30T22:00:00.000Z')
    expect(stateAfter(given(), lastMoment).consentVersion).toBe(2)
    expect(stateAfter(given(), midnight)).toMatchObject({
      consentVersion: 1,
      consent: { reportDigest: otherDigest },
    })
  })

  it('is the same for every attempt, an operator’s included', () => {
    expect(stateAfter(given(), changed(), started(), failed(), retried(), delivered()).consentVersion).toBe(2)
  })

  it('is new for a consent given again', () => {
    const again = given({ at: at('2027-07-02T12:00:00Z'), terms: terms({ deliveryDate: day('2027-09-01') }) })
    expect(stateAfter(given(), started(), failed(), again).consentVersion).toBe(4)
  })
})

describe('the version of the last save', () => {
  it('follows giving, changing and withdrawing, and nothing that nobody did', () => {
    expect(stateAfter(given(), resultsChanged(null)).savedVersion).toBe(1)
    expect(stateAfter(given(), resultsChanged(null), changed()).savedVersion).toBe(3)
    expect(stateAfter(given(), withdrawn()).savedVersion).toBe(2)
    expect(stateAfter(given(), started(), delivered()).savedVersion).toBe(1)
  })
})

describe('a delivery', () => {
  it('has its receipt and the number of its attempts', () => {
    expect(stateAfter(given(), started(), delivered(3))).toMatchObject({ receipt, attempts: 3 })
    expect(stateAfter(given(), started(), failed(2))).toMatchObject({ receipt: null, attempts: 2 })
  })

  it('has a new run when an operator tries it again', () => {
    expect(stateAfter(given(), started()).runStartedAt).toBe(onTheDate)
    const state = stateAfter(given(), started(), failed(2), retried('2027-07-02T09:00:00Z'))
    expect(state).toMatchObject({ runStartedAt: '2027-07-02T09:00:00.000Z', attempts: 2 })
  })

  it('that failed leaves nothing to a consent given again', () => {
    expect(stateAfter(given(), started(), failed(2), given({ at: onTheDate }))).toMatchObject({
      runStartedAt: null,
      attempts: 0,
      resultsClosed: false,
    })
  })
})

describe('the board and the name on a report', () => {
  const renamed = aSchool({ boardId: '99002' as BoardId, schoolName: 'Nieuw' })
  const names = (state: Parameters<typeof subjectOf>[2]) => {
    const { boardId: board, schoolName } = subjectOf(renamed, schoolYear, state)
    return [board, schoolName]
  }

  it('are the present ones before a consent', () => {
    expect(subjectOf(renamed, schoolYear, undefined)).toEqual({
      schoolId,
      schoolYear,
      boardId: '99002',
      schoolName: 'Nieuw',
    })
  })

  it.each(phases)('are those of the consent while one is in force (%s)', phase => {
    const inForce = ['given', 'in-delivery', 'delivered'].includes(phase)
    expect(names(inPhase(phase))).toEqual(inForce ? [boardId, 'Het Voorbeeld College'] : ['99002', 'Nieuw'])
  })
})
