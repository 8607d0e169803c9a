import { describe, expect, it } from 'vitest'
import { callerFrom } from '../../../shared/access/caller.ts'
import { invisibleTexts } from '../../support/invisible-texts.ts'

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

  it('has nothing else of the token', () => {
    expect(callerFrom({ ...operator, email: 'jansen@school.example', iss: 'x' })).not.toHaveProperty('email')
  })

  it('may be of a school without any school', () => {
    expect(callerFrom({ ...school, schools: [] })).toMatchObject({ schools: [] })
  })

  it.each([[[]], [null], [''], [undefined]])('is of one role where the claim of another is %j', nothing => {
    expect(callerFrom({ ...school, board: nothing })).toEqual(callerFrom(school))
    expect(callerFrom({ ...board, schools: nothing })).toEqual(callerFrom(board))
    expect(callerFrom({ ...operator, board: nothing, schools: nothing })).toEqual(callerFrom(operator))
  })

  it('is of the schools whose codes are codes', () => {
    const schools = ['99AA00', '99aa01', ' 99AA01', 'x', '', null, 5, ['99AA01'], {}, '99AA01']
    expect(callerFrom({ ...school, schools })).toEqual(callerFrom(school))
    expect(callerFrom({ ...school, schools: ['x'] })).toMatchObject({ schools: [] })
    expect(callerFrom({ ...board, schools: ['x'] })).toEqual(callerFrom(board))
  })

  it.each([
    ['no claims at all', undefined],
    ['claims that are no object', 'operator'],
    ['no role', person],
    ['an unknown role', { ...person, role: 'admin' }],
    ['several roles', { ...person, role: ['school', 'operator'], schools: [] }],
    ['no subject', { ...operator, sub: undefined }],
    ['an empty subject', { ...operator, sub: '' }],
    ['a subject that is no text', { ...operator, sub: 5 }],
    ['a subject that is too long', { ...operator, sub: 'x'.repeat(256) }],
    ['a subject with half a character', { ...operator, sub: 'u\ud800' }],
    ['no name', { ...operator, name: undefined }],
    ['a name that is no text', { ...operator, name: ['M. Jansen'] }],
    ['another scope', { ...operator, scope: 'openid' }],
    ['a scope that only looks like it', { ...operator, scope: 'monitoring:read xmonitoring' }],
    ['a list of scopes', { ...operator, scope: ['monitoring'] }],
    ['no schools for a school', { ...school, schools: undefined }],
    ['one school as a text', { ...school, schools: '99AA00' }],
    ['the array as the gateway would hand it on', { ...school, schools: '[99AA00 99AA01]' }],
    ['null schools for a school', { ...school, schools: null }],
    ['no board for a board', { ...board, board: undefined }],
    ['an empty board for a board', { ...board, board: '' }],
    ['null for a board', { ...board, board: null }],
    ['a badly formed board', { ...board, board: '9900' }],
    ['a board as a number', { ...board, board: 99001 }],
    ['a school with a board', { ...school, board: '99001' }],
    ['a board with schools', { ...board, schools: ['99AA00'] }],
    ['a school with an object for a board', { ...school, board: {} }],
    ['a school with a badly formed board', { ...school, board: 'x' }],
    ['an operator with schools', { ...operator, schools: ['99AA00'] }],
    ['an operator with schools as a text', { ...operator, schools: '99AA00' }],
    ['an operator with an object for schools', { ...operator, schools: {} }],
    ['an operator with a board', { ...operator, board: '99001' }],
  ])('is not known from %s', (_, claims) => {
    expect(callerFrom(claims)).toBeUndefined()
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

  it.each(['', '   ', '\u202e\u0000', '\u200b', ...invisibleTexts])(
    'is none where nothing is left of %j',
    name => {
      expect(named(name)).toBeUndefined()
    },
  )
})
