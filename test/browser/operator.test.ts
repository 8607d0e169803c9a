import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPortal, type Portal, press, save, settled, signedBy, tabTo, year } from './support/portal.ts'

const kade = { role: 'school', name: 'F. Yılmaz', schools: ['99AB00'] }

/** Told in order, by keyboard. */
describe('an operator', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
    page = await portal.person('R. Kuipers')
  })
  afterAll(() => portal?.close())

  const heading = (name: string) => page.getByRole('heading', { name, exact: true })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const goTo = async (name: string): Promise<void> => {
    const link = page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name })
    await press(page, link, 'Enter')
    await link.and(page.locator('[aria-current=page]')).waitFor()
    await settled(page)
  }
  const type = async (field: string, words: string): Promise<void> => {
    await tabTo(page, page.getByLabel(field).last())
    await page.keyboard.type(words)
  }

  describe('of the service', () => {
    it('sees that it keeps up', async () => {
      await heading('Status van de dienst').waitFor()
      await page.getByText('Alles wordt op tijd verwerkt.').waitFor()
    })

    it('sees what is late or set aside', async () => {
      const health = {
        lastSweptAt: '2027-05-11T12:00:00Z',
        openEffects: 3,
        openDeliveries: 1,
        setAside: 2,
        mailSeconds: 900,
        deliverySeconds: 10_800,
        caughtUp: false,
      }
      await page.route('**/v1/health', route => route.fulfill({ json: health }), { times: 1 })
      await page.reload()
      await page.getByText('Een e-mail aan een bestuur wacht al 15 minuten.').waitFor()
      await page.getByText('Een levering is 3 uur te laat.').waitFor()
      await page.getByText('2 keer is een e-mail of levering blijven liggen').waitFor()
      await page.getByText('De gegevens zijn teruggezet en nog niet bijgewerkt.').waitFor()
    })

    it('sees how many deliveries failed, also where those cannot be read', async () => {
      const lists = '**/v1/deliveries?*'
      const items = Array(100).fill({})
      await page.route(lists, route => route.fulfill({ json: { items, nextCursor: 'next' } }))
      await page.reload()
      await page.getByRole('link', { name: 'Mislukte leveringen: meer dan 100' }).waitFor()
      await page.unroute(lists)
      await page.route(lists, route => route.abort())
      await page.reload()
      await page.getByText('De mislukte leveringen konden niet worden opgehaald.').waitFor()
      await page.getByText('Laatste controle').waitFor()
      await page.unroute(lists)
    })
  })

  describe('of the calendar', () => {
    it('adds a delivery window, after being told what is missing', async () => {
      await goTo('Kalender')
      await press(page, page.getByRole('link', { name: year }), 'Enter')
      await heading(`Leverperioden van ${year}`).waitFor()
      await press(page, button('Voeg een leverperiode toe'), 'Enter')
      await press(page, button('Leverperioden opslaan'), 'Enter')
      await page.getByRole('alert').getByText('Wat u heeft ingevuld, is nog niet opgeslagen.').waitFor()
      await press(page, button('Verwijder leverperiode 3'), 'Enter')
      expect(await page.getByRole('alert').count()).toBe(0)
      await press(page, button('Voeg een leverperiode toe'), 'Enter')
      const window = page.getByRole('group', { name: 'Leverperiode 3' })
      await window.getByLabel('Eerste dag').fill('2027-09-01')
      await window.getByLabel('Laatste dag').fill('2027-09-10')
      await tabTo(page, window.getByRole('radio', { checked: true }))
      await page.keyboard.press('ArrowDown')
    })

    it('is told what somebody else changed meanwhile, and saves over it', async () => {
      const operator = await signedBy(portal, { role: 'operator', name: 'Beheer' })
      const deliveryWindows = [{ fromDate: '2027-06-15', untilDate: '2027-06-15', eligibility: 'all' }]
      await portal.call('PUT', `/v1/school-years/${year}`, { deliveryWindows }, operator)
      await press(page, button('Leverperioden opslaan'), 'Enter')
      const alert = page.getByRole('alert')
      await alert.getByRole('row', { name: '15 juni 2027 Alle scholen Staat er niet in' }).waitFor()
      expect(await button('Leverperioden opslaan').count()).toBe(0)
      expect(await page.getByLabel('Eerste dag').last().inputValue()).toBe('2027-09-01')
      await press(page, button('Mijn wijziging opslaan'), 'Enter')
      await page.getByText(`De leverperioden van ${year} zijn opgeslagen`).waitFor()
      const windows = page.getByRole('group', { name: /^Leverperiode/ })
      expect(await windows.count()).toBe(3)
      expect(await windows.last().getByRole('radio', { checked: true }).inputValue()).toBe('not-delivered')
    })

    it('takes a window away', async () => {
      await press(page, button('Verwijder leverperiode 3'), 'Enter')
      await press(page, button('Leverperioden opslaan'), 'Enter')
      await page.getByText(`De leverperioden van ${year} zijn opgeslagen`).waitFor()
      expect(await page.getByRole('group', { name: /^Leverperiode/ }).count()).toBe(2)
    })

    it('opens another school year, where it is one', async () => {
      await goTo('Kalender')
      await type('Schooljaar', '2027-2029')
      await page.keyboard.press('Enter')
      await page.getByText('Vul een schooljaar in zoals 2027-2028').waitFor()
      await page.getByRole('textbox', { name: 'Schooljaar' }).fill('2027-2028')
      await page.keyboard.press('Enter')
      await heading('Leverperioden van 2027-2028').waitFor()
      await page.getByText('Er zijn nog geen leverperioden.').waitFor()
      expect(await page.getByText('Alle velden zijn verplicht.').count()).toBe(0)
    })
  })

  describe('of files', () => {
    const schools = (...rows: string[]) =>
      [
        'BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;SECTOR',
        ...rows,
      ].join('\n')
    const choose = async (content: string): Promise<void> => {
      await tabTo(page, page.getByRole('radio').first())
      await page.keyboard.press('Space')
      await page
        .getByLabel('Welk bestand wilt u insturen?')
        .setInputFiles({ name: 'scholen.csv', mimeType: 'text/csv', buffer: Buffer.from(content) })
    }
    const another = () => press(page, page.getByRole('link', { name: 'Nog een bestand insturen' }), 'Enter')

    it('is told what is not chosen yet', async () => {
      await goTo('Bestanden')
      await press(page, button('Bestand insturen'), 'Enter')
      await page.getByRole('alert').getByText('Er is nog niets ingestuurd.').waitFor()
      await page.getByText('Kopregel: VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN').waitFor()
    })

    it('reads what is wrong with a file, line by line, and downloads it', async () => {
      await choose(schools('99001;;99AA0;Nergens;Nergens;XX', '99001;Windstreken;99AE00;De Kust;Goes;VO'))
      await press(page, button('Bestand insturen'), 'Enter')
      const outcome = page.getByRole('main').getByText('Het bestand is afgekeurd. Er is niets gewijzigd.')
      await outcome.and(page.locator(':focus *')).waitFor()
      expect(await page.getByText('Scholen in het bestand').count()).toBe(0)
      expect(await button('Bestand insturen').count()).toBe(0)
      await page.getByText('Scholen en besturen (scholen.csv)').waitFor()
      await page.waitForURL(/#\/beheer\/bestanden\/.+/)
      const faults = page.getByRole('table', { name: 'Fouten in het bestand' })
      expect(await faults.getByRole('rowheader').allInnerTexts()).toEqual(Array(3).fill('Regel 2'))
      await faults.getByRole('cell', { name: 'VESTIGINGSCODE', exact: true }).waitFor()
      const downloading = page.waitForEvent('download')
      await press(page, button('Download fouten (CSV)'), 'Enter')
      const csv = await text(await (await downloading).createReadStream())
      expect(csv.split('\r\n').map(line => line.split(';').slice(0, 2).join(';'))).toEqual([
        'Regel;Kolom',
        '2;BEVOEGD GEZAG NAAM',
        '2;VESTIGINGSCODE',
        '2;SECTOR',
        '',
      ])
    })

    it('sees what a file brought and left, also when the page is loaded again', async () => {
      await another()
      await choose(schools('99001;Stichting De Vier Windstreken;99AE00;De Kust;Goes;VO'))
      await press(page, button('Bestand insturen'), 'Enter')
      await page.getByText('Het bestand is verwerkt.').first().waitFor()
      await page.reload()
      const told = page.getByText('Het bestand is verwerkt.').first().locator('..')
      await told.getByText('1 school is toegevoegd of bijgewerkt, met 1 regel uit het bestand.').waitFor()
      await told.getByText('Scholen die er niet in staan, zijn gebleven zoals ze waren.').waitFor()
    })

    it.each([
      [
        'administrators',
        '5 gebruikersbeheerders zijn ingelezen. Wie daarvoor bij die besturen stond, en niet in het bestand staat, is vervallen.',
      ],
      ['pupils', 'Van 2 scholen zijn de leerlingaantallen vervangen, met 5 regels uit het bestand.'],
      [
        'respondents',
        'Van 2 scholen zijn de resultaten van de vragenlijst vervangen, met 5 regels uit het bestand.',
      ],
    ])('is told what a file of %s replaced', async (kind, told) => {
      const json = { importId: 'a', kind, status: 'applied', rows: 5, schools: 2, errorCount: 0, errors: [] }
      await page.route('**/v1/imports/*', route => route.fulfill({ json }))
      await page.reload()
      await page.getByText(told).waitFor()
      await page.unroute('**/v1/imports/*')
    })

    it('is not told that nothing was changed by a file that was given up', async () => {
      const errors = [
        { line: null, column: null, code: 'given-up', detail: 'Mogelijk is een deel toegepast.' },
      ]
      const json = {
        importId: 'a',
        kind: 'administrators',
        status: 'rejected',
        rows: 0,
        schools: 0,
        errorCount: 1,
        errors,
      }
      await page.route('**/v1/imports/*', route => route.fulfill({ json }))
      await page.reload()
      await page.getByText('De verwerking van het bestand is afgebroken.').first().waitFor()
      expect(await page.getByText('Er is niets gewijzigd.').count()).toBe(0)
      await page.unroute('**/v1/imports/*')
    })

    it('is told that a file did not arrive, and sends it once more', async () => {
      await another()
      await page.route('**/*', route =>
        route.request().method() === 'PUT' ? route.abort() : route.fallback(),
      )
      await choose(schools('99001;Stichting De Vier Windstreken;99AE00;De Kust;Goes;VO'))
      await press(page, button('Bestand insturen'), 'Enter')
      await page.getByText('Er is geen verbinding').waitFor()
      await page.unroute('**/*')
      await press(page, button('Bestand insturen'), 'Enter')
      await page.getByText('Het bestand is verwerkt.').first().waitFor()
    })

    it('sends a file in once by two clicks, and by no click something that came in its place', async () => {
      await another()
      await choose(schools('99001;Stichting De Vier Windstreken;99AE00;De Kust;Goes;VO'))
      const sent: string[] = []
      page.on('request', request => request.method() === 'POST' && sent.push(request.url()))
      const arrived = Promise.withResolvers<void>()
      await page.route('**/v1/imports', async route => {
        await arrived.promise
        await route.continue()
      })
      await button('Bestand insturen').hover()
      const place = await button('Bestand insturen').boundingBox()
      await button('Bestand insturen').click()
      expect(await button('Bezig met insturen…').boundingBox()).toMatchObject({ y: place?.y })
      // Too late for a double click.
      await page.mouse.down()
      await page.mouse.up()
      arrived.resolve()
      await page.getByText('Het bestand is verwerkt.').first().waitFor()
      expect(sent).toHaveLength(1)
      expect(await page.getByRole('radio').count()).toBe(0)
      await page.unroute('**/v1/imports')
    })
  })

  describe('of schools', () => {
    it('sees where each stands in a school year, and narrows them down to a status', async () => {
      await goTo('Scholen')
      await page
        .getByRole('row', {
          name: 'Scholengemeenschap De Sluis 99AD00 Stichting De Vier Windstreken 99001 VO Nog geen toestemming –',
        })
        .waitFor()
      await page.getByLabel('Status').selectOption('Geleverd')
      await press(page, button('Scholen tonen'), 'Enter')
      await page.getByText('Geen school past bij uw zoekopdracht en de gekozen status.').waitFor()
      expect(await page.getByRole('link', { name: year }).getAttribute('aria-current')).toBe('page')
    })

    it('finds one by its name, and reads who administers its board', async () => {
      await goTo('Scholen')
      await type('Zoek op naam of code', 'sluis')
      await page.keyboard.press('Enter')
      await page.waitForURL(/zoek=sluis/)
      await page.getByRole('row').nth(2).waitFor({ state: 'detached' })
      expect(await page.getByRole('row').count()).toBe(2)
      await press(page, page.getByRole('link', { name: 'Scholengemeenschap De Sluis' }), 'Enter')
      await heading('Scholengemeenschap De Sluis').waitFor()
      await page.getByText('Nog geen toestemming').first().waitFor()
      expect(await page.getByRole('link', { name: /stap 1/ }).count()).toBe(0)
      await page.goBack()
      await press(page, page.getByRole('link', { name: 'Stichting De Vier Windstreken' }), 'Enter')
      await heading('Scholen van het bestuur').waitFor()
      await press(page, page.getByRole('link', { name: 'Gebruikersbeheerders' }), 'Enter')
      await page.getByRole('cell', { name: 'm.vandam@vierwindstreken.example' }).waitFor()
      expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0)
    })

    it('goes on to the next of many, and is told when that cannot be had', async () => {
      const item = (at: number) => ({
        schoolId: `00AA${at}`,
        schoolName: `School ${at}`,
        boardId: '99001',
        boardName: 'Bestuur',
        sector: 'PO',
      })
      await page.route('**/v1/schools**', route =>
        route.fulfill(
          route.request().url().includes('cursor=')
            ? { json: { items: [item(12), item(13)], nextCursor: null } }
            : { json: { items: [item(10), item(11)], nextCursor: 'next' } },
        ),
      )
      await goTo('Scholen')
      await page.route('**/cursor=**', route => route.abort(), { times: 1 })
      await press(page, button('Meer tonen'), 'Enter')
      await page.getByRole('link', { name: 'School 12' }).and(page.locator(':focus')).waitFor()
      expect(await page.getByRole('row').count()).toBe(5)
      expect(await button('Meer tonen').count()).toBe(0)
      await page.unroute('**/v1/schools**')
    })
  })

  describe('of deliveries', () => {
    it('sees which failed, also when a later school year is in the calendar', async () => {
      await save(portal, '99AB00', kade, { level: 'education-type', deliveryDate: '2027-06-01' })
      await portal.call('PUT', '/_local/inspectorate/faults', { faults: [{ kind: 'status', status: 422 }] })
      await portal.moveTo('2027-06-01T09:00:00+02:00')
      const operator = await signedBy(portal, { role: 'operator', name: 'Beheer' })
      const deliveryWindows = [{ fromDate: '2028-06-01', untilDate: '2028-06-01', eligibility: 'all' }]
      await portal.call('PUT', '/v1/school-years/2027-2028', { deliveryWindows }, operator)
      await goTo('Status van de dienst')
      expect(await page.getByText('Alles wordt op tijd verwerkt.').count()).toBe(0)
      await press(page, page.getByRole('link', { name: 'Mislukte leveringen: 1' }), 'Enter')
      await heading('Leveringen').waitFor()
      await page.getByRole('row').filter({ hasText: 'De Kade' }).getByText('Mislukt').waitFor()
    })

    it('has a failed one tried again, after being asked, and sees it arrive', async () => {
      const retry = button(/^Opnieuw leveren: De Kade/)
      await press(page, retry, 'Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      await press(page, dialog.getByRole('button', { name: 'Niet leveren' }), 'Enter')
      expect(await dialog.isVisible()).toBe(false)
      await press(page, retry, 'Enter')
      await press(page, dialog.getByRole('button', { name: 'Opnieuw leveren' }), 'Enter')
      const cells = page.getByRole('row').filter({ hasText: 'De Kade' }).getByRole('cell')
      await cells.getByText('Geleverd').waitFor()
      expect(await cells.nth(3).textContent()).toMatch(/^1 juni 2027 om /)
      expect(await cells.last().textContent()).toBe('2')
      expect(await retry.count()).toBe(0)
      const { items } = (await portal.call('GET', '/_local/inspectorate/deliveries')) as { items: unknown[] }
      expect(items.length).toBe(1)
    })

    it('narrows them down to a status that none has', async () => {
      await page.getByLabel('Schooljaar').selectOption(year)
      await page.getByLabel('Status').selectOption('Niets geleverd')
      await press(page, button('Leveringen tonen'), 'Enter')
      await page.getByText('Er zijn geen leveringen die hierbij passen.').waitFor()
      await page.waitForURL(url =>
        url.href.includes(`#/beheer/leveringen?schooljaar=${year}&status=nothing-to-deliver`),
      )
    })
  })

  it('went without a fault in the page', () => {
    expect(portal.faults).toEqual([])
  })
})
