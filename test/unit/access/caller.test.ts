import { describe, expect, it } from 'vitest'
import { callerFrom } from '../../../shared/access/caller.ts'

const person = { sub: 'u-1', name: 'M. Jansen', scope: 'openid monitoring' }
const school = { ...person, role: 'school', schools: ['99AA00', '99AA01'] }
const board = { ...person, role: 'board', board: '99001' }
const operator = { ...person, role: 'operator' }
const named = (name: unknown) => callerFrom({ ...operator, name })?.name

describe('a caller', () => {
  it('is of a school, of a board, or an operator, as the token says', () => {
    expect(callerFrom(school)).toEqual({
      sub: 'u-1',
      name: 'M. Jansen',
      role: 'school',
      schools: ['99AA00', '99AA01'],
    })
    expect(callerFrom(board)).toEqual({ sub: 'u-1', name: 'M. Jansen', role: 'board', board: '99001' })
    expect(callerFrom(operator)).toEqual({ sub: 'u-1', name: 'M. Jansen', role: 'operator' })
  })
})

describe('the subject of a caller', () => {
  it('is of 255 characters at most, as OpenID Connect has it', () => {
    const longest = 'u'.repeat(255)
    expect(callerFrom({ ...operator, sub: longest })?.sub).toBe(longest)
    expect(callerFrom({ ...operator, sub: `${longest}u` })).toBeUndefined()
  })
})

describe('the name of a caller', () => {
  it.each([
    ['M. Jansen', 'M. Jansen'],
    ['  Zoë de Ĳsselaar ', 'Zoë de Ĳsselaar'],
    ['M.\r\nJansen', 'M.Jansen'],
    ['M.\u0000\u001b\u007f\u0085 Jansen', 'M. Jansen'],
    ['M.\u2028\u2029Jansen', 'M.Jansen'],
    ['\u202eM. Jansen\u202c', 'M. Jansen'],
    ['\u200e\u200f\u061c\u202a\u202b\u202d\u2066\u2067\u2068\u2069M. Jansen', 'M. Jansen'],
    ['M.\ud800 Jansen', 'M. Jansen'],
    ['Zoe\u0308  Mu\u0308ller\u00a0\u2003de Wit', 'Zoë Müller de Wit'],
    ['M.\tJansen', 'M.Jansen'],
    ['李小龍 👩‍🏫', '李小龍 👩‍🏫'],
  ])('%j is used as %j', (name, used) => {
    expect(named(name)).toBe(used)
  })

  it('is cut at 200 code points, never in the middle of one', () => {
    expect(named('👩'.repeat(201))).toBe('👩'.repeat(200))
    expect(named(`\u202e${'é'.repeat(200)}x`)).toBe('é'.repeat(200))
    expect(named('e\u0301'.repeat(200))).toBe('é'.repeat(200))
    expect(named(`${'a'.repeat(199)}  b`)).toBe('a'.repeat(199))
  })
})
