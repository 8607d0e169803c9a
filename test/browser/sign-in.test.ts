import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasFocus, openPortal, type Portal, signIn, year } from './support/portal.ts'

const school = `#/scholen/99AA00/${year}/onderwijssoortniveau`

describe('signing in by OpenID Connect', () => {
  let portal: Portal
  beforeAll(async () => {
    portal = await openPortal()
  })
  afterAll(() => portal?.close())

  /** By the screens. */
  const person = async (name: string, address?: string): Promise<Page> => {
    const page = await portal.visitor(address)
    await signIn(page, name)
    return page
  }
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
  const vuurtoren = (page: Page) => heading(page, 'Scholengemeenschap De Vuurtoren')
  const again = (page: Page) => page.getByRole('button', { name: 'Opnieuw aanmelden' })
  const otherYear = (page: Page) => page.goto(`${portal.local.baseUrl}/#/scholen/99AA00/2025-2026`)
  const tokenRequests = (page: Page): string[] => {
    const grants: string[] = []
    page.on('request', request => {
      if (request.url().endsWith('/token'))
        grants.push(String(new URLSearchParams(request.postData() ?? '').get('grant_type')))
    })
    return grants
  }

  it('comes back to the place it began at, and leaves nothing of it in the address', async () => {
    const page = await person('A. de Jong', school)
    await vuurtoren(page).waitFor()
    await page.waitForURL(url => url.href === `${portal.local.baseUrl}/${school}`)
    await page.getByText('A. de Jong').and(page.locator('strong')).waitFor()
  })

  it('keeps tokens where a script of another page or another visit does not find them', async () => {
    const page = await person('A. de Jong')
    const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))
    expect(kept).not.toContain('eyJ')
    expect(kept).not.toContain('verifier')
  })

  it('lasts when the page is loaded again, without being asked', async () => {
    const page = await person('A. de Jong', school)
    await page.reload()
    await vuurtoren(page).waitFor()
    await page.waitForURL(url => url.href === `${portal.local.baseUrl}/${school}`)
  })

  it('is renewed by itself before its hour is over', async () => {
    const page = await portal.visitor()
    await page.clock.install()
    const grants = tokenRequests(page)
    await signIn(page, 'A. de Jong')
    await page.clock.runFor(58 * 60 * 1000)
    expect(grants).toEqual(['authorization_code'])
    await Promise.all([
      page.waitForResponse(response => response.url().endsWith('/token')),
      page.clock.runFor(61 * 1000),
    ])
    await expect.poll(() => grants).toEqual(['authorization_code', 'refresh_token'])
    await otherYear(page)
    await page.getByText('Nog geen resultaten').waitFor()
  })

  it('is renewed once, and what was asked is asked again, where a token turns out to have run out', async () => {
    const page = await person('A. de Jong')
    const grants = tokenRequests(page)
    await portal.moveTo('2027-05-12T14:03:00+02:00')
    await page.goto(`${portal.local.baseUrl}/${school}`)
    await page.getByRole('tab', { name: 'Onderwijssoortniveau', selected: true }).waitFor()
    expect(grants).toEqual(['refresh_token'])
  })

  it('has ended where its token ran out after signing out elsewhere', async () => {
    const page = await person('A. de Jong')
    await page.request.get(`${portal.local.baseUrl}/_local/issuer/end_session`)
    await portal.moveTo('2027-05-12T16:03:00+02:00')
    await otherYear(page)
    await heading(page, 'Uw sessie is afgelopen').waitFor()
    expect(await hasFocus(heading(page, 'Uw sessie is afgelopen'))).toBe(true)
    await again(page).click()
    await page.getByRole('link', { name: 'A. de Jong' }).click()
    await page.getByText('Nog geen resultaten').waitFor()
    await page.waitForURL(({ hash }) => hash === '#/scholen/99AA00/2025-2026')
  })

  it('has ended where the page is loaded after signing out elsewhere', async () => {
    const page = await person('A. de Jong', school)
    await page.request.get(`${portal.local.baseUrl}/_local/issuer/end_session`)
    await page.reload()
    await heading(page, 'Uw sessie is afgelopen').waitFor()
    await again(page).click()
    await page.getByRole('link', { name: 'A. de Jong' }).click()
    await vuurtoren(page).waitFor()
    await page.waitForURL(url => url.href === `${portal.local.baseUrl}/${school}`)
  })

  it('says when it failed, and can be tried again', async () => {
    const page = await portal.visitor(school)
    await page.route('**/_local/issuer/token', route =>
      route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
    )
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await page.getByRole('link', { name: 'A. de Jong' }).click()
    await heading(page, 'Aanmelden is niet gelukt').waitFor()
    await page.unrouteAll()
    await again(page).click()
    await vuurtoren(page).waitFor()
  })

  it('says when the issuer cannot be reached', async () => {
    const page = await portal.visitor()
    await page.route('**/.well-known/**', route => route.abort())
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await heading(page, 'Er is geen verbinding').waitFor()
  })

  it.each(['code=forged&state=guessed', 'error=access_denied'])(
    'takes no answer it did not ask for: %s',
    async query => {
      const page = await portal.visitor(`?${query}#/`)
      const grants = tokenRequests(page)
      await page.getByRole('button', { name: 'Aanmelden' }).waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Aanmelden' }).waitFor()
      expect(grants).toEqual([])
      await page.waitForURL(url => url.href === `${portal.local.baseUrl}/`)
    },
  )

  it('works where the issuer is of another origin than the page, as on AWS', async () => {
    const page = await portal.visitor()
    const elsewhere = portal.local.baseUrl.replace('127.0.0.1', 'localhost')
    await page.goto(`${elsewhere}/${school}`)
    await signIn(page, 'A. de Jong')
    await vuurtoren(page).waitFor()
    const grants = tokenRequests(page)
    await page.reload()
    await vuurtoren(page).waitFor()
    await page.waitForURL(url => url.href === `${elsewhere}/${school}`)
    expect(grants).toEqual(['authorization_code'])
    await portal.moveTo('2027-05-13T14:03:00+02:00')
    await page.goto(`${elsewhere}/#/scholen/99AA00/2025-2026`)
    await page.getByText('Nog geen resultaten').waitFor()
    expect(grants).toEqual(['authorization_code', 'refresh_token'])
    await page.getByRole('button', { name: 'Afmelden' }).click()
    await page.getByRole('button', { name: 'Aanmelden' }).waitFor()
    await page.waitForURL(url => url.href === `${elsewhere}/`)
  })

  it('leads somebody of several schools to a list of them', async () => {
    const page = await person('S. Willems')
    await heading(page, 'Uw scholen').waitFor()
    await page
      .getByRole('row', { name: /^Scholengemeenschap De Sluis 99AD00.*Nog geen toestemming/ })
      .waitFor()
    await page.getByRole('link', { name: 'Scholengemeenschap De Sluis' }).click()
    await heading(page, 'Scholengemeenschap De Sluis').waitFor()
    await page.goto(`${portal.local.baseUrl}/#/scholen/99AD00/2025-2026`)
    await page.getByRole('link', { name: 'Uw scholen' }).click()
    await page.getByRole('row', { name: /De Sluis.*Nog geen resultaten/ }).waitFor()
    const years = page.getByRole('navigation', { name: 'Schooljaar' })
    expect(await years.getByRole('link').allTextContents()).toEqual(['2025-2026', '2026-2027'])
    await years.getByRole('link', { name: '2026-2027' }).click()
    await page.getByRole('row', { name: /De Sluis.*Nog geen toestemming/ }).waitFor()
    const main = page.getByRole('main')
    await page.goto(`${portal.local.baseUrl}/#/beheer/leveringen`)
    await heading(page, 'Dit mag u niet').waitFor()
    expect(await main.getByRole('button').count()).toBe(0)
    const errors = [{ code: 'invalid-date', detail: 'Kies een bestaande datum.' }]
    const json = { code: 'invalid-request', title: 'Er staan fouten in het bericht', detail: '', errors }
    await page.route('**/monitorings', route => route.fulfill({ status: 400, json }))
    await page.goto(`${portal.local.baseUrl}/#/scholen/99AD00`)
    await heading(page, 'Niet alles is goed ingevuld').waitFor()
    await main.getByText('Kies een bestaande datum.').waitFor()
  })

  it('went without a fault in the page', () => {
    expect(portal.faults).toEqual([])
  })
})
