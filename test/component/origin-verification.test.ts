import { beforeEach, describe, expect, it } from 'vitest'
import { make as makeBoardApi } from '../../functions/board-api/handler.ts'
import { make as makeConsentApi } from '../../functions/consent-api/handler.ts'
import { make as makeOperatorApi } from '../../functions/operator-api/handler.ts'
import { make as makeReportApi } from '../../functions/report-api/handler.ts'
import { gateway } from '../../infra/local/gateway.ts'
import { httpPaths } from '../../infra/manifests.ts'
import { apiPorts } from '../../shared/http/adapters/api-ports.ts'
import { apiSettings } from '../../shared/http/settings.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { tokenOf } from '../support/api/api-parts.ts'
import { doubledApi } from '../support/api/doubled-api.ts'
import { operator } from '../support/api/people.ts'
import { fakeTable } from '../support/stores.ts'

const [newest, before] = ['kept-by-the-front', 'kept-by-the-front-before']
const calendar = '/v1/school-years/2026-2027'

const environment = {
  TABLE_NAME: 'doorlevering',
  OIDC_ISSUER: 'https://idp.example',
  OIDC_AUDIENCE: 'doorlevering',
  OIDC_JWKS_URI: 'https://idp.example/jwks',
  AUDIT_LOG_GROUP: 'audit',
}

/** The ports that follow from the settings, as far as they are about the front. */
const wired = (more: { ORIGIN_SECRETS?: string }) => {
  const none = { send: async () => ({}) } as never
  const settings = settingsFrom(apiSettings, { ...environment, ...more })
  const { originSecrets } = apiPorts(settings, fakeTable(), none, {
    clock: () => '2027-05-11T12:03:00Z' as never,
    newId: () => 'id',
    log: { info: () => undefined, error: () => undefined },
  })
  return { originSecrets }
}

let api: ReturnType<typeof apiWith>

const apiWith = (more: { ORIGIN_SECRETS?: string }) => {
  const doubled = doubledApi()
  const ports = { ...doubled, ...wired(more) }
  const functions = {
    'consent-api': makeConsentApi(ports),
    'report-api': makeReportApi(ports),
    'board-api': makeBoardApi(ports),
    'operator-api': makeOperatorApi(ports),
  }
  const answerTo = gateway(functions, ports.clock, ports.newId)
  return {
    log: doubled.log,
    audit: doubled.audit,
    ask: async (headers: Record<string, string>, url = calendar) => {
      const {
        statusCode,
        headers: answered,
        body,
      } = await answerTo({
        method: 'GET',
        url,
        headers,
        body: Buffer.alloc(0),
      })
      return { status: statusCode, headers: answered, body: JSON.parse(body ?? '') }
    },
  }
}

const authorization = `Bearer ${tokenOf(operator())}`
const through = (secret: string) => ({ authorization, 'x-origin-verify': secret })

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
    for (const path of paths) {
      expect((await api.ask({ authorization }, path)).body, path).toMatchObject({ code: 'forbidden' })
      expect((await api.ask({}, path)).body, path).toMatchObject({ code: 'forbidden' })
    }
    expect(api.audit.entries).toEqual([])
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
    expect(() => wired({ ORIGIN_SECRETS: '' })).toThrow('ORIGIN_SECRETS')
  })
})
