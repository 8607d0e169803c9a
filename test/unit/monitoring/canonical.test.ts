import { describe, expect, it } from 'vitest'
import { canonicalBytes, sha256, sha256Hex } from '../../../shared/platform/canonical.ts'

describe('the canonical form of a document', () => {
  it('is the same however its members are ordered', () => {
    expect(canonicalBytes({ b: [1, { d: null, c: 'é' }], a: 8.0 }).toString()).toBe(
      '{"a":8,"b":[1,{"c":"é","d":null}]}',
    )
  })

  it('is that of RFC 8785, section 3.2.3: members in the order of UTF-16 code units', () => {
    const members = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 }
    expect(Object.values(JSON.parse(canonicalBytes(members).toString()))).toEqual([4, 2, 6, 7, 1, 5, 3])
  })

  it('is written in UTF-8', () => {
    expect(canonicalBytes('é')).toEqual(Buffer.from([0x22, 0xc3, 0xa9, 0x22]))
  })

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, '\ud800'])('does not exist for %o', value => {
    expect(() => canonicalBytes(value)).toThrow()
  })
})

describe('SHA-256', () => {
  it('agrees with the example of FIPS 180', () => {
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(sha256Hex('abc')).toBe(digest)
    expect(sha256Hex(new Uint8Array([97, 98, 99]))).toBe(digest)
    expect(sha256('abc').toString('hex')).toBe(digest)
  })
})
