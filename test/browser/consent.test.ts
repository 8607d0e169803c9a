import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  hasFocus,
  openPortal,
  type Portal,
  press,
  save,
  settled,
  signedBy,
  tabTo,
  vuurtoren,
  year,
} from './support/portal.ts'

const school = { role: 'school', name: 'A. de Jong', schools: [vuurtoren] }
const board = { role: 'board', name: 'Marieke van Dam', board: '99001' }
const module = `/v1/schools/${vuurtoren}/monitorings/${year}`

/** One school year of one school, told in order: each step finds what the one before it left. */
describe('the consent of a school, by keyboard', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
    page = await portal.visitor()
  })
  afterAll(() => portal?.close())

  const read = async <Shape>(path: string): Promise<Shape> =>
    (await portal.call('GET', path, undefined, await signedBy(portal, school))) as Shape
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const group = (name: RegExp) => page.getByRole('radiogroup', { name })
  const alert = () => page.getByRole('alert')

  /** Both statements are made anew with each save. */
  const tickBoth = async () => {
    await press(page, page.getByRole('checkbox', { name: /bevoegd gezag.*geeft toestemming/ }), 'Space')
    await press(page, page.getByRole('checkbox', { name: /ga ermee akkoord/ }), 'Space')
  }
  const saveForm = async () => {
    await press(page, button('Opslaan'), 'Enter')
    await page.getByText('De toestemming is opgeslagen').waitFor()
  }

  it('begins with signing in, and leads to the own school', async () => {
    await press(page, button('Aanmelden'), 'Enter')
    await page.getByRole('heading', { name: 'Wie wilt u zijn?' }).waitFor()
    await press(page, page.getByRole('link', { name: 'A. de Jong' }), 'Enter')
    const heading = page.getByRole('heading', { level: 1, name: 'Scholengemeenschap De Vuurtoren' })
    await heading.waitFor()
    expect(await page.title()).toContain('Scholengemeenschap De Vuurtoren, 2026-2027')
    await page.getByText('Nog geen toestemming').waitFor()
  })

  it('shows every mistake at its field, and saves nothing', async () => {
    await press(page, button('Opslaan'), 'Enter')
    await alert().getByRole('heading', { name: 'Controleer uw antwoorden' }).waitFor()
    expect(await hasFocus(alert())).toBe(true)
    expect(await page.title()).toMatch(/^Fout: Scholengemeenschap De Vuurtoren/)
    expect(await alert().getByRole('link').allTextContents()).toEqual([
      'Geef aan dat het bevoegd gezag toestemming geeft. Zonder die toestemming kunt u niet opslaan.',
      'Kies een niveau.',
      'Kies een datum.',
      'Kies ja of nee bij de vraag over de representatieve groep.',
      'Vul in welke groep leerlingen u heeft bevraagd, en waarom.',
      'Kies ja of nee bij de vraag over anoniem invullen.',
      'Geef aan dat u akkoord gaat met het e-mailbericht aan de gebruikersbeheerder.',
    ])
    expect(await group(/welke datum/).getAttribute('aria-invalid')).toBe('true')
    expect(await group(/welke datum/).getAttribute('aria-describedby')).toBe('veld-deliveryDate-fout')
    expect(await page.locator('#veld-deliveryDate-fout').textContent()).toBe('Fout: Kies een datum.')
    expect(await read<{ code: string }>(`${module}/consent`)).toMatchObject({ code: 'consent-not-found' })
  })

  it('leads from a mistake in the list to its field', async () => {
    await press(page, alert().getByRole('link', { name: 'Vul in welke groep' }), 'Enter')
    expect(await hasFocus(page.getByRole('textbox', { name: /Welke groep leerlingen/ }))).toBe(true)
  })

  it('asks for a reason only where pupils were not anonymous', async () => {
    const reason = page.getByRole('textbox', { name: /de reden/ })
    expect(await reason.isVisible()).toBe(false)
    await tabTo(page, group(/anoniem/).getByRole('radio', { name: 'Ja' }))
    await page.keyboard.press('ArrowDown')
    expect(await reason.isVisible()).toBe(true)
    await press(page, button('Opslaan'), 'Enter')
    await alert().getByRole('link', { name: 'Vul in waarom leerlingen' }).waitFor()
    await tabTo(page, group(/anoniem/).getByRole('radio', { name: 'Nee' }))
    await page.keyboard.press('ArrowUp')
    expect(await reason.isVisible()).toBe(false)
  })

  it('is given in the order of the manual, and read back in the words of the service', async () => {
    await page.reload()
    await page.getByRole('heading', { name: 'Toestemming' }).waitFor()
    await press(page, page.getByRole('checkbox', { name: /bevoegd gezag.*geeft toestemming/ }), 'Space')
    await press(page, group(/welk niveau/).getByRole('radio', { name: 'Schoolniveau' }), 'Space')
    await tabTo(page, group(/welke datum/).getByRole('radio', { name: '1 juni 2027' }))
    await page.keyboard.press('ArrowDown')
    await press(page, group(/representatieve groep/).getByRole('radio', { name: 'Ja' }), 'Space')
    await tabTo(page, page.getByRole('textbox', { name: /Welke groep leerlingen/ }))
    await page.keyboard.type('Alle leerlingen van leerjaar 1 tot en met 4.')
    await press(page, group(/anoniem/).getByRole('radio', { name: 'Ja' }), 'Space')
    await press(page, page.getByRole('checkbox', { name: /ga ermee akkoord/ }), 'Space')
    await saveForm()

    const consent = await read<{ statement: string; deliveryDate: string }>(`${module}/consent`)
    expect(consent).toMatchObject({ version: 1, level: 'school', deliveryDate: '2027-07-01' })
    await page.getByText(consent.statement).waitFor()
    await page.getByText('Kan tot en met 30 juni 2027').waitFor()
    expect(await hasFocus(page.getByRole('status').filter({ hasText: 'is opgeslagen' }))).toBe(true)
  })

  it('tells when the board has been mailed', async () => {
    await page.getByText('Verstuurd op 11 mei 2027 om 14:03').waitFor()
    const { items } = await read<{ items: { subject: string }[] }>('/_local/mails')
    expect(items.map(({ subject }) => subject)).toEqual([expect.stringContaining('Toestemming gegeven')])
  })

  it('is changed from what it was, with both statements made anew', async () => {
    await press(page, button('Wijzigen'), 'Enter')
    expect(await page.getByRole('radio', { name: '1 juli 2027' }).isChecked()).toBe(true)
    expect(await page.getByRole('textbox', { name: /Welke groep/ }).inputValue()).toContain('leerjaar 1')
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    await tickBoth()
    await page.getByRole('radio', { name: 'Onderwijssoortniveau' }).check()
    await saveForm()
    await page.getByText('Doorleverniveau: van schoolniveau naar onderwijssoortniveau').waitFor()
  })

  it('stays as it was where a change is cancelled, or a withdrawal thought better of', async () => {
    await press(page, button('Wijzigen'), 'Enter')
    await press(page, button('Annuleren'), 'Enter')
    await press(page, button('Intrekken'), 'Enter')
    await page.getByRole('dialog', { name: 'Toestemming intrekken?' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await hasFocus(button('Intrekken'))).toBe(true)
    expect(await read(`${module}/consent`)).toMatchObject({ version: 2, status: 'given' })
  })

  it('is withdrawn, and then there is no delivery', async () => {
    await press(page, button('Intrekken'), 'Enter')
    await press(page, button('Toestemming intrekken'), 'Enter')
    await page.getByText('De toestemming is ingetrokken').waitFor()
    await page.getByText('Er wordt niets geleverd, tenzij u opnieuw toestemming geeft.').waitFor()
    expect(await page.getByRole('heading', { name: 'Levering' }).count()).toBe(0)
    await page.getByText('Dit rapport ontvangt de inspectie als u toestemming geeft.').first().waitFor()
    expect(await read(`${module}/consent`)).toMatchObject({ version: 3, status: 'withdrawn' })
  })

  it('is given again', async () => {
    await press(page, button('Opnieuw toestemming geven'), 'Enter')
    await tickBoth()
    await saveForm()
    await page.getByText('Gepland op').waitFor()
    await page.getByText('Dit rapport ontvangt de inspectie op de doorleverdatum').waitFor()
  })

  it('is not overwritten by somebody who has not seen the newest', async () => {
    await press(page, button('Wijzigen'), 'Enter')
    await tickBoth()
    await save(portal, vuurtoren, board, { level: 'school', deliveryDate: '2027-07-01' }, 4)
    await press(page, button('Opslaan'), 'Enter')
    await alert().getByRole('heading', { name: 'Intussen gewijzigd' }).waitFor()
    await alert().getByText('Nu geldt: Marieke van Dam heeft').waitFor()
    expect(await hasFocus(alert())).toBe(true)
    await press(page, button('Nieuwste gegevens bekijken'), 'Enter')
    await page.getByText('Marieke van Dam heeft').waitFor()
    expect(await read(`${module}/consent`)).toMatchObject({ version: 5, level: 'school' })
  })

  it('is not withdrawn by somebody who has not seen the newest', async () => {
    await save(portal, vuurtoren, board, { level: 'education-type', deliveryDate: '2027-07-01' }, 5)
    await press(page, button('Intrekken'), 'Enter')
    await press(page, button('Toestemming intrekken'), 'Enter')
    await alert().getByText('Intussen gewijzigd', { exact: true }).waitFor()
    expect(await read(`${module}/consent`)).toMatchObject({ version: 6, status: 'given' })
  })

  it('is locked from the delivery date on, also for a page that was opened before', async () => {
    await portal.moveTo('2027-07-01T00:00:00+02:00')
    await press(page, button('Intrekken'), 'Enter')
    await press(page, button('Toestemming intrekken'), 'Enter')
    await alert().getByText('De toestemming kan niet meer worden gewijzigd').waitFor()
    await page.getByText('De doorleverdatum is bereikt. Wijzigen of intrekken kan niet meer.').waitFor()
    expect(await button('Wijzigen').count()).toBe(0)
    expect(await button('Intrekken').count()).toBe(0)
  })

  it('ends with the receipt of the inspectorate', async () => {
    await portal.moveTo('2027-07-01T08:00:00+02:00')
    await page.reload()
    await page.getByText('De inspectie heeft de gegevens ontvangen.').waitFor()
    const { items } = await read<{ items: { receiptId: string; payload: string }[] }>(
      '/_local/inspectorate/deliveries',
    )
    expect(items).toHaveLength(1)
    await page.getByText(String(items[0]?.receiptId)).waitFor()
    await page.getByRole('tab', { name: 'Onderwijssoortniveau (uw keuze)' }).click()
    await page.getByText(/^Dit rapport is op 1 juli 2027 om \d\d:\d\d geleverd\.$/).waitFor()
    await page.getByRole('tab', { name: 'Schoolniveau' }).click()
    await page.getByText('Dit rapport is niet geleverd.').waitFor()
    await page
      .getByRole('term')
      .filter({ hasText: /^Status$/ })
      .waitFor()
    expect(await page.getByText(/automatisch|99001/).count()).toBe(0)

    const downloading = page.waitForEvent('download')
    await press(page, button('Download levering (JSON)'), 'Enter')
    const download = await downloading
    expect(download.suggestedFilename()).toBe('levering-99AA00-2026-2027.json')
    expect(await text(await download.createReadStream())).toBe(items[0]?.payload)
  })

  it('went without a fault in the page', async () => {
    await settled(page)
    expect(portal.faults).toEqual([])
  })
})
