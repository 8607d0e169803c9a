import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { apiFixture } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { schoolUser } from '../support/api/people.ts'
import type { Consent, Problem } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

const as = schoolUser('99AA00')
const path = paths.consent('99AA00')

const save = (body: unknown, headers: Record<string, string> = {}) =>
  api.request<Problem>({ method: 'PUT', path, as, body, headers: { 'if-none-match': '*', ...headers } })

/** The faults of a body as pointer and code, in the order of the pointers. */
const faultsOf = async (body: unknown): Promise<readonly string[]> => {
  const answer = await save(body)
  if (answer.status !== 400) return [`answered ${answer.status}`]
  return (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort()
}

describe('a body as it is sent', () => {
  it.each([
    '',
    ' ',
    '{',
    '{"level":}',
    "{'level':'school'}",
    'undefined',
    'NaN',
    '{"a":1}{"b":2}',
    '\u0000',
    '{"a":1,}',
    '// no\n{}',
  ])('that is no JSON is refused: %j', async body => {
    const { status, body: problem } = await save(body)
    expect({ status, code: problem.code, pointer: problem.errors?.[0]?.pointer }).toEqual({
      status: 400,
      code: 'invalid-request',
      pointer: '',
    })
  })

  it.each([
    [0xff, 0xfe],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
  ])('that is not UTF-8 is refused: %s', async (...bytes) => {
    const [before, after] = JSON.stringify(terms({ conduct: { surveyedGroup: '|' } })).split('|')
    const body = Buffer.concat([Buffer.from(before ?? ''), Buffer.from(bytes), Buffer.from(after ?? '')])
    expect((await save(body)).body.code).toBe('invalid-request')
  })

  it.each(['null', '[]', '[{}]', '"text"', '1', 'true'])(
    'that is no object is of another type: %s',
    async body => {
      expect(await faultsOf(body)).toEqual([' invalid-type'])
    },
  )

  it('may start with a byte order mark, and keeps every letter', async () => {
    const surveyedGroup = 'Groep 7 & 8 – “samen” €é\u{1F393}\u0301 \\ \u200b /'
    const { status } = await save(`\ufeff${JSON.stringify(terms({ conduct: { surveyedGroup } }))}`)
    expect(status).toBe(201)
    const { body } = await api.request<Consent>({ path, as })
    expect(body.conduct.surveyedGroup).toBe(surveyedGroup)
  })

  it('counts its limit of 64 KB in bytes', async () => {
    const padded = (bytes: number, filling = ' ') => {
      const json = JSON.stringify(terms())
      return json + filling.repeat((bytes - Buffer.byteLength(json)) / Buffer.byteLength(filling))
    }
    expect((await save(padded(64 * 1024))).status).toBe(201)
    expect((await save(padded(64 * 1024 + 1))).body.code).toBe('body-too-large')
    const wide = JSON.stringify({ a: 'é'.repeat(32 * 1024) })
    expect(wide.length).toBeLessThan(64 * 1024)
    expect((await save(wide)).body.code).toBe('body-too-large')
  })

  it('of endless depth does no harm', async () => {
    expect((await save('['.repeat(60_000))).status).toBe(400)
    expect((await save(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)).status).toBe(400)
    expect((await save(`{"level":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)).status).toBe(400)
  })
})

describe('the content type of a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON',
    'application/json ; charset="utf-8"',
    'application/json; charset=us-ascii',
    'application/json; profile="a;charset=utf-16"',
  ])('may be %j', async type => {
    expect((await save(terms(), { 'content-type': type })).status).toBe(201)
  })

  it.each([
    '',
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'json',
    'application/json; charset=utf-16',
    'application/json;charset=UTF-16LE',
    'application/json; profile=x; Charset="utf-16be"',
    'application/json; charset=iso-8859-1',
    'application/json; charset=windows-1252',
    'application/json, text/plain',
  ])('cannot be %j', async type => {
    expect((await save(terms(), { 'content-type': type })).body.code).toBe('unsupported-media-type')
  })
})

it('a body in UTF-16 is refused for that, and not for what it would be in UTF-8', async () => {
  const type = { 'content-type': 'application/json; charset=utf-16' }
  const { status, body } = await save(Buffer.from(JSON.stringify(terms()), 'utf16le'), type)
  expect([status, body.detail]).toEqual([415, expect.stringContaining('charset')])
})

describe('a body that is encoded', () => {
  it.each(['gzip', 'br', 'deflate', 'x-gzip', 'identity, gzip', 'GZIP', 'aws-chunked'])(
    'as %s is refused for that',
    async encoding => {
      const packed = gzipSync(JSON.stringify(terms()))
      const { status, headers, body } = await save(packed, { 'content-encoding': encoding })
      expect({ status, code: body.code }).toEqual({ status: 415, code: 'unsupported-media-type' })
      expect(body.detail).toContain('Content-Encoding')
      expect(headers['accept-encoding']).toBe('identity')
    },
  )

  it('is none where the encoding is none', async () => {
    expect((await save(terms(), { 'content-encoding': ' Identity ' })).status).toBe(201)
  })

  it('does not matter where none is read', async () => {
    const api = await apiFixture()
    const headers = { 'content-encoding': 'gzip' }
    const request = { path: paths.monitoring('99AA00'), as: schoolUser('99AA00'), headers }
    expect((await api.request(request)).status).toBe(200)
  })
})

describe('the faults of a consent', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'schoolId', 'status'])(
    'a property %j is unknown, in the body and in its conduct',
    async name => {
      const json = JSON.stringify(terms())
      const added = `"${name}":{"a":1},`
      expect(await faultsOf(json.replace('{', `{${added}`))).toEqual([`/${name} unknown-property`])
      expect(await faultsOf(json.replace('"conduct":{', `"conduct":{${added}`))).toEqual([
        `/conduct/${name} unknown-property`,
      ])
    },
  )
})
