import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remarksOn } from './support/axe.ts'
import { openPortal, type Portal, save, settled, vuurtoren } from './support/portal.ts'

/** One delivery, watched by moving the clock: each step finds what the one before it left. */
describe('the bar of the local environment', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
    page = await portal.person('A. de Jong')
  })
  afterAll(() => portal?.close())

  const bar = () => page.getByRole('region', { name: 'Klok en post van de lokale omgeving' })
  const press = (name: string) => bar().getByRole('button', { name, exact: true }).click()
  const told = (text: string) => bar().getByRole('status').filter({ hasText: text }).waitFor()

  it('shows the clock, and moves it a day', async () => {
    await bar().getByText('dinsdag 11 mei 2027 om 14:03').waitFor()
    await press('Een dag verder')
    await bar().getByText('woensdag 12 mei 2027 om 14:03').waitFor()
    expect(await portal.call('GET', '/_local/clock')).toEqual({ now: '2027-05-12T12:03:00.000Z' })
  })

  it('moves it to a day and a time, and never back', async () => {
    await bar().getByText('Zelf kiezen').click()
    await press('Klok verzetten')
    await told('Kies eerst een dag en een tijd.')
    await bar().getByLabel('Dag en tijd').fill('2027-05-12T14:02')
    await press('Klok verzetten')
    await told('De klok kan alleen vooruit.')
    await bar().getByLabel('Dag en tijd').fill('2027-05-20T08:30')
    await press('Klok verzetten')
    await bar().getByText('donderdag 20 mei 2027 om 08:30').waitFor()
  })

  it('knows no day of delivery where nothing is to be delivered', async () => {
    await press('Naar de dag van levering')
    await told('Op dit scherm staat geen toestemming')
  })

  it('says that it is at work, does nothing twice, and shows the screen anew', async () => {
    await save(portal, vuurtoren, { role: 'school', name: 'A. de Jong', schools: [vuurtoren] })
    const moves: string[] = []
    await page.route('**/_local/clock', async route => {
      if (route.request().method() === 'PUT') {
        moves.push(route.request().postData() ?? '')
        const busy = bar().getByRole('button', { name: 'De klok loopt…' })
        await busy.click({ force: true })
        expect(await busy.getAttribute('aria-busy')).toBe('true')
      }
      await route.continue()
    })
    await press('Naar de dag van levering')
    await page.getByText('De inspectie heeft de gegevens ontvangen.').waitFor()
    await told('De klok is verzet.')
    await bar().getByText('dinsdag 1 juni 2027 om 09:00').waitFor()
    expect(moves).toEqual([JSON.stringify({ now: '2027-06-01T07:00:00.000Z' })])
  })

  it('shows the mails as they read', async () => {
    await press('Verzonden mails')
    const mails = page.getByRole('dialog', { name: 'Verzonden mails' })
    await mails.getByRole('listitem').first().waitFor()
    expect(await mails.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/geleverd.*\(1 juni 2027 /),
      expect.stringMatching(/^Toestemming gegeven: .*\(20 mei 2027 08:30\)$/),
    ])
    await mails.getByRole('button', { name: 'Toestemming gegeven' }).click()
    await mails.getByText('m.vandam@vierwindstreken.example').waitFor()
    await mails.getByText('A. de Jong (school) heeft toestemming vastgelegd').waitFor()
    const opening = page.waitForEvent('popup')
    const opened = page.context().waitForEvent('response')
    await mails.getByRole('link', { name: 'Bekijk de opgemaakte mail' }).click()
    const mail = await opening
    await mail.getByRole('heading', { name: 'Toestemming gegeven' }).waitFor()
    expect((await opened).headers()['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    )
    await mail.close()
    await mails.getByRole('button', { name: 'Terug naar de lijst' }).click()
    await mails.getByRole('listitem').first().waitFor()
    expect(await remarksOn(page)).toEqual([])
    await mails.getByRole('button', { name: 'Sluiten' }).click()
  })

  it('shows what the inspectorate received', async () => {
    await press('Ontvangen door de inspectie')
    const received = page.getByRole('dialog', { name: 'Ontvangen door de inspectie' })
    await received.getByRole('button', { name: '99AA00_2026-2027_1' }).click()
    await received.getByText('klopt', { exact: true }).waitFor()
    await received.getByText('"deliveryId": "99AA00_2026-2027_1"').waitFor()
    await received.getByRole('button', { name: 'Sluiten' }).click()
  })

  it('is not there where the configuration names none', async () => {
    const asked: string[] = []
    page.on('request', request => asked.push(new URL(request.url()).pathname))
    await page.route('**/config.json', async route => {
      const { tools, notice, ...deployed } = await (await route.fetch()).json()
      await route.fulfill({ json: deployed })
    })
    await page.reload()
    await settled(page)
    expect(await bar().count()).toBe(0)
    expect(asked.filter(path => path.startsWith('/_local/tools'))).toEqual([])
  })

  it('went without a fault in the page', () => {
    expect(portal.faults).toEqual([])
  })
})
