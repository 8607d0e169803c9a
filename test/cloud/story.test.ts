import { createPublicKey } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { awsClients } from '../../cli/aws/clients.ts'
import { triggerFrom } from '../../shared/delivery/adapters/delivery-message.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { openApi } from '../support/api/documented.ts'
import type { Caller } from '../support/api/service-client.ts'
import { terms } from '../support/api/terms.ts'
import { commandIn } from '../support/command.ts'
import { consentStory, people, school } from '../support/consent-story.ts'
import { until } from '../support/until.ts'
import {
  audited,
  inLedger,
  invoke,
  logged,
  messagesInQueues,
  moveSchedule,
  publicKey,
  scheduleNamed,
  scheduleNames,
} from './behind.ts'
import { cloudService } from './cloud-service.ts'
import { deployed } from './deployed.ts'
import { realClock } from './real-clock.ts'
import { daysFromNow } from './trial-day.ts'

const now = () => Temporal.Instant.from(realClock())

/** No consent falls due on the day it is given, and the clock is the real one: the delivery is not part of this story. */
const dates = { first: daysFromNow(30), second: daysFromNow(60) }

const { issuerUrl } = deployed()

const inForce = `${school}_2026-2027_4`

/** One story: each sentence goes on where the one before ended. */
describe('stage dev, deployed', () => {
  let annelies: Caller
  let bestuur: Caller
  beforeAll(async () => {
    annelies = await cloudService.caller(people.annelies)
    bestuur = await cloudService.caller(people.bestuur)
  })

  it('refuses who brings no token in our own words, whatever the path', async () => {
    for (const path of ['/v1/school-years/2026-2027', '/v1/nowhere', '/v1']) {
      const { status, headers, text, body } = await cloudService.send({ path })
      expect(status, `${path}: ${text}`).toBe(401)
      expect(headers['content-type']).toBe('application/problem+json')
      expect(body).toMatchObject({ code: 'unauthenticated', instance: path })
    }
  })

  it('serves the page of the same origin: its files by what is in them, and its configuration', async () => {
    const index = await cloudService.send({ path: '/' })
    expect(index).toMatchObject({ status: 200, text: expect.stringContaining('<html lang="nl"') })
    expect(index.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    const policy = index.headers['content-security-policy']
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';.* frame-ancestors 'none'/)
    expect(policy).toMatch(new RegExp(`connect-src 'self' ${issuerUrl} https://`))
    const named = [...index.text.matchAll(/(?:href|src)="(\/[^"]+\.(js|css))"/g)]
    expect(new Set(named.map(([, , kind]) => kind))).toEqual(new Set(['css', 'js']))
    for (const [, path = '', kind] of named) {
      const { status, headers } = await cloudService.send({ path })
      expect(status, path).toBe(200)
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(headers['content-type']).toBe(`text/${kind === 'js' ? 'javascript' : 'css'}; charset=utf-8`)
    }
    const { headers, text } = await cloudService.send({ path: '/config.json' })
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-cache' })
    expect(JSON.parse(text)).toEqual({
      issuer: issuerUrl,
      clientId: 'doorlevering-portal',
      scope: 'openid monitoring',
    })
    for (const path of ['/nowhere', '/page.json', '/portal.css'])
      expect((await cloudService.send({ path })).status, path).toBe(403)
  })

  it('serves the OpenAPI document to anyone', async () => {
    const { status, text } = await cloudService.send({ path: '/v1/openapi.json' })
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual(openApi)
  })

  it('takes no consent before the first sweep has found the table to be new', async () => {
    const tooEarly = await annelies.give(school, terms({ deliveryDate: dates.first }))
    expect(tooEarly.body.code).toBe('temporarily-unavailable')
    await invoke('sweep')
  })

  consentStory(() => cloudService, dates)

  it('shows the board its schools', async () => {
    const path = '/v1/boards/99001/monitorings?schoolYear=2026-2027'
    const overview = await bestuur.get<{ items: readonly object[] }>(path)
    expect(overview.items).toContainEqual(
      expect.objectContaining({ schoolId: school, status: 'consent-given', deliveryDate: dates.second }),
    )
  })

  it('has one schedule: for the version in force, at its slot on the date', async () => {
    expect(await until(scheduleNames, names => names.length === 1)).toEqual([inForce])
    const { deliveryId, plannedAt } = await annelies.delivery(school)
    expect(deliveryId).toBe(inForce)
    const slot = Temporal.Instant.from(plannedAt).toZonedDateTimeISO('Europe/Amsterdam').toPlainTime()
    const schedule = await scheduleNamed(inForce)
    expect(schedule).toMatchObject({
      ScheduleExpression: `at(${dates.second}T${slot.toString()})`,
      ScheduleExpressionTimezone: 'Europe/Amsterdam',
      ActionAfterCompletion: 'DELETE',
    })
    expect(triggerFrom(schedule.Target?.Input ?? '')).toMatchObject({ schoolId: school, version: 4 })
  })

  it('keeps every event in the ledger', async () => {
    const kept = Object.entries(await inLedger()).map(([name, { type }]) => [name, type])
    expect(kept).toEqual(
      ['given', 'changed', 'withdrawn', 'given'].map((type, index) => [
        `${school}/2026-2027/events/0000000${index + 1}.json`,
        type,
      ]),
    )
  })

  it('writes down who saw and changed what', async () => {
    const saves = (await audited()).filter(({ name }) => name === 'withdrawConsent')
    const withdrawn = saves.filter(({ attributes }) => !(attributes as { problem?: unknown }).problem)
    expect(withdrawn).toMatchObject([{ attributes: { 'user.role': 'school', schoolId: school } }])
  })

  it('triggers the delivery by its schedule, and delivers nothing before the date', {
    timeout: 90_000,
  }, async () => {
    await moveSchedule(inForce, instantFrom(`${now().add({ seconds: 10 })}`))
    const ignored = await until(
      () => logged('deliver', 'DELIVERY_IGNORED'),
      lines => lines.length > 0,
      60,
    )
    expect(ignored).toMatchObject([{ schoolId: school, schoolYear: '2026-2027', version: 4 }])
    expect(await scheduleNames()).toEqual([])
    expect(await annelies.delivery(school)).toMatchObject({ status: 'planned', attempts: 0 })
  })

  it('makes a schedule anew that was lost', async () => {
    await invoke('reconcile-schedules')
    expect(await scheduleNames()).toEqual([inForce])
    expect(await logged('reconcile-schedules', 'SCHEDULE_MISSING')).toHaveLength(1)
  })

  it('reminds no board while the last window is far away', async () => {
    await invoke('remind-boards')
  })

  it('tells that a mail came back', async () => {
    await invoke('record-mail-feedback', { reference: inForce })
    expect((await annelies.consent(school)).notification.status).toBe('bounced')
  })

  it('brings nothing back from the ledger into a table that lacks nothing', async () => {
    expect(await invoke('replay-ledger')).toEqual({ replayed: 0 })
  })

  it('shows the public half of the key that signs', async () => {
    const { KeyId, PublicKey } = await publicKey()
    expect(KeyId).toMatch(/^arn:aws:kms:eu-west-1:\d{12}:key\//)
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' })
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048)
  })

  it('answers the operators’ command by AWS', async () => {
    const doorlevering = commandIn('nowhere', { aws: awsClients })
    for (const words of ['events set-aside', 'events retry --all', 'redrive', 'replay'])
      expect
        .soft(await doorlevering([...words.split(' '), '--stage', 'dev']), words)
        .toMatchObject({ code: 0 })
  })

  it('has sent one mail for each save, and set nothing aside, to the end', async () => {
    expect(await cloudService.mails(4)).toHaveLength(4)
    const counts = await messagesInQueues()
    expect(Object.keys(counts).length).toBeGreaterThan(5)
    expect(
      Object.values(counts).every(count => count === 0),
      JSON.stringify(counts),
    ).toBe(true)
  })
})
