import { createHash } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import * as paths from './api/paths.ts'
import type { Caller, Mail, Send } from './api/service-client.ts'
import type { Report } from './api/shapes.ts'
import { terms } from './api/terms.ts'
import { until } from './until.ts'

/** What the story asks of a running service that holds the demo data, wherever it runs. */
export interface StoryService {
  send: Send
  caller(claims: Readonly<Record<string, unknown>>): Promise<Caller>
  /** All that were sent, oldest first, once there are so many. */
  mails(count: number): Promise<readonly Mail[]>
  now(): Promise<string>
  /** Lets a day go by where the clock can be moved, and nothing where it cannot. */
  sleep(): Promise<unknown>
}

export const school = '99AA00'
export const people = {
  annelies: { role: 'school', name: 'Annelies de Jong', schools: [school] },
  bestuur: { role: 'board', name: 'Bertus Bakker', board: '99001' },
}
const administrators = ['m.vandam@vierwindstreken.example', 'y.amrani@vierwindstreken.example']

/** RFC 8785 for what our documents hold: sorted names; numbers and texts as JSON.stringify writes them. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`
}
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const inWords = (date: string): string =>
  new Intl.DateTimeFormat('nl', { dateStyle: 'long' }).format(new Date(`${date}T12:00`))

/**
 * A school, `99AA00` of the demo data, and its board, from the first look to a consent of version 4 for the `second` of
 * two dates that are offered. One story: each sentence goes on where the one before ended.
 */
export const consentStory = (
  service: () => StoryService,
  { first, second }: Readonly<Record<'first' | 'second', string>>,
): void => {
  let annelies: Caller
  let bestuur: Caller
  beforeAll(async () => {
    annelies = await service().caller(people.annelies)
    bestuur = await service().caller(people.bestuur)
  })

  it('sees that its results wait for consent', async () => {
    expect(await annelies.monitoring(school)).toMatchObject({
      status: 'awaiting-consent',
      boardId: '99001',
      results: [{ questionnaire: 'LTO-VO' }],
      consent: null,
      delivery: null,
    })
  })

  it('previews the report at both levels, by the digest of its canonical bytes', async () => {
    const { levels } = await annelies.monitoring(school)
    for (const { level, digest, withheld } of levels) {
      const report = await annelies.get<Report>(paths.report(school, level))
      expect(report).toMatchObject({ digest, withheld })
      expect(digestOf(canonical(report.document))).toBe(digest)
      for (const { respondents } of report.document.groups) expect(respondents).toBeGreaterThanOrEqual(5)
    }
    const { withheld } = await annelies.get<Report>(paths.report(school, 'education-type'))
    expect(withheld).toEqual([{ educationType: 'IB', questionnaire: 'LTO-VO' }])
  })

  it('downloads the report to read it', async () => {
    const accept = { accept: 'application/pdf' }
    const { text, headers } = await annelies.request({
      path: paths.report(school, 'school'),
      headers: accept,
    })
    expect(headers['content-type']).toBe('application/pdf')
    expect(text).toMatch(/^%PDF-.*%%EOF\s*$/s)
  })

  it('gives consent, of which the board hears by one mail', async () => {
    const before = await service().now()
    const { status, body } = await annelies.give(school, terms({ level: 'school', deliveryDate: first }))
    expect({ status, version: body.version }).toEqual({ status: 201, version: 1 })
    const mails = await service().mails(1)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.to).toEqual(administrators)
    for (const words of [
      'Scholengemeenschap De Vuurtoren',
      '2026-2027',
      'Annelies de Jong',
      'schoolniveau',
      inWords(first),
    ]) {
      expect(mails[0]?.text).toContain(words)
      expect(mails[0]?.html).toContain(words)
    }
    const { notification } = await until(
      () => annelies.consent(school),
      consent => consent.notification.status !== 'pending',
    )
    const after = await service().now()
    expect(notification.status).toBe('sent')
    for (const sentAt of [mails[0]?.sentAt ?? '', notification.sentAt ?? '']) {
      expect(sentAt >= before && sentAt <= after, `${before} ${sentAt} ${after}`).toBe(true)
    }
  })

  it('changes level and date, withdraws and gives again, each with one mail', async () => {
    const changes = terms({ level: 'education-type', deliveryDate: second })
    await service().sleep()
    expect((await bestuur.change(school, 1, changes)).body).toMatchObject({
      version: 2,
      changedBy: { name: 'Bertus Bakker', role: 'board' },
    })
    await service().mails(2)
    await service().sleep()
    expect((await annelies.withdraw(school, 2)).body).toMatchObject({ version: 3, status: 'withdrawn' })
    expect((await annelies.delivery(school)).code).toBe('delivery-not-found')
    await service().mails(3)
    await service().sleep()
    const { body } = await annelies.change(school, 3, changes)
    const previewed = await annelies.get<Report>(paths.report(school, 'education-type'))
    expect(body).toMatchObject({ version: 4, status: 'given', reportDigest: previewed.digest })

    const [, changed, withdrawn, again, ...more] = await service().mails(4)
    expect(more).toEqual([])
    for (const words of ['Bertus Bakker', 'onderwijssoortniveau', inWords(second)])
      expect(changed?.text).toContain(words)
    for (const words of ['Annelies de Jong', 'ingetrokken', inWords(second)])
      expect(withdrawn?.text).toContain(words)
    for (const words of ['Annelies de Jong', 'opnieuw', inWords(second)]) expect(again?.text).toContain(words)
  })

  it('is refused what it may not do, in our own words', async () => {
    const operator = await service().caller({ role: 'operator', name: 'Olga Beheerder' })
    const stale = await annelies.withdraw(school, 3)
    const elsewhere = await annelies.withdraw('99BA00', 1)
    const notTheirs = await operator.withdraw(school, 4)
    const neverOffered = await annelies.change(school, 4, terms({ deliveryDate: '2026-02-30' }))
    const nowhere = await annelies.request({ path: '/v1/nowhere' })
    expect([stale, elsewhere, notTheirs, neverOffered, nowhere].map(({ body }) => body.code)).toEqual([
      'version-mismatch',
      'not-found',
      'forbidden',
      'invalid-request',
      'not-found',
    ])
    expect(neverOffered.body.errors).toMatchObject([{ pointer: '/deliveryDate', code: 'invalid-date' }])
    expect((await annelies.consent(school)).version).toBe(4)
  })
}
