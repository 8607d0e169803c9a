import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { problemResult, toResult } from '../../../shared/http/answer.ts'
import { etagOf, preconditionOf } from '../../../shared/http/etag.ts'
import { bodyFaults, queryFaults } from '../../../shared/http/faults.ts'
import { invalidRequest, Problem, problems } from '../../../shared/http/problems.ts'

const version = (number: number | null) => ({ kind: 'version', version: number })

describe('what a save says it starts from', () => {
  it('is nothing, with If-None-Match: *', () => {
    expect(preconditionOf({ 'if-none-match': '*' })).toEqual({ kind: 'none-exists' })
    expect(preconditionOf({ 'if-none-match': ' * ' })).toEqual({ kind: 'none-exists' })
  })

  it('is a version, with the tag that version was answered with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), number => {
        expect(preconditionOf({ 'if-match': etagOf(number) })).toEqual(version(number))
      }),
    )
  })

  it.each(['"0"', '"01"', '"1.0"', '"-1"', '"abc"', '""', '"1e3"'])(
    'is a version that never was, with %s',
    tag => {
      expect(preconditionOf({ 'if-match': tag })).toEqual(version(null))
    },
  )

  it.each([
    {},
    { 'if-match': '' },
    { 'if-match': '*' },
    { 'if-match': '1' },
    { 'if-match': 'W/"1"' },
    { 'if-match': '"1", "2"' },
    { 'if-match': '"1","2"' },
    { 'if-match': '"1' },
    { 'if-match': '"1"x' },
    { 'if-match': '" 1"' },
    { 'if-none-match': '"1"' },
    { 'if-none-match': 'W/"1"' },
    { 'if-none-match': '' },
    { 'if-none-match': '*, "1"' },
    { 'if-none-match': '*', 'if-match': '"1"' },
    { 'if-none-match': '"1"', 'if-match': '"1"' },
  ])('is not said by %o', headers => {
    expect(preconditionOf(headers)).toBeUndefined()
  })
})

const security = {
  'API-Version': expect.stringMatching(/^\d+\.\d+\.\d+$/),
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Strict-Transport-Security': expect.stringContaining('max-age='),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

describe('an answer', () => {
  it('is JSON with the headers every answer has', () => {
    expect(toResult({ status: 200, headers: { ETag: '"1"' }, body: { items: [] } })).toEqual({
      statusCode: 200,
      headers: { ...security, 'Content-Type': 'application/json', ETag: '"1"' },
      body: '{"items":[]}',
    })
  })

  it('may be a text of another media type', () => {
    expect(toResult({ status: 200, mediaType: 'text/csv', body: 'a;b\r\n' })).toMatchObject({
      headers: { ...security, 'Content-Type': 'text/csv; charset=utf-8; header=present' },
      body: 'a;b\r\n',
    })
  })

  it('may be bytes, which come through as they are', () => {
    const bytes = Uint8Array.from([0x25, 0x50, 0xff, 0x00])
    const { body, isBase64Encoded } = toResult({ status: 200, mediaType: 'application/pdf', body: bytes })
    expect(isBase64Encoded).toBe(true)
    expect(Buffer.from(body!, 'base64')).toEqual(Buffer.from(bytes))
  })
})

describe('a problem', () => {
  it.each(Object.entries(problems))(
    '%s is told by its code, its title and its status',
    (code, { status, title }) => {
      const result = problemResult(
        new Problem(code as keyof typeof problems, { detail: 'Zo zit dat.' }),
        '/v1/x',
      )
      expect(result).toMatchObject({
        statusCode: status,
        headers: { ...security, 'Content-Type': 'application/problem+json' },
      })
      expect(JSON.parse(result.body!)).toEqual({
        type: expect.stringContaining(code),
        title,
        status,
        detail: 'Zo zit dat.',
        code,
        instance: '/v1/x',
      })
    },
  )

  it('may have headers of its own', () => {
    const problem = new Problem('method-not-allowed', { headers: { Allow: 'GET' } })
    expect(problemResult(problem, '/').headers).toMatchObject({ ...security, Allow: 'GET' })
  })

  it('of a request lists all its faults at once', () => {
    const errors = [
      { pointer: '/level', code: 'required', detail: 'a' },
      { parameter: 'status', code: 'invalid-format', detail: 'b' },
    ]
    const { statusCode, body } = problemResult(invalidRequest(errors), '/')
    expect(statusCode).toBe(400)
    expect(JSON.parse(body!)).toMatchObject({ code: 'invalid-request', errors })
  })
})

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
