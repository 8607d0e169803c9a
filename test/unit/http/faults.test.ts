import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { bodyFaults, queryFaults } from '../../../shared/http/faults.ts'

describe('the faults of a request', () => {
  const schema = z.strictObject({
    word: z.enum(['een', 'twee']),
    own: z.optional(z.custom(value => value === 'own')),
    list: z.optional(z.array(z.strictObject({ number: z.number() })).check(z.maxLength(1))),
  })
  const faultsOf = (body: unknown) => {
    const parsed = schema.safeParse(body)
    return parsed.success ? [] : bodyFaults(parsed.error.issues, body)
  }

  it('stand at a JSON Pointer, whatever the names are', () => {
    expect(faultsOf({ word: 'een', 'a/b': 1, 'm~n': 1, '': 1 }).map(({ pointer }) => pointer)).toEqual([
      '/a~1b',
      '/m~0n',
      '/',
    ])
    expect(faultsOf({ word: 'een', list: [{ number: 'x' }] })).toMatchObject([{ pointer: '/list/0/number' }])
    expect(faultsOf(undefined)).toMatchObject([{ pointer: '', code: 'required' }])
  })

  it('of a word tell which were expected, and whether it is none of them or no word at all', () => {
    const detail = 'Verwacht werd een of twee.'
    expect(faultsOf({ word: 'drie' })).toEqual([{ pointer: '/word', code: 'invalid-format', detail }])
    expect(faultsOf({ word: 3 })).toEqual([{ pointer: '/word', code: 'invalid-type', detail }])
    expect(faultsOf({ word: null })).toEqual([{ pointer: '/word', code: 'invalid-type', detail }])
    expect(faultsOf({})).toEqual([{ pointer: '/word', code: 'required', detail }])
  })

  it('that a schema has no code for are faults of form', () => {
    expect(faultsOf({ word: 'een', own: 'other' })).toMatchObject([
      { pointer: '/own', code: 'invalid-format' },
    ])
    expect(faultsOf({ word: 'een', list: [{ number: 1 }, { number: 2 }] })).toMatchObject([
      { pointer: '/list', code: 'invalid-format' },
    ])
  })

  it('of a query name the parameter', () => {
    const query = { word: 'drie' }
    const { error } = schema.safeParse(query)
    expect(queryFaults(error!.issues, query)).toMatchObject([{ parameter: 'word', code: 'invalid-format' }])
  })

  it('of a filter that needs another are that the other is required, beside all else', () => {
    const filters = z
      .strictObject({ schoolYear: z.optional(z.string()), status: z.optional(z.enum(['een'])) })
      .check(
        z.refine(({ status, schoolYear }) => status === undefined || schoolYear !== undefined, {
          path: ['schoolYear'],
          when: () => true,
        }),
      )
    const query = { status: 'twee', Q: 'x' }
    expect(queryFaults(filters.safeParse(query).error!.issues, query)).toMatchObject([
      { parameter: 'status', code: 'invalid-format' },
      { parameter: 'Q', code: 'unknown-parameter' },
      { parameter: 'schoolYear', code: 'required' },
    ])
  })

  it('never repeat what was sent', () => {
    const sent = 'M. Jansen'
    expect(JSON.stringify(faultsOf({ word: sent, list: sent }))).not.toContain(sent)
  })
})
