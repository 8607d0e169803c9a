import { describe, expect, it } from 'vitest'
import { canonicalBytes } from '../../../shared/platform/canonical.ts'

describe('the canonical form of a document', () => {
  it('is that of RFC 8785, section 3.2.3: members in the order of UTF-16 code units', () => {
    const members = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 }
    expect(Object.values(JSON.parse(canonicalBytes(members).toString()))).toEqual([4, 2, 6, 7, 1, 5, 3])
  })

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, '\ud800'])('does not exist for %o', value => {
    expect(() => canonicalBytes(value)).toThrow()
  })
})
