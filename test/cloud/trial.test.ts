import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as paths from '../support/api/paths.ts'
import type { Caller } from '../support/api/service-client.ts'
import type { Consent } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import { until } from '../support/until.ts'
import { cloudService } from './cloud-service.ts'
import { doorlevering } from './command.ts'
import { school, schoolYear, today, tomorrow } from './trial-day.ts'

const rows = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
const answers = '4;3;4;5;4;3;5;3;3;4;4'
const files = {
  schools: rows(
    'BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;SECTOR',
    `98001;Proefbestuur;${school};Proefschool ${school};Vlissingen;VO`,
  ),
  // SES takes mails to it from whoever is still in its sandbox, and delivers them nowhere.
  administrators: rows(
    'BEVOEGD GEZAG NUMMER;NAAM;E-MAILADRES',
    '98001;Proefbeheerder;success@simulator.amazonses.com',
  ),
  respondents: rows(
    'VESTIGINGSCODE;SCHOOLJAAR;VRAGENLIJST;ONDERWIJSSOORT;LEERJAAR;V1;V2;V3;A1;A2;A3;A4;A5;W1;W2;W3',
    ...Array.from({ length: 5 }, () => `${school};${schoolYear};LTO-VO;HAVO;3;${answers}`),
  ),
}

const consentPath = paths.consent(school, schoolYear)

interface Window {
  fromDate: string
  untilDate: string
  eligibility: string
}

/** A day of a stage whose issuer and inspectorate are stubs; what is agreed to is delivered tomorrow. */
describe('a trial stage', () => {
  let head: Caller
  let folder: string
  beforeAll(async () => {
    head = await cloudService.caller({ role: 'school', name: 'A. de Jong', schools: [school] })
    folder = await mkdtemp(join(tmpdir(), 'trial-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('answers, and so does its issuer', async () => {
    expect((await doorlevering('smoke')).match(/^✓ /gm)).toHaveLength(4)
  })

  // In the first minutes of a stage an upload is found by the sweep.
  it('takes the files of a school', { timeout: 900_000 }, async () => {
    for (const [kind, content] of Object.entries(files)) {
      const file = join(folder, `${kind}.csv`)
      await writeFile(file, content)
      expect(await doorlevering('import', kind, file)).toContain(': applied;')
    }
  })

  it('lets tomorrow be a delivery date', async () => {
    const shown = JSON.parse(await doorlevering('calendar', 'show', schoolYear, '--json'))
    const windows: readonly Window[] = shown.deliveryWindows
    const isOpen = windows.some(
      ({ fromDate, untilDate, eligibility }) =>
        eligibility === 'all' && fromDate <= tomorrow && tomorrow <= untilDate,
    )
    if (isOpen) return
    // Half a year at once, so that the calendar does not grow by a window a day.
    const more = `${tomorrow}..${today.add({ months: 6 })}`
    const kept = windows.map(
      ({ fromDate, untilDate, eligibility }) => `${fromDate}..${untilDate}:${eligibility}`,
    )
    expect(await doorlevering('calendar', 'set', schoolYear, ...kept, more)).toContain(tomorrow)
  })

  it('takes a consent for tomorrow, of which the board is told', { timeout: 180_000 }, async () => {
    const body = terms({ level: 'school', deliveryDate: tomorrow })
    const given = await head.request({
      method: 'PUT',
      path: consentPath,
      headers: { 'if-none-match': '*' },
      body,
    })
    // Told twice in a day, it was given before.
    expect([201, 412]).toContain(given.status)
    const { notification } = await until(
      () => head.get<Consent>(consentPath),
      consent => consent.notification.status !== 'pending',
      120,
    )
    expect(notification.status).toBe('sent')
    expect(await doorlevering('deliveries', 'list', '--status', 'planned')).toContain(
      `${school}_${schoolYear}_1`,
    )
  })
})
