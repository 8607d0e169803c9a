import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openPortal,
  type Portal,
  press,
  save,
  settled,
  tabTo,
  toStep,
  vuurtoren,
  year,
} from './support/portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal?.close())

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const visit = async (name: string, use: (page: Page) => Promise<void>, address?: string): Promise<void> => {
  const page = await portal.person(name, address)
  await use(page).finally(() => page.context().close())
}

describe('the page itself', () => {
  it('takes nothing from elsewhere and can be shown in no frame', async () => {
    const { headers } = await fetch(`${portal.local.baseUrl}/`)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = headers.get('content-security-policy')
    for (const directive of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
      expect(policy?.split('; ')).toContain(directive)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is only read', async () => {
    const { status, headers } = await fetch(`${portal.local.baseUrl}/`, { method: 'POST' })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('leaves every other path to the API', async () => {
    const response = await fetch(`${portal.local.baseUrl}/portal.ts`)
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
  })
})

describe('the report', () => {
  it('has a table and a chart for each group, and says which are withheld and why', () =>
    visit('A. de Jong', async page => {
      await page.getByRole('tab', { name: 'Onderwijssoortniveau' }).click()
      const scores = 'Veiligheidsbeleving 8,2, Aantasting 8,5, Welbevinden 7,5'
      const panel = page.getByRole('tabpanel', { name: 'Onderwijssoortniveau' })
      expect(await panel.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
        'Vmbo-(g)t',
        'Havo',
        'Vwo',
      ])
      expect(await panel.getByRole('table').count()).toBe(3)
      expect(await panel.getByRole('img').nth(1).getAttribute('aria-label')).toBe(
        `Staafdiagram van havo, op een schaal van 1 tot en met 10: ${scores}.`,
      )
      await panel.getByText('70 van de 171 leerlingen vulden de vragenlijst in (40,9%).').waitFor()
      await panel.getByText('Niet in dit rapport: Internationaal Baccalaureaat').waitFor()
      await panel.getByText('Minder dan vijf leerlingen vulden de vragenlijst in.').waitFor()
    }))

  it('unfolds the questions of an indicator, by keyboard', () =>
    visit('A. de Jong', async page => {
      const question = page.getByRole('rowheader', { name: 'Voel je je veilig in de les?' }).first()
      const indicator = page.getByRole('button', { name: 'Veiligheidsbeleving' }).first()
      expect(await question.isVisible()).toBe(false)
      await press(page, indicator, 'Enter')
      expect(await question.isVisible()).toBe(true)
      expect(await indicator.getAttribute('aria-expanded')).toBe('true')
    }))

  it('has tabs that the arrow keys go through, and keeps the chosen one in the address', () =>
    visit('A. de Jong', async page => {
      await tabTo(page, page.getByRole('tab', { name: 'Schoolniveau' }))
      await page.keyboard.press('ArrowRight')
      await page.waitForURL(url => url.href.includes('#/scholen/99AA00/2026-2027/onderwijssoortniveau'))
      await page.reload()
      await page.getByRole('tab', { name: 'Onderwijssoortniveau', selected: true }).waitFor()
    }))

  it('knows one level where the questionnaire allows no other', () =>
    visit('Yılmaz', async page => {
      await page.getByText('ProZO!-vragenlijst worden altijd op onderwijssoortniveau geleverd').waitFor()
      expect(await page.getByRole('tab').count()).toBe(0)
      await page.getByRole('link', { name: 'Begin met stap 1' }).click()
      await toStep(page, 3)
      expect(await page.getByRole('radio').count()).toBe(1)
      expect(await page.getByRole('radio', { name: 'Onderwijssoortniveau' }).isChecked()).toBe(true)
      await page.getByText('van: voortgezet speciaal onderwijs.').waitFor()
    }))

  it('says that there is nothing to deliver where every group is small', () =>
    visit('P. Smit', async page => {
      await page
        .getByRole('tabpanel', { name: 'Schoolniveau' })
        .getByText('Op dit niveau wordt niets geleverd')
        .waitFor()
      expect(await page.getByRole('table').count()).toBe(0)
      const why = 'Op dit niveau wordt niets geleverd: minder dan vijf leerlingen vulden de vragenlijst in.'
      await page.getByRole('link', { name: 'Begin met stap 1' }).click()
      await toStep(page, 3)
      await page.getByRole('radio', { name: 'Schoolniveau' }).check()
      expect(await page.getByRole('radiogroup').getByText(why).count()).toBe(2)
      await toStep(page, 6)
      await page.getByRole('definition').filter({ hasText: why }).waitFor()
    }))

  it('says of two questionnaires at one school what is delivered of each', () =>
    visit('N. Bakker', async page => {
      await page.getByRole('link', { name: 'Begin met stap 1' }).click()
      await toStep(page, 3)
      await page
        .getByText(
          'van: hele school (leerlingtevredenheid) en praktijkonderwijs (ProZO!: altijd per onderwijssoort).',
        )
        .waitFor()
    }))

  it('is kept for a minute for a browser that begins late to read what is downloaded', () =>
    visit('A. de Jong', async page => {
      await page.clock.install()
      const revoked = await page.evaluateHandle(() => {
        const hrefs: string[] = []
        URL.revokeObjectURL = href => void hrefs.push(href)
        return hrefs
      })
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: '(CSV)' }).first().click()
      const download = await downloading
      await page.clock.runFor(59_000)
      expect(await revoked.jsonValue()).toEqual([])
      await page.clock.runFor(2000)
      expect(await revoked.jsonValue()).toEqual([download.url()])
    }))

  it('is downloaded in the formats the API has', () =>
    visit('A. de Jong', async page => {
      for (const [format, begin] of [
        ['JSON', '{"document":{"schoolId":"99AA00"'],
        ['CSV', 'VESTIGINGSCODE;'],
        ['PDF', '%PDF-'],
      ] as const) {
        const downloading = page.waitForEvent('download')
        await page
          .getByRole('button', { name: `Download rapport (${format})` })
          .first()
          .click()
        const download = await downloading
        const ending = format.toLowerCase()
        expect(download.suggestedFilename()).toBe(`monitoring-99AA00-2026-2027-schoolniveau.${ending}`)
        expect((await text(await download.createReadStream())).startsWith(begin)).toBe(true)
      }
    }))

  it('is no longer offered in a format the API does not have', () =>
    visit('A. de Jong', async page => {
      await page.route('**/reports/school', route =>
        route.fulfill({ status: 406, contentType: 'application/problem+json', body: '{}' }),
      )
      const button = page.getByRole('button', { name: 'Download rapport (PDF)' }).first()
      await button.click()
      await page.getByText('PDF is hier niet beschikbaar.').waitFor()
      expect(await page.getByRole('tabpanel').first().getByRole('button', { name: '(PDF)' }).count()).toBe(0)
    }))
})

describe('a board', () => {
  it('does not see a school of another board', () =>
    visit(
      'Hanneke Bos',
      async page => {
        await heading(page, 'Niet gevonden').waitFor()
      },
      `#/scholen/${vuurtoren}/${year}`,
    ))
})

describe('an address', () => {
  it('leads to a school year after signing in, also one without anything in it', () =>
    visit(
      'A. de Jong',
      async page => {
        await page.getByText('Nog geen resultaten').waitFor()
        expect(await page.getByRole('link', { name: '2025-2026' }).getAttribute('aria-current')).toBe('page')
        await page.getByRole('link', { name: year }).click()
        await page.getByText('Nog geen toestemming').waitFor()
      },
      '#/scholen/99AA00/2025-2026',
    ))

  it('is left alone by the link that skips to the content', () =>
    visit('A. de Jong', async page => {
      await page.goto(`${portal.local.baseUrl}/#/scholen/99AA00/2026-2027`)
      await settled(page)
      await press(page, page.getByRole('link', { name: 'Naar de inhoud' }), 'Enter')
      await page.waitForURL(url => url.href.includes('#/scholen/99AA00/2026-2027'))
      await page.locator('main:focus').waitFor()
    }))

  it('is forgotten by who signs out', () =>
    visit('A. de Jong', async page => {
      const signIn = page.getByRole('button', { name: 'Aanmelden' })
      await page.getByRole('button', { name: 'Afmelden' }).click()
      await signIn.waitFor()
      await page.waitForURL(url => url.href === `${portal.local.baseUrl}/`)
      await page.reload()
      await signIn.waitFor()
    }))
})

describe('what people are called and what they write', () => {
  it('is shown as it is, and never becomes part of the page', async () => {
    const name = '<img src=x onerror="alert(1)"> & <b>Jan</b>'
    const group = 'Leerjaar 1 <script>alert(2)</script>\nen leerjaar 2 &amp; 3'
    const conduct = { representative: false, surveyedGroup: group, anonymous: true }
    const before = portal.faults.length
    await save(portal, '99BA00', { role: 'school', name, schools: ['99BA00'] }, { conduct })
    await visit('L. Visser', async page => {
      await page.getByText(`${name} heeft op`).waitFor()
      await page.getByRole('definition').filter({ hasText: 'leerjaar 2 &amp; 3' }).waitFor()
      expect(await page.getByRole('main').locator('img, script, b').count()).toBe(0)
    })
    expect(portal.faults.slice(before)).toEqual([])
  })
})
