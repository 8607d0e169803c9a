import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  hasFocus,
  openPortal,
  type Portal,
  press,
  type Step,
  save,
  saveConsent,
  settled,
  signedBy,
  stepHeading,
  tabTo,
  tickBoth,
  toStep,
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
  const surveyed = () => page.getByRole('textbox', { name: /Welke groep leerlingen/ })

  const next = async (step: Step) => {
    await press(page, button('Volgende stap'), 'Enter')
    await stepHeading(page, step).waitFor()
    expect(await hasFocus(stepHeading(page, step))).toBe(true)
  }
  const saveForm = async () => {
    await saveConsent(page)
    await page.getByText('De toestemming is opgeslagen').waitFor()
  }
  const link = (name: string) => page.getByRole('link', { name, exact: true })

  it('begins with signing in, and leads to the own school', async () => {
    await press(page, button('Aanmelden'), 'Enter')
    await page.getByRole('heading', { name: 'Wie wilt u zijn?' }).waitFor()
    await press(page, page.getByRole('link', { name: 'A. de Jong' }), 'Enter')
    const heading = page.getByRole('heading', { level: 1, name: 'Scholengemeenschap De Vuurtoren' })
    await heading.waitFor()
    expect(await page.title()).toContain('Scholengemeenschap De Vuurtoren, 2026-2027')
    await page.getByText('Nog geen toestemming').waitFor()
  })

  it('begins with the board’s approval, and goes no further without it', async () => {
    await press(page, link('Begin met stap 1'), 'Enter')
    await stepHeading(page, 1).waitFor()
    expect(await page.title()).toContain('Stap 1 van 6: Akkoord bevoegd gezag')
    await page.getByText('Overleg daarom eerst met uw bestuur').waitFor()
    await press(page, button('Volgende stap'), 'Enter')
    await alert().getByRole('link', { name: 'Geef aan dat het bevoegd gezag toestemming geeft.' }).waitFor()
    expect(await hasFocus(alert())).toBe(true)
    expect(await page.title()).toMatch(/^Fout: Stap 1 van 6/)
    const approval = page.getByRole('checkbox', { name: /bevoegd gezag.*geeft toestemming/ })
    expect(await approval.getAttribute('aria-describedby')).toBe('veld-boardApproval-fout')
    await press(page, alert().getByRole('link'), 'Enter')
    expect(await hasFocus(approval)).toBe(true)
    await page.keyboard.press('Space')
    await next(2)
    expect(await alert().count()).toBe(0)
  })

  it('shows the report of each level before one is chosen', async () => {
    await page.getByRole('tab', { name: 'Onderwijssoortniveau' }).waitFor()
    await button('Download rapport (PDF)').waitFor()
    await next(3)
    await page.getByText('Kies het niveau waarop u de gegevens zelf analyseert.').waitFor()
    await press(page, group(/welk niveau/).getByRole('radio', { name: 'Schoolniveau' }), 'Space')
    await next(4)
  })

  it('says until when each date can be changed', async () => {
    await tabTo(page, group(/welke datum/).getByRole('radio', { name: '1 juni 2027' }))
    await page.keyboard.press('ArrowDown')
    await page.getByText('Wijzigen of intrekken kan dan tot en met 30 juni 2027.').waitFor()
    await next(5)
  })

  it('asks for a reason only where pupils were not anonymous', async () => {
    const reason = page.getByRole('textbox', { name: /de reden/ })
    expect(await reason.isVisible()).toBe(false)
    await tabTo(page, group(/anoniem/).getByRole('radio', { name: 'Ja' }))
    await page.keyboard.press('ArrowDown')
    expect(await reason.isVisible()).toBe(true)
    await press(page, button('Volgende stap'), 'Enter')
    expect(await alert().getByRole('link').allTextContents()).toEqual([
      'Kies ja of nee bij de vraag over de representatieve groep.',
      'Vul in welke groep leerlingen u heeft bevraagd, en waarom.',
      'Vul in waarom leerlingen de vragenlijst niet anoniem konden invullen.',
      'Geef aan dat u akkoord gaat met het e-mailbericht aan de gebruikersbeheerder.',
    ])
    await surveyed().fill('\u200b')
    await reason.fill('x'.repeat(2001))
    await press(page, button('Volgende stap'), 'Enter')
    expect((await alert().getByRole('link').allTextContents()).slice(1, 3)).toEqual([
      'Vul in welke groep leerlingen u heeft bevraagd, en waarom.',
      'Waarom niet anoniem: gebruik hoogstens 2000 tekens.',
    ])
    await surveyed().fill('Met een \u0007 erin.')
    await press(page, button('Volgende stap'), 'Enter')
    await alert().getByText('Welke groep is bevraagd en waarom: de tekst bevat besturingstekens').waitFor()
    await surveyed().fill('')
    await tabTo(page, group(/anoniem/).getByRole('radio', { name: 'Nee' }))
    await page.keyboard.press('ArrowUp')
    expect(await reason.isVisible()).toBe(false)
  })

  it('asks how the survey was held, and says what representative means', async () => {
    await page.getByText('Bijvoorbeeld omdat u alle leerlingen heeft bevraagd').waitFor()
    await press(page, group(/representatieve groep/).getByRole('radio', { name: 'Ja' }), 'Space')
    await tabTo(page, page.getByRole('textbox', { name: /Welke groep leerlingen/ }))
    await page.keyboard.type('Alle leerlingen van leerjaar 1 tot en met 4.')
    await press(page, page.getByRole('checkbox', { name: /ga ermee akkoord/ }), 'Space')
    const announced = page.locator('#aankondiging')
    await announced.getByText('Nog ruimte voor').waitFor({ state: 'attached' })
    await next(6)
    expect(await announced.textContent()).toBe('')
  })

  it('is checked before it is saved: every answer, and what follows from them', async () => {
    const terms = ['Ja', 'Schoolniveau', '1 juli 2027', 'Ja', /leerjaar 1 tot en met 4/, 'Ja', 'Akkoord']
    for (const [place, answer] of terms.entries())
      await page
        .getByRole('definition')
        .nth(2 * place)
        .getByText(answer)
        .waitFor()
    await page.getByText('De inspectie krijgt de gemiddelden van: hele school.').waitFor()
    await page.getByText('Ook krijgt de inspectie de respons, en uw antwoorden over de afname.').waitFor()
    await page
      .getByText('De gebruikersbeheerders van Stichting De Vier Windstreken krijgen een e-\u2060mail')
      .waitFor()
    await page.getByText('Tot en met 30 juni 2027. Vanaf 1 juli 2027 kan het niet meer.').waitFor()
    await press(page, page.getByRole('link', { name: /^Wijzig.*Doorleverniveau/ }), 'Enter')
    await stepHeading(page, 3).waitFor()
    await press(page, button('Volgende stap'), 'Enter')
    await stepHeading(page, 6).waitFor()
    expect(await read<{ code: string }>(`${module}/consent`)).toMatchObject({ code: 'consent-not-found' })
  })

  it('is saved once, however often the button is pressed, and confirmed in the words of the service', async () => {
    const saves: string[] = []
    page.on('request', request => request.method() === 'PUT' && saves.push(request.url()))
    const answered = Promise.withResolvers<void>()
    await page.route('**/consent', async route => {
      await answered.promise
      await route.continue()
    })
    await press(page, button('Toestemming opslaan'), 'Enter')
    const busy = button('Bezig met opslaan…')
    expect(await busy.getAttribute('aria-busy')).toBe('true')
    await busy.press('Enter')
    answered.resolve()
    await page.getByText('De toestemming is opgeslagen').waitFor()
    await page.unrouteAll()
    expect(saves).toHaveLength(1)

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
    await press(page, link('Wijzigen'), 'Enter')
    await stepHeading(page, 1).waitFor()
    expect(await page.getByRole('checkbox').isChecked()).toBe(false)
    for (const step of [1, 2, 3, 4, 5, 6] as const) {
      await toStep(page, step)
      await page
        .getByText(
          'U wijzigt de toestemming die A. de Jong heeft opgeslagen: voor 1 juli 2027, op schoolniveau.',
        )
        .waitFor()
      await page.getByText('Die blijft gelden totdat u bij stap 6 opslaat.').waitFor()
    }
    await toStep(page, 4)
    expect(await page.getByRole('radio', { name: '1 juli 2027' }).isChecked()).toBe(true)
    await toStep(page, 3)
    await page.getByRole('radio', { name: 'Onderwijssoortniveau' }).check()
    await toStep(page, 6)
    await page.getByText('leerjaar 1 tot en met 4').waitFor()
    expect(await page.getByRole('listitem').filter({ hasText: '(klaar)' }).allTextContents()).toEqual([
      'Rapport bekijken of downloaden (klaar)',
      'Doorleverniveau (klaar)',
      'Doorleverdatum (klaar)',
    ])
    await press(page, button('Toestemming opslaan'), 'Enter')
    await alert().getByText('Wat u heeft ingevuld, is nog niet opgeslagen.').waitFor()
    await press(page, alert().getByRole('link', { name: 'Geef aan dat u akkoord gaat' }), 'Enter')
    await stepHeading(page, 5).waitFor()
    expect(await hasFocus(page.getByRole('checkbox'))).toBe(true)
    await tickBoth(page)
    await saveForm()
    await page.getByText('Doorleverniveau: van schoolniveau naar onderwijssoortniveau').waitFor()
  })

  it('is told to be saved once more where nothing is changed, as the mail tells it', async () => {
    await press(page, link('Wijzigen'), 'Enter')
    await tickBoth(page)
    await saveForm()
    const [again] = await page.locator('.history > li').allInnerTexts()
    expect(again).toMatch(/^Toestemming opnieuw opgeslagen/)
    expect(again).toContain('Doorleverniveau: onderwijssoortniveau\nDoorleverdatum: 1 juli 2027')
    await portal.call('GET', '/_local/idle')
    const { items } = await read<{ items: { subject: string }[] }>('/_local/mails')
    expect(items.at(-1)?.subject).toContain('Toestemming opnieuw opgeslagen')
  })

  it('stays as it was where a change is left, or a withdrawal thought better of', async () => {
    await press(page, link('Wijzigen'), 'Enter')
    await stepHeading(page, 1).waitFor()
    await press(page, link('Naar het overzicht van de school'), 'Enter')
    await press(page, button('Intrekken'), 'Enter')
    const dialog = page.getByRole('dialog', { name: 'Toestemming intrekken?' })
    expect(await hasFocus(dialog.getByRole('heading'))).toBe(true)
    await page.keyboard.press('Tab')
    expect(await hasFocus(dialog.getByRole('button', { name: 'Niet intrekken' }))).toBe(true)
    await page.keyboard.press('Enter')
    expect(await hasFocus(button('Intrekken'))).toBe(true)
    expect(await read(`${module}/consent`)).toMatchObject({ version: 3, status: 'given' })
  })

  it('is withdrawn, and then there is no delivery', async () => {
    const second = await portal.person('Marieke van Dam', `#/scholen/${vuurtoren}/${year}`)
    await second.getByRole('button', { name: 'Intrekken' }).click()
    await press(page, button('Intrekken'), 'Enter')
    await press(page, button('Toestemming intrekken'), 'Enter')
    await page.getByText('De toestemming is ingetrokken').waitFor()
    await page.getByText('Er wordt niets geleverd. U kunt opnieuw toestemming geven.').waitFor()
    expect(await page.getByRole('heading', { name: 'Levering' }).count()).toBe(0)
    await page
      .getByText('Dit rapport ontvangt de inspectie als u toestemming geeft op dit niveau.')
      .first()
      .waitFor()
    await second.getByRole('button', { name: 'Toestemming intrekken' }).click()
    await second.getByText('De toestemming was al ingetrokken').waitFor()
    await second.getByText(/^A\. de Jong deed dat op .* U hoeft niets te doen\.$/).waitFor()
    await second.context().close()
    expect(await read(`${module}/consent`)).toMatchObject({ version: 4, status: 'withdrawn' })
  })

  it('is given again', async () => {
    await press(page, link('Opnieuw toestemming geven'), 'Enter')
    await tickBoth(page)
    await saveForm()
    await page.getByText('Gepland op').waitFor()
    await page.getByText('Dit rapport ontvangt de inspectie op de doorleverdatum').waitFor()
    const [again] = await page.locator('.history > li').allInnerTexts()
    expect(again).toMatch(/^Toestemming opnieuw gegeven/)
    expect(again).toContain('Doorleverniveau: onderwijssoortniveau\nDoorleverdatum: 1 juli 2027')
  })

  it('is not withdrawn by somebody who has not seen the newest', async () => {
    await save(portal, vuurtoren, board, { level: 'school', deliveryDate: '2027-07-01' }, 5)
    await press(page, button('Intrekken'), 'Enter')
    await press(page, button('Toestemming intrekken'), 'Enter')
    await alert().getByText('De toestemming is niet ingetrokken').waitFor()
    await alert()
      .getByText(/Toestemming gewijzigd\. Marieke van Dam\. Doorleverniveau: van/)
      .waitFor()
    expect(await read(`${module}/consent`)).toMatchObject({ version: 6, status: 'given' })
    await save(portal, vuurtoren, board, { level: 'education-type', deliveryDate: '2027-07-01' }, 6)
    await page.reload()
    await page.getByText('op onderwijssoortniveau met toestemming').waitFor()
  })

  let begun: Page

  it('is locked from the delivery date on, also for a page that was opened before', async () => {
    const filledIn = await portal.person('A. de Jong')
    await filledIn.getByRole('link', { name: 'Wijzigen' }).click()
    await tickBoth(filledIn)
    begun = await portal.person('Marieke van Dam', `#/scholen/${vuurtoren}/${year}`)
    await begun.getByRole('link', { name: 'Wijzigen' }).click()
    await begun.getByRole('checkbox').check()
    await portal.moveTo('2027-07-01T00:00:00+02:00')
    await saveConsent(filledIn)
    await filledIn
      .getByRole('alert')
      .getByText(/Uw wijziging is niet opgeslagen\s*Vanaf 1 juli 2027 kan er niets meer gewijzigd worden\./)
      .waitFor()
    expect(await filledIn.evaluate(() => Object.keys(localStorage))).toEqual([])
    await filledIn.getByText('De gegevens worden vandaag geleverd aan de inspectie.').waitFor()
    expect(await filledIn.getByRole('button', { name: 'Toestemming opslaan' }).count()).toBe(0)
    await filledIn.context().close()
    await press(page, button('Intrekken'), 'Enter')
    await press(page, button('Toestemming intrekken'), 'Enter')
    await alert().getByText('De toestemming kan niet meer worden gewijzigd').waitFor()
    await page.getByText('De doorleverdatum is bereikt. Wijzigen of intrekken kan niet meer.').waitFor()
    await page.getByText('De gegevens worden vandaag geleverd aan de inspectie.').waitFor()
    expect(await link('Wijzigen').count()).toBe(0)
    expect(await button('Intrekken').count()).toBe(0)
  })

  it('ends with the receipt of the inspectorate', async () => {
    await portal.moveTo('2027-07-01T08:00:00+02:00')
    await page.reload()
    await page.getByText('De inspectie heeft de gegevens ontvangen.').waitFor()
    await begun.reload()
    await begun
      .getByRole('alert')
      .getByText(/^De gegevens zijn op 1 juli 2027 om \d\d:\d\d al geleverd\. Wijzigen kan niet meer\.$/)
      .waitFor()
    expect(await begun.getByText('U heeft antwoorden ingevuld die nog niet zijn opgeslagen').count()).toBe(0)
    await begun.context().close()
    const { items } = await read<{ items: { receiptId: string; payload: string }[] }>(
      '/_local/inspectorate/deliveries',
    )
    expect(items).toHaveLength(1)
    await page.getByText(String(items[0]?.receiptId)).waitFor()
    await page.getByRole('tab', { name: 'Onderwijssoortniveau (gekozen)' }).click()
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
