import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  importFile,
  openPortal,
  type Portal,
  save,
  saveConsent,
  signedBy,
  stepHeading,
  tickBoth,
  toStep,
  vuurtoren,
  year,
} from './support/portal.ts'

const board = { role: 'board', name: 'Marieke van Dam', board: '99001' }

/** In the order of the school year: the clock only goes on. */
describe('what a school sees after saving', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
  })
  afterAll(() => portal?.close())
  afterEach(() => page.context().close())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = (name: string) => page.getByRole('heading', { name })
  const alert = () => page.getByRole('alert')
  const operator = () => signedBy(portal, { role: 'operator', name: 'Beheer' })
  const pupils = async (havo: number) =>
    importFile(portal, await operator(), 'pupils', [
      'VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN',
      ...Object.entries({ 'VMBO-GT': 164, HAVO: havo, VWO: 118, IB: 9 }).map(
        ([type, count]) => `${vuurtoren};${year};${type};${count}`,
      ),
    ])

  const respondents = async (havo: number) =>
    importFile(portal, await operator(), 'respondents', [
      'VESTIGINGSCODE;SCHOOLJAAR;VRAGENLIJST;ONDERWIJSSOORT;LEERJAAR;V1;V2;V3;A1;A2;A3;A4;A5;W1;W2;W3',
      ...Array(havo).fill(`${vuurtoren};${year};LTO-VO;HAVO;3;4;5;4;5;4;5;4;5;4;5;4`),
    ])

  it('is told that its consent is for other figures now, until it is saved again', async () => {
    await save(portal, vuurtoren, board, { level: 'education-type', deliveryDate: '2027-07-01' })
    await pupils(140)
    page = await portal.person('A. de Jong')
    await heading('De toestemming geldt nu voor nieuwe cijfers').waitFor()
    const beside = page.getByRole('table', { name: 'Havo: toen en nu' })
    expect((await beside.getByRole('row').allInnerTexts()).slice(0, 5)).toEqual([
      'Cijfer\tToen\tNu',
      'Leerlingen\t171\t140',
      'Respondenten\t70\t70',
      'Respons\t40,9%\t50,0%',
      'Veiligheidsbeleving\t8,2\t8,2',
    ])
    expect(await page.getByRole('table', { name: /toen en nu/ }).count()).toBe(1)
    expect(await page.getByRole('img', { name: /toen en nu/ }).count()).toBe(0)
    // Beside what was saved for, also after a second file.
    await respondents(8)
    await page.reload()
    await page.getByText('Niet meer in het rapport: vmbo-(g)t en vwo.').waitFor()
    await beside.getByRole('row', { name: 'Leerlingen 171 140' }).waitFor()
    await page.getByText('Vragen waarvan het cijfer veranderde: havo').click()
    await page.getByRole('row', { name: /^Voel je je veilig in de les/ }).waitFor()
    await page.getByRole('img', { name: /havo, toen en nu/ }).waitFor()
    await page.getByText('Nieuwe resultaten of leerlingaantallen: het rapport is veranderd').first().waitFor()
    const reader = await portal.person('R. Kuipers', `#/scholen/${vuurtoren}/${year}`)
    await reader.getByRole('heading', { name: 'De toestemming geldt nu voor nieuwe cijfers' }).waitFor()
    expect(await reader.getByText(/wijzig de toestemming|uw keuze/i).count()).toBe(0)
    await reader.context().close()
    await page.getByRole('link', { name: 'Wijzigen' }).click()
    for (const step of [2, 6] as const) {
      await toStep(page, step)
      await heading('De toestemming geldt nu voor nieuwe cijfers').waitFor()
      await beside.getByRole('row', { name: 'Leerlingen 171 140' }).waitFor()
    }
    await tickBoth(page)
    await pupils(100)
    await page.reload()
    await alert().getByText('Er is iets veranderd sinds u begon met invullen').waitFor()
    await saveConsent(page)
    await page.getByText('De toestemming is opgeslagen').waitFor()
    expect(await heading('De toestemming geldt nu voor nieuwe cijfers').count()).toBe(0)
    expect(await page.getByRole('table', { name: /toen en nu/ }).count()).toBe(0)
  })

  it('sees no figures beside each other that tell of few, and none that became again what they were', async () => {
    await respondents(12)
    page = await portal.person('A. de Jong')
    await page.getByText('Havo: er zijn minder dan vijf leerlingen bij gekomen of af gegaan.').waitFor()
    expect(await page.getByRole('table', { name: /toen en nu/ }).count()).toBe(0)
    await respondents(8)
    await page.reload()
    await heading('Levering').waitFor()
    expect(await heading('De toestemming geldt nu voor nieuwe cijfers').count()).toBe(0)
  })

  it('withdraws once, also after a lost answer and a second press', async () => {
    page = await portal.person('A. de Jong')
    await page.getByRole('button', { name: 'Intrekken' }).click()
    await page.route('**/consent', route => route.abort())
    await button('Toestemming intrekken').click()
    await alert().getByText('Wij kregen geen antwoord').waitFor()
    await page.unrouteAll()
    // Without a network the withdrawal can be stopped, and then stays undone when the network is back.
    const asked = page.getByRole('dialog', { name: 'Toestemming intrekken?' })
    await page.context().setOffline(true)
    await button('Toestemming intrekken').click()
    await button('Niet versturen').click()
    await asked.getByText('Uw opdracht wordt niet meer verstuurd').waitFor()
    await page.context().setOffline(false)
    const sent: string[] = []
    page.on('request', request => request.method() === 'DELETE' && sent.push(request.url()))
    const answered = Promise.withResolvers<void>()
    await page.route('**/consent', async route => {
      await answered.promise
      await route.continue()
    })
    await button('Toestemming intrekken').click()
    await button('Bezig met intrekken…').press('Enter')
    answered.resolve()
    await page.getByText('De toestemming is ingetrokken').waitFor()
    expect(sent).toHaveLength(1)
    expect(await alert().count()).toBe(0)
  })

  it('is told that its level cannot be delivered any more', async () => {
    await save(portal, '99AD00', board, { deliveryDate: '2027-07-01' })
    const results = `${portal.local.baseUrl}/v1/schools/99AD00/monitorings/${year}/results/LTO-VO`
    await fetch(results, { method: 'DELETE', headers: await operator() })
    await portal.call('GET', '/_local/idle')
    page = await portal.person('N. Bakker')
    await heading('Op schoolniveau kan niet meer worden geleverd').waitFor()
    await page.getByText('Op dit moment wordt er niets geleverd.').waitFor()
    await page.getByRole('link', { name: 'Wijzigen' }).click()
    await toStep(page, 3)
    await page.getByText('Schoolniveau kan niet meer worden gekozen.').waitFor()
    await page.getByText('U hoeft hier niets te kiezen.').waitFor()
  })

  it('is told that the board it had then is mailed as well', async () => {
    await importFile(portal, await operator(), 'schools', [
      'BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;SECTOR',
      '99002;Stichting Polderonderwijs;99AD00;Scholengemeenschap De Sluis;Goes;VO',
    ])
    page = await portal.person('N. Bakker', `#/scholen/99AD00/${year}/stap-6`)
    const told = page.getByText(
      'De gebruikersbeheerders van het vorige bestuur van Scholengemeenschap De Sluis krijgen die e-\u2060mail ook.',
    )
    await told.waitFor()
    await page.getByRole('link', { name: 'Naar het overzicht van de school' }).click()
    await page.getByRole('button', { name: 'Intrekken' }).click()
    await told.waitFor()
  })

  it('is told who has to do what where its board has no administrator', async () => {
    page = await portal.person('F. Yılmaz')
    await page.route('**/monitorings', async route => {
      const response = await route.fetch()
      const { items } = await response.json()
      items[0].obstacles = ['no-survey-results', 'no-board-administrator']
      await route.fulfill({ response, json: { items } })
    })
    await page.reload()
    await heading('U kunt nu geen toestemming geven').waitFor()
    await page.getByText('heeft nog geen gebruikersbeheerder.').waitFor()
    expect(await page.getByText(/zes stappen|voordat u toestemming geeft/).count()).toBe(0)
    await page.getByText(`Er zijn nog geen onderzoeksresultaten van schooljaar ${year}.`).waitFor()
    await page.goto(`${portal.local.baseUrl}/#/scholen/99AB00/${year}/stap-1`)
    await page.waitForURL(url => url.hash.endsWith(year))
    await heading('U kunt nu geen toestemming geven').waitFor()
    expect(await stepHeading(page, 1).count()).toBe(0)
  })

  it('is only read by an operator', async () => {
    page = await portal.person('R. Kuipers', `#/scholen/99AD00/${year}`)
    await heading('Levering').waitFor()
    expect(await page.getByRole('link', { name: 'Wijzigen' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Intrekken' }).count()).toBe(0)
    await page.goto(`${portal.local.baseUrl}/#/scholen/99AC00/${year}`)
    await page.getByText('Zonder toestemming wordt er niets geleverd.').waitFor()
    await page.getByText('alleen geleverd als het bestuur toestemming geeft').waitFor()
    expect(await page.getByText(/kunt u|u toestemming|uw school|uw bestuur/i).count()).toBe(0)
  })

  it('is told why nothing was delivered', async () => {
    await save(portal, '99AC00', board)
    page = await portal.person('P. Smit')
    await heading('Op dit moment wordt er niets geleverd').waitFor()
    const visser = { role: 'school', name: 'L. Visser', schools: ['99BA00'] }
    await save(portal, '99BA00', visser)
    const faults = Array.from({ length: 20 }, () => ({ kind: 'status', status: 503 }))
    await portal.call('PUT', '/_local/inspectorate/faults', { faults })
    await portal.moveTo('2027-06-01T08:00:00+02:00')
    await page.reload()
    await page
      .getByRole('definition')
      .filter({ hasText: 'Er was geen groep waarin vijf of meer leerlingen de vragenlijst hadden ingevuld.' })
      .waitFor()
    await page
      .getByText('Komen er later meer resultaten? Geef dan opnieuw toestemming, voor een latere datum.')
      .first()
      .waitFor()
  })

  it('sees a delivery that takes a while arrive by itself, and reads what was delivered', async () => {
    page = await portal.person('L. Visser')
    await page.getByText('Levering bezig').waitFor()
    await portal.call('PUT', '/_local/inspectorate/faults', { faults: [] })
    await portal.moveTo('2027-06-02T08:00:00+02:00')
    await page.getByText('De inspectie heeft de gegevens ontvangen.').waitFor()
    const downloading = page.waitForEvent('download')
    await button('Download geleverd rapport (PDF)').click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe(`geleverd-rapport-99BA00-${year}-schoolniveau.pdf`)
    expect((await text(await download.createReadStream())).startsWith('%PDF-')).toBe(true)
  })

  it('went without a fault in the page', async () => {
    page = await portal.visitor()
    expect(portal.faults).toEqual([])
  })
})
