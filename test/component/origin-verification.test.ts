import { beforeEach, describe, expect, it } from 'vitest'
import { httpPaths } from '../../infra/manifests.ts'
import { tokenOf } from '../support/api/api-parts.ts'
import { operator } from '../support/api/people.ts'
import { testApi } from '../support/api/test-api.ts'

const [newest, before] = ['kept-by-the-front', 'kept-by-the-front-before']
const calendar = '/v1/school-years/2026-2027'
const authorization = `Bearer ${tokenOf(operator())}`
const through = (secret: string) => ({ authorization, 'x-origin-verify': secret })

/** The refusals of a front are not in the document of the API. */
const apiWith = (more: { ORIGIN_SECRETS?: string }) => {
  const { answerTo, audited, log } = testApi(undefined, undefined, more)
  const ask = async (headers: Record<string, string>, url = calendar) => {
    const answer = await answerTo({ method: 'GET', url, headers, body: Buffer.alloc(0) })
    return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body ?? '') }
  }
  return { ask, audited, log }
}

let api: ReturnType<typeof apiWith>
beforeEach(() => {
  api = apiWith({ ORIGIN_SECRETS: `${newest},${before}` })
})

describe('an API behind a front', () => {
  it('answers what came through it, by the newest secret and by the one before', async () => {
    for (const secret of [newest, before]) expect((await api.ask(through(secret))).status).toBe(200)
  })

  it.each([
    ['without a secret', { authorization }],
    ['with an empty one', through('')],
    ['with another one', through('guessed')],
    ['with the beginning of one', through(newest.slice(0, -1))],
    ['with both at once', through(`${newest},${before}`)],
  ])('refuses in our own words what comes %s', async (_, headers: Record<string, string>) => {
    const { status, headers: answered, body } = await api.ask(headers)
    expect(status).toBe(403)
    expect(answered).toMatchObject({ 'API-Version': '1.0.0', 'Content-Type': 'application/problem+json' })
    expect(body).toMatchObject({ code: 'forbidden', instance: calendar })
  })

  it('refuses it before anything else, in every function: who calls, what for, and what is for anyone', async () => {
    const paths = [...Object.values(httpPaths).flat(), '/v1/nowhere', '/v1/openapi.json']
    for (const path of paths)
      for (const headers of [{ authorization }, {}])
        expect((await api.ask(headers, path)).body, path).toMatchObject({ code: 'forbidden' })
    expect(api.audited()).toEqual([])
  })

  it('tells the log neither the secret nor what was tried', async () => {
    for (const secret of [newest, 'guessed']) await api.ask(through(secret))
    expect(api.log.told([newest, before, 'guessed'])).toEqual([])
  })
})

describe('an API without a front', () => {
  it('asks for no secret', async () => {
    expect((await apiWith({}).ask({ authorization })).status).toBe(200)
  })

  it('is not made by a setting that was left empty', () => {
    expect(() => apiWith({ ORIGIN_SECRETS: '' })).toThrow('ORIGIN_SECRETS')
  })
})
