import { describe, expect, it } from 'vitest'
import { decide, type SaveContext } from '../../../shared/consent/decider.ts'
import type { LogState } from '../../../shared/consent/log.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  aSchool,
  boardId,
  context,
  day,
  deVries,
  digestOf,
  endingIn,
  given,
  inPhase,
  jansen,
  may11,
  noResults,
  otherResults,
  results,
  smallGroupsOnly,
  stateAfter,
  terms,
  window,
} from '../../support/builders.ts'
import { proZo } from '../monitoring/survey.ts'

const otherBoard = '99002' as BoardId
const merged = aSchool({ boardId: otherBoard, schoolName: 'Het Nieuwe College' })

const save = (state: LogState | undefined, { with: other = {}, at = may11, to = terms() } = {}) =>
  decide(state, { kind: 'save', terms: to, by: deVries, at }, context(other as Partial<SaveContext>))
const withdraw = (state: LogState | undefined, at = may11) =>
  decide(state, { kind: 'withdraw', by: deVries, at }, context())

describe('giving consent', () => {
  it('is an event that says who, when, what, for which board, and of which document', () => {
    expect(save(undefined)).toEqual({
      event: {
        type: 'given',
        by: deVries,
        at: may11,
        terms: terms(),
        boardId,
        schoolName: 'Het Voorbeeld College',
        reportDigest: digestOf(results),
      },
    })
  })

  it('is possible where every group is too small to be published', () => {
    expect(save(undefined, { with: { data: smallGroupsOnly } })).toMatchObject({
      event: { type: 'given', reportDigest: digestOf(smallGroupsOnly) },
    })
  })

  it.each(['withdrawn', 'nothing-to-deliver', 'delivery-failed'] as const)(
    'again is possible when %s',
    phase => {
      expect(save(inPhase(phase))).toMatchObject({ event: { type: 'given' } })
    },
  )

  it('again is possible after the date of a consent that was withdrawn', () => {
    const at = instantFrom('2027-07-15T12:00:00Z')
    const again = {
      with: { windows: [window('2027-09-01')] },
      at,
      to: terms({ deliveryDate: day('2027-09-01') }),
    }
    expect(save(inPhase('withdrawn'), again)).toHaveProperty('event')
  })

  it('again after a delivery that brought nothing needs a later date', () => {
    const at = instantFrom('2027-07-01T06:00:00Z')
    const windows = [window('2027-07-01', '2027-07-02')]
    const on = (date: string) =>
      save(inPhase('nothing-to-deliver'), { with: { windows }, at, to: terms({ deliveryDate: day(date) }) })
    expect(on('2027-07-01')).toEqual({ faults: [{ pointer: '/deliveryDate', code: 'date-too-early' }] })
    expect(on('2027-07-02')).toHaveProperty('event')
  })
})

describe('the level of a consent', () => {
  it.each(['school', 'education-type'] as const)('can be %s for most questionnaires', level => {
    const to = terms({ level })
    expect(save(undefined, { to })).toMatchObject({ event: { reportDigest: digestOf(results, to) } })
  })

  it('can only be education-type for PROZO results', () => {
    const asked = (level: 'school' | 'education-type') =>
      save(undefined, { with: { data: proZo({ HAVO: 20 }) }, to: terms({ level }) })
    expect(asked('school')).toEqual({ faults: [{ pointer: '/level', code: 'level-not-allowed' }] })
    expect(asked('education-type')).toHaveProperty('event')
  })

  it('and its date can both be at fault: all is told at once', () => {
    const to = terms({ level: 'school', deliveryDate: day('2027-08-01') })
    expect(save(undefined, { with: { data: proZo({ HAVO: 20 }) }, to })).toEqual({
      faults: [
        { pointer: '/level', code: 'level-not-allowed' },
        { pointer: '/deliveryDate', code: 'date-not-offered' },
      ],
    })
  })
})

describe('a change', () => {
  const state = inPhase('given')

  it('is an event with the new terms and the newest document', () => {
    const to = terms({ level: 'school' })
    expect(save(state, { with: { data: otherResults }, to })).toEqual({
      event: {
        type: 'changed',
        by: deVries,
        at: may11,
        terms: to,
        reportDigest: digestOf(otherResults, to),
      },
    })
  })

  it('that changes nothing is a save', () => {
    expect(save(state)).toMatchObject({ event: { type: 'changed', terms: state.consent.terms } })
  })
})

describe('a school that changed its board and its name', () => {
  const inTransit = { school: merged }

  it('keeps in a change those it had when consent was given', () => {
    const { event } = save(inPhase('given'), { with: inTransit }) as { event: object }
    expect(event).toMatchObject({ reportDigest: digestOf(results) })
    expect(event).not.toHaveProperty('boardId')
  })

  it.each(['withdrawn', 'nothing-to-deliver', 'delivery-failed'] as const)(
    'has the new ones in a consent given again when %s',
    phase => {
      expect(save(inPhase(phase), { with: inTransit })).toMatchObject({
        event: {
          boardId: otherBoard,
          schoolName: 'Het Nieuwe College',
          reportDigest: digestOf(results, terms(), merged),
        },
      })
    },
  )

  it('needs an administrator of its new board for a consent that is given again, and not for a change', () => {
    const without = { school: merged, boardHasAdministrators: false }
    expect(save(inPhase('given'), { with: without })).toHaveProperty('event')
    expect(save(inPhase('withdrawn'), { with: without })).toEqual({ conflict: 'no-board-administrator' })
    expect(save(inPhase('withdrawn'), { with: inTransit })).toHaveProperty('event')
  })
})

describe('withdrawing', () => {
  it.each(['given', 'nothing-to-deliver', 'delivery-failed'] as const)('is possible when %s', phase => {
    expect(withdraw(inPhase(phase))).toEqual({ event: { type: 'withdrawn', by: deVries, at: may11 } })
  })

  it('is possible at any time after a delivery that brought nothing', () => {
    expect(withdraw(inPhase('nothing-to-deliver'), instantFrom('2028-01-01T00:00:00Z'))).toHaveProperty(
      'event',
    )
  })

  it('twice is refused, and so is withdrawing what was never given', () => {
    for (const at of [may11, instantFrom('2027-08-01T00:00:00Z')])
      expect(withdraw(inPhase('withdrawn'), at)).toEqual({ conflict: 'consent-withdrawn' })
    expect(withdraw(undefined)).toEqual({ conflict: 'consent-withdrawn' })
  })

  it('asks nothing of the calendar, the results or the board', () => {
    const nothing = context({ windows: [], data: noResults, boardHasAdministrators: false })
    const command = { kind: 'withdraw', by: jansen, at: may11 } as const
    expect(decide(inPhase('given'), command, nothing)).toHaveProperty('event')
  })
})

describe('of several reasons to refuse', () => {
  const nobody = { boardHasAdministrators: false }
  const nothingAtAll = { ...nobody, data: noResults, windows: [] }
  const long = instantFrom('2028-01-01T00:00:00Z')

  it('that it was delivered comes first', () => {
    const at = long
    expect(save(inPhase('delivered'), { with: nothingAtAll, at })).toEqual({ conflict: 'already-delivered' })
    expect(withdraw(inPhase('delivered'), at)).toEqual({ conflict: 'already-delivered' })
  })

  it.each(['given', 'in-delivery'] as const)('that it is locked comes next (%s)', phase => {
    const at = instantFrom('2027-07-01T10:00:00Z')
    expect(save(inPhase(phase), { with: nothingAtAll, at })).toEqual({ conflict: 'consent-locked' })
    expect(withdraw(inPhase(phase), at)).toEqual({ conflict: 'consent-locked' })
  })

  it('then that there are no results, then that nobody can be mailed, and only then the faults', () => {
    const refused = (other: Partial<SaveContext>) => save(undefined, { with: { windows: [], ...other } })
    expect(refused(nothingAtAll)).toEqual({ conflict: 'no-survey-results' })
    expect(refused(nobody)).toEqual({ conflict: 'no-board-administrator' })
    expect(refused({})).toHaveProperty('faults')
  })

  it('a withdrawn consent is given again under the same conditions as the first', () => {
    const state = stateAfter(...endingIn.withdrawn)
    expect(save(state, { with: { data: noResults } })).toEqual({ conflict: 'no-survey-results' })
    expect(save(state, { with: nobody })).toEqual({ conflict: 'no-board-administrator' })
    expect(save(stateAfter(given()), { with: { data: noResults } })).toEqual({
      conflict: 'no-survey-results',
    })
  })
})
