import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventKeyFrom, eventNameOf } from '../../../shared/consent/event-name.ts'
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
