import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  eventKeyFrom,
  eventMailFrom,
  eventNameOf,
  mailReferenceOf,
} from '../../../shared/consent/event-name.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import { key } from '../../support/builders.ts'

describe('the name of an event', () => {
  it('is the school, the school year and the version', () => {
    expect(eventNameOf({ ...key, version: 12 })).toBe('99AA00_2026-2027_12')
  })

  it('leads back to the event', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), version => {
        expect(eventKeyFrom(eventNameOf({ ...key, version }))).toEqual({ ...key, version })
      }),
    )
  })

  it.each([
    '',
    '99AA00',
    '99AA00_2026-2027',
    '99AA00_2026-2027_',
    '99AA00_2026-2027_0',
    '99AA00_2026-2027_01',
    '99AA00_2026-2027_1.5',
    '99AA00_2026-2027_1_2',
    '99AA00_2026-2027_123456789',
    '99aa00_2026-2027_1',
    '99AA00_2026-2028_1',
    ' 99AA00_2026-2027_1',
    '1_99AA00_2026-2027_1',
  ])('is not %j', text => {
    expect(eventKeyFrom(text)).toBeUndefined()
  })
})

describe('the reference of a mail about an event', () => {
  const event = { ...key, version: 12 }

  it('is the name of the event, with the board of its own where it has one', () => {
    expect(mailReferenceOf({ key: event, boardId: undefined })).toBe('99AA00_2026-2027_12')
    expect(mailReferenceOf({ key: event, boardId: '99002' as BoardId })).toBe('99AA00_2026-2027_12_99002')
  })

  it('tells a version of five digits from a board', () => {
    expect(eventMailFrom('99AA00_2026-2027_12345')).toEqual({
      key: { ...key, version: 12345 },
      boardId: undefined,
    })
  })

  it.each([undefined, '99002' as BoardId])('leads back to the event and to board %s', boardId => {
    expect(eventMailFrom(mailReferenceOf({ key: event, boardId }))).toEqual({ key: event, boardId })
  })

  it.each([
    '',
    '99AA00_2026-2027',
    '99AA00_2026-2027_0',
    '99AA00_2026-2027_12_9900',
    '99AA00_2026-2027_12_990021',
    '99AA00_2026-2027_12_99002_1',
    'x99AA00_2026-2027_12',
    '_2026-2027_12',
    '99AA00__12',
    '99AA00_2026-2027_12_99002x',
    '99AA00_2026-2027_x',
    '99001_ADMINISTRATORS_00000003',
  ])('is not %j', text => {
    expect(eventMailFrom(text)).toBeUndefined()
  })
})
