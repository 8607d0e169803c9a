import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sideOfArrow } from './support/layout.ts'
import { routeManySchools } from './support/many-schools.ts'
import {
  clickAgain,
  hasFocus,
  importFile,
  openPortal,
  type Portal,
  press,
  save,
  settled,
  signedBy,
  tabTo,
  terms,
  year,
} from './support/portal.ts'

/** Told in order, by keyboard. */
describe('a board', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
    const conduct = { ...terms.conduct, anonymous: false, notAnonymousReason: 'Tablets van school.' }
    await save(portal, '99AC00', { role: 'school', name: 'P. Smit', schools: ['99AC00'] }, { conduct })
    page = await portal.person('Marieke van Dam')
  })
  afterAll(() => portal?.close())

  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const goTo = async (name: string): Promise<void> => {
    await press(
      page,
      page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name }),
      'Enter',
    )
    await settled(page)
  }
  const names = () => page.locator('tbody th a').allTextContents()

  describe('with its schools', () => {
    it('sees how each stands, and how many stand so', async () => {
      await page.getByRole('heading', { name: 'Uw scholen', exact: true }).waitFor()
      await page.getByText('99001 · Stichting De Vier Windstreken').waitFor()
      const counts = page.getByRole('list', { name: 'Aantal scholen per status' }).getByRole('listitem')
      expect(await counts.allInnerTexts()).toEqual([
        expect.stringMatching(/Nog geen toestemming\s*3 scholen/),
        expect.stringMatching(/Toestemming gegeven\s*1 school/),
      ])
      const given = page.getByRole('row').filter({ hasText: '99AC00' })
      expect(
        (await given.getByRole('cell').allInnerTexts()).map(words => words.replace(/\s+/g, ' ').trim()),
      ).toEqual(['Toestemming gegeven Er wordt nu niets geleverd', 'Schoolniveau', '1 juni 2027'])
    })

    it('sorts them by a column, and the other way', async () => {
      const byName = [
        'De Kade, school voor speciaal onderwijs',
        'Praktijkschool Het Anker',
        'Scholengemeenschap De Sluis',
        'Scholengemeenschap De Vuurtoren',
      ]
      expect(await names()).toEqual(byName)
      await press(page, button('School'), 'Enter')
      expect(await names()).toEqual(byName.toReversed())
      await page.locator('th[aria-sort=descending] button:focus').waitFor()
      // With forced colours too it is an arrowhead: only one of its sides is seen.
      await page.emulateMedia({ forcedColors: 'active' })
      expect(await page.evaluate(sideOfArrow)).toBe('rgba(0, 0, 0, 0)')
      await page.emulateMedia({ forcedColors: 'none' })
      await press(page, button('Status'), 'Enter')
      expect((await names()).at(-1)).toBe('Praktijkschool Het Anker')
      await page.goBack()
      await settled(page)
      expect(await names()).toEqual(byName.toReversed())
    })

    it('searches by name or code, and is told when none is found', async () => {
      await tabTo(page, page.getByLabel('Zoek op naam of code'))
      await page.keyboard.type('99ab')
      await page.getByText('1 van 4 scholen').first().waitFor()
      await page.keyboard.type('zz')
      await page.getByText('Geen school past bij uw zoekopdracht').waitFor()
      await press(page, page.getByRole('link', { name: 'Alle scholen tonen' }), 'Enter')
      await page.getByRole('row').nth(4).waitFor()
    })

    it('filters by status and by what its consents warn of, in an address that leads there again', async () => {
      await page.getByRole('combobox', { name: 'Status' }).selectOption('Toestemming gegeven')
      expect(await names()).toEqual(['Praktijkschool Het Anker'])
      await page.getByRole('combobox', { name: 'Status' }).selectOption('Alle')
      await press(page, page.getByRole('link', { name: 'Er wordt nu niets geleverd: 1 school' }), 'Enter')
      await page.getByText('1 van 4 scholen').first().waitFor()
      await page.reload()
      await page.getByText('1 van 4 scholen').first().waitFor()
      expect(await names()).toEqual(['Praktijkschool Het Anker'])
    })

    it('goes to one and back', async () => {
      await press(page, page.getByRole('link', { name: 'Praktijkschool Het Anker' }), 'Enter')
      await page.getByRole('heading', { name: 'Praktijkschool Het Anker', exact: true }).waitFor()
      await page.goto(`${portal.local.baseUrl}/#/scholen/99AC00/${year}/stap-1`)
      await page.getByText('Overleg daarom eerst in uw bestuur, en met de school').waitFor()
      await press(page, page.getByRole('link', { name: 'Naar het overzicht van de school' }), 'Enter')
      await press(page, page.getByRole('link', { name: 'Uw scholen' }), 'Enter')
      await page.getByRole('heading', { name: 'Uw scholen', exact: true }).waitFor()
    })

    it('downloads them as people read them', async () => {
      const downloading = page.waitForEvent('download')
      await press(page, button(`Download overzicht van alle scholen in ${year} (CSV)`), 'Enter')
      const csv = await text(await (await downloading).createReadStream())
      const [header, ...rows] = csv.split('\r\n')
      expect(header).toMatch(/^Vestigingscode;Vestigingsnaam;Status;/)
      expect(rows[2]).toMatch(/^99AC00;Praktijkschool Het Anker;toestemming gegeven;.*;2027-05-11 14:03;/)
    })

    it('pages through many, and is told what keeps all of them from giving consent', async () => {
      const path = await routeManySchools(page)
      await page.reload()
      await page.getByText('Het bestuur heeft nog geen gebruikersbeheerder.').waitFor()
      await page.getByText('Er is op dit moment geen doorleverdatum beschikbaar.').waitFor()
      expect(await page.getByRole('link', { name: 'Toestemming geven voor meerdere scholen' }).count()).toBe(
        0,
      )
      await press(page, page.getByRole('link', { name: 'Volgende' }), 'Enter')
      await page.getByText('Pagina 2 van 3').waitFor()
      await settled(page)
      expect((await names()).at(0)).toBe('School 26')
      const list = page.getByRole('group', { name: `Scholen in ${year}` })
      expect(await list.evaluate(node => node.scrollWidth - node.clientWidth)).toBe(0)
      await page.getByLabel('Zoek op naam of code').fill('school 6')
      expect(await names()).toEqual(['School 6', 'School 60'])
      await page.unroute(path)
    })

    it('is told that there is no calendar yet', async () => {
      await page.route('**/v1/school-years', route => route.fulfill({ json: { items: [] } }), { times: 1 })
      await page.goto(`${portal.local.baseUrl}/#/besturen/99001`)
      await page.getByText('Er is nog geen schooljaar met een doorleverdatum.').waitFor()
    })
  })

  describe('with its administrators', () => {
    const path = '/v1/boards/99001/administrators'
    const row = (at: number) => page.getByRole('group', { name: `Gebruikersbeheerder ${at}` })
    const saveThem = () => press(page, button('Gebruikersbeheerders opslaan'), 'Enter')

    it('adds one, after being told what is missing', async () => {
      await goTo('Gebruikersbeheerders')
      await page.getByText('99001 · Stichting De Vier Windstreken').waitFor()
      await press(page, button('Voeg een gebruikersbeheerder toe'), 'Enter')
      await page.keyboard.type('Nieuw Persoon')
      await saveThem()
      await page.getByRole('alert').getByText('Wat u heeft ingevuld, is nog niet opgeslagen.').waitFor()
      expect(await page.title()).toMatch(/^Fout: /)
      await row(3).locator('[aria-invalid=true]').and(page.getByLabel('E-mailadres')).waitFor()
      expect(await row(3).getByLabel('Naam').inputValue()).toBe('Nieuw Persoon')
      await tabTo(page, row(3).getByLabel('E-mailadres'))
      const first = row(1)
      await page.keyboard.type(await first.getByLabel('E-mailadres').inputValue())
      await saveThem()
      await page
        .getByRole('link', {
          name: `Gebruikersbeheerder 3: dit e-mailadres staat al bij ${await first.getByLabel('Naam').inputValue()}.`,
        })
        .click()
      expect(await hasFocus(row(3).getByLabel('E-mailadres'))).toBe(true)
      await row(3).getByLabel('E-mailadres').fill('n.persoon@vierwindstreken.example')
      await tabTo(page, page.getByRole('radio', { name: 'Nee' }))
      await page.keyboard.press('ArrowUp')
    })

    it('finds what was typed in another tab, which takes up what is typed here', async () => {
      const other = await page.context().newPage()
      await other.goto(page.url())
      await other.getByRole('button', { name: 'Aanmelden' }).click()
      await other.getByLabel('Naam').nth(2).fill('Nieuw')
      await page.waitForFunction(`document.querySelectorAll('input[type=text]')[2].value === 'Nieuw'`)
      await page.getByText('Dit formulier is ook in een ander tabblad open').waitFor()
      await row(3).getByLabel('Naam').fill('Nieuw Persoon')
      await other.waitForFunction(
        `document.querySelectorAll('input[type=text]')[2].value === 'Nieuw Persoon'`,
      )
      await other.close()
    })

    it('finds what was typed after the page was loaded again', async () => {
      await page.reload()
      await page.getByText('U was hier al begonnen. Uw wijziging is nog niet opgeslagen.').waitFor()
      expect(await row(3).getByLabel('Naam').inputValue()).toBe('Nieuw Persoon')
      expect(await page.getByRole('radio', { name: 'Ja' }).isChecked()).toBe(true)
    })

    it('keeps what was typed where there is no connection, and saves it once', async () => {
      await page.route(`**${path}`, route =>
        route.request().method() === 'PUT' ? route.abort() : route.fallback(),
      )
      await saveThem()
      await page.getByRole('alert').getByText('Wij kregen geen antwoord').waitFor()
      await page.unroute(`**${path}`)
      // The answer to this one is lost.
      await page.route(`**${path}`, async route => {
        if (route.request().method() !== 'PUT') return route.fallback()
        await route.fetch()
        return route.abort()
      })
      await saveThem()
      await page.getByRole('alert').getByText('Wij kregen geen antwoord').waitFor()
      await page.unroute(`**${path}`)
      await saveThem()
      await page.getByText('De gebruikersbeheerders zijn opgeslagen').waitFor()
      expect(await row(3).getByLabel('Naam').inputValue()).toBe('Nieuw Persoon')
      expect(await page.getByRole('radio', { name: 'Ja' }).isChecked()).toBe(true)
    })

    it('sees what somebody else changed meanwhile beside what was typed, and chooses', async () => {
      const other = await signedBy(portal, { role: 'board', name: 'Youssef Amrani', board: '99001' })
      const items = [{ name: 'Youssef Amrani', email: 'y.amrani@vierwindstreken.example' }]
      await press(page, button('Verwijder Marieke van Dam'), 'Enter')
      await portal.call('PUT', path, { items }, other)
      await saveThem()
      const differing = page.getByRole('alert').getByRole('table', { name: 'Wat verschilt' }).getByRole('row')
      await differing.first().waitFor()
      expect((await differing.allInnerTexts()).map(row => row.trim().split(/\s*\t\s*/))).toEqual([
        ['Wat', 'Van de ander', 'Van u'],
        ['Herinneringen', 'Uit', 'Aan'],
        ['n.persoon@vierwindstreken.example', 'Staat er niet in', 'Nieuw Persoon'],
      ])
      expect(await page.title()).not.toMatch(/^Fout/)
      expect(await button('Gebruikersbeheerders opslaan').count()).toBe(0)
      expect(await row(2).getByLabel('Naam').inputValue()).toBe('Nieuw Persoon')
      await press(page, button('De wijziging van de ander houden'), 'Enter')
      await row(2).waitFor({ state: 'detached' })
      expect(await row(1).getByLabel('Naam').inputValue()).toBe('Youssef Amrani')
      expect(await button(/^Verwijder/).count()).toBe(0)
    })

    it('keeps what was typed while the answer was awaited', async () => {
      await page.route(
        `**${path}`,
        async route => {
          if (route.request().method() !== 'PUT') return route.fallback()
          const response = await route.fetch()
          await row(1).getByLabel('Naam').fill('Youssef Amrani MA')
          return route.fulfill({ response })
        },
        { times: 1 },
      )
      await row(1).getByLabel('Naam').fill('Youssef Amrani BA')
      await saveThem()
      await page.getByText('Wat u daarna heeft gewijzigd, is nog niet opgeslagen.').waitFor()
      expect(await row(1).getByLabel('Naam').inputValue()).toBe('Youssef Amrani MA')
      await saveThem()
      await page.getByRole('status').getByText('De gebruikersbeheerders zijn opgeslagen').waitFor()
    })

    it('is not told any more of what was saved before, where something is wrong now', async () => {
      await row(1).getByLabel('Naam').fill('Youssef Amrani MSc')
      await saveThem()
      const saved = page.getByText('De gebruikersbeheerders zijn opgeslagen')
      await saved.waitFor()
      await row(1).getByLabel('Naam').fill('')
      await saveThem()
      await page.getByRole('alert').getByText('vul een naam in.').waitFor()
      expect(await saved.count()).toBe(0)
      await press(page, button('Gebruikersbeheerders opslaan'), 'Enter')
      await page.reload()
      await press(page, button('Mijn wijziging wissen'), 'Enter')
      await page.getByText('U was hier al begonnen').waitFor({ state: 'detached' })
      expect(await row(1).getByLabel('Naam').inputValue()).toBe('Youssef Amrani MSc')
    })

    it('can have ten at most', async () => {
      for (let at = 2; at <= 10; at += 1)
        await press(page, button('Voeg een gebruikersbeheerder toe'), 'Enter')
      expect(await button('Voeg een gebruikersbeheerder toe').count()).toBe(0)
    })

    it('takes one away by a double click, and not the next as well', async () => {
      await button('Verwijder gebruikersbeheerder 9').click()
      await clickAgain(page, button('Verwijder gebruikersbeheerder 9'))
      await row(9).waitFor()
    })
  })

  describe('with consent for several schools in one go', () => {
    const consentOf = (schoolId: string) => `/v1/schools/${schoolId}/monitorings/${year}/consent`
    const marieke = { role: 'board', name: 'Marieke van Dam', board: '99001' }
    const read = async (schoolId: string) =>
      (await portal.call('GET', consentOf(schoolId), undefined, await signedBy(portal, marieke))) as {
        version: number
        level: string
        deliveryDate: string
        conduct: { surveyedGroup: string }
      }
    const fresh = () =>
      page.getByRole('table', { name: 'Deze scholen krijgen toestemming' }).getByRole('rowheader')
    const goOn = () => press(page, button('Volgende stap'), 'Enter')
    const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    const tickIt = (name: string | RegExp) => press(page, page.getByRole('checkbox', { name }), 'Space')
    /** Arrow keys go from one choice to the other, and choose. */
    const choose = async (question: RegExp, answer: string | RegExp): Promise<void> => {
      await tabTo(page, page.getByRole('radiogroup', { name: question }).getByRole('radio').first())
      await page.keyboard.press('Space')
      const wanted = page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: answer })
      while (!(await wanted.isChecked())) await page.keyboard.press('ArrowDown')
    }
    const write = async (question: RegExp, words: string): Promise<void> => {
      await tabTo(page, page.getByRole('textbox', { name: question }))
      await page.keyboard.type(words)
    }

    it('chooses among those that can, and is told why others cannot', async () => {
      const operator = await signedBy(portal, { role: 'operator', name: 'Beheer' })
      await importFile(portal, operator, 'schools', [
        'BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;SECTOR',
        '99001;Stichting De Vier Windstreken;99AE00;De Kust;Goes;VO',
      ])
      await importFile(portal, operator, 'respondents', [
        'VESTIGINGSCODE;SCHOOLJAAR;VRAGENLIJST;ONDERWIJSSOORT;LEERJAAR;V1;V2;V3;A1;A2;A3;A4;A5;W1;W2;W3',
        ...Array(8).fill(`99AC00;${year};LTO-VO;PRO;3;4;5;4;5;4;5;4;5;4;5;4`),
      ])
      await goTo('Scholen')
      const told = Promise.withResolvers<void>()
      const last = `**/99AD00/monitorings/${year}`
      await page.route(last, async route => {
        await told.promise
        await route.continue()
      })
      await press(page, page.getByRole('link', { name: 'Toestemming geven voor meerdere scholen' }), 'Enter')
      await page.getByRole('status').getByText('3 van 4 scholen opgehaald').waitFor()
      told.resolve()
      await heading('Scholen kiezen')
      await page.unroute(last)
      const closed = page.getByRole('table', { name: 'Scholen die nu niet kunnen meedoen' })
      await closed.getByRole('row', { name: /De Kust.*Geen onderzoeksresultaten/ }).waitFor()
      await goOn()
      await page.getByRole('alert').getByText('Kies minstens één school.').waitFor()
      await press(page, button('Alle scholen kiezen die nog geen toestemming gaven'), 'Enter')
      expect(await page.getByRole('alert').count()).toBe(0)
      expect(await page.title()).not.toMatch(/^Fout/)
      expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(3)
      await page.getByText('3 scholen gekozen').waitFor()
      await tickIt(/Het Anker.*toestemming gegeven voor 1 juni 2027; daarna kwamen er nieuwe cijfers/)
      await button('Volgende stap').click()
    })

    it('is told for which schools a level cannot be chosen', async () => {
      await heading('Akkoord, niveau en datum')
      await page.getByText('Dit niveau kan niet voor De Kade, school voor speciaal onderwijs.').waitFor()
      await clickAgain(page, button('Volgende stap'))
      expect(await page.getByRole('alert').getByText('Kies een niveau.').count()).toBe(0)
      await goOn()
      await page.getByRole('alert').getByText('Kies een niveau.').waitFor()
      await tickIt(/het bevoegd gezag/)
      await choose(/welk niveau/, 'Schoolniveau')
      await choose(/welke datum/, '1 juli 2027')
      await goOn()
    })

    it('answers the questions on the survey once, and checks it all', async () => {
      await heading('Afname')
      await choose(/representatieve groep/, 'Ja')
      await write(/Welke groep/, 'Alle leerlingen van leerjaar 1 en 2.')
      await choose(/anoniem/, 'Ja')
      await tickIt(/akkoord/)
      await goOn()
      await heading('Controle')
      expect(await fresh().allTextContents()).toEqual([
        'Scholengemeenschap De Vuurtoren',
        'Scholengemeenschap De Sluis',
      ])
      await page.getByRole('heading', { name: 'Deze toestemmingen worden vervangen' }).waitFor()
      await page.getByText('Na de toestemming kwamen er nieuwe.').waitFor()
      const changes = page.getByRole('table', { name: 'Wat verandert voor Praktijkschool Het Anker' })
      expect((await changes.getByRole('row').allInnerTexts()).map(row => row.trim())).toEqual([
        'Vraag\tNu\tWordt',
        'Doorleverdatum\t1 juni 2027\t1 juli 2027',
        'Welke groep is bevraagd en waarom\tAlle leerlingen.\tAlle leerlingen van leerjaar 1 en 2.',
        'Anoniem ingevuld\tNee\tJa',
        'Waarom niet anoniem\tTablets van school.\tNiet ingevuld',
      ])
      await page.getByText('Niet voor De Kade, school voor speciaal onderwijs').waitFor()
      await page.getByRole('definition').getByText('Alle leerlingen van leerjaar 1 en 2.').waitFor()
    })

    it('goes back with all answers kept', async () => {
      await page.goBack()
      await heading('Afname')
      expect(await page.getByRole('textbox', { name: /Welke groep/ }).inputValue()).toMatch(/leerjaar 1 en 2/)
      await page.goForward()
      await heading('Controle')
    })

    it('finds them again at the same step after another page, and after it was loaded again', async () => {
      const begun = page.getByText('U was hier al begonnen. Uw antwoorden zijn nog niet opgeslagen.')
      await goTo('Scholen')
      await press(page, page.getByRole('link', { name: 'Toestemming geven voor meerdere scholen' }), 'Enter')
      await begun.waitFor()
      await heading('Controle')
      await page.reload()
      await begun.waitFor()
      await heading('Controle')
      await page.waitForURL(/toestemmingen\/controle$/)
      expect(await fresh().count()).toBe(2)
      for (const answer of ['Schoolniveau', '1 juli 2027', 'Alle leerlingen van leerjaar 1 en 2.'])
        await page.getByRole('definition').getByText(answer, { exact: true }).waitFor()
    })

    it('saves each on its own, and is told which failed and why', async () => {
      await save(portal, '99AC00', { role: 'school', name: 'P. Smit', schools: ['99AC00'] }, {}, 2)
      // What was chosen before that is still held against it.
      await page.reload()
      await heading('Controle')
      // One answer is lost on its way back.
      await page.route(
        `**${consentOf('99AD00')}`,
        async route => {
          await route.fetch()
          await route.abort()
        },
        { times: 1 },
      )
      await press(page, button('Toestemming opslaan voor 3 scholen'), 'Enter')
      await page.getByRole('heading', { name: 'Voor 2 scholen is de toestemming niet opgeslagen' }).waitFor()
      await page.getByText('1 van 3 toestemmingen opgeslagen').waitFor()
      await page.getByRole('row', { name: /De Vuurtoren.*Opgeslagen/ }).waitFor()
      await page.getByRole('row', { name: /De Sluis.*Nog niet zeker\. Wij kregen geen antwoord/ }).waitFor()
      const link = page
        .getByRole('row', { name: /Het Anker.*Niet opgeslagen\. .*: intussen heeft iemand anders/ })
        .getByRole('link')
      expect(await link.getAttribute('href')).toBe(`#/scholen/99AC00/${year}/stap-6`)
    })

    it('saves those that failed once more, and none twice', async () => {
      await press(page, button('Opnieuw opslaan voor 1 school'), 'Enter')
      await page.getByRole('heading', { name: 'Voor 1 school is de toestemming niet opgeslagen' }).waitFor()
      await page.getByRole('row', { name: /De Sluis.*Opgeslagen/ }).waitFor()
      expect(await page.getByRole('button', { name: /Opnieuw opslaan/ }).count()).toBe(0)
      expect(await read('99AD00')).toMatchObject({
        version: 1,
        level: 'school',
        deliveryDate: '2027-07-01',
        conduct: { surveyedGroup: 'Alle leerlingen van leerjaar 1 en 2.' },
      })
      expect((await read('99AA00')).version).toBe(1)
      expect(await read('99AC00')).toMatchObject({ version: 3, deliveryDate: '2027-06-01' })
    })

    it('finds what was not saved at the school, beside what somebody else saved', async () => {
      await press(page, page.getByRole('link', { name: 'Naar de school' }), 'Enter')
      await page.getByText(/heeft intussen andere antwoorden opgeslagen/).waitFor()
    })

    it('can begin anew', async () => {
      await importFile(portal, await signedBy(portal, { role: 'operator', name: 'Beheer' }), 'respondents', [
        'VESTIGINGSCODE;SCHOOLJAAR;VRAGENLIJST;ONDERWIJSSOORT;LEERJAAR;V1;V2;V3;A1;A2;A3;A4;A5;W1;W2;W3',
        ...Array(4).fill(`99AE00;${year};LTO-VO;HAVO;3;4;5;4;5;4;5;4;5;4;5;4`),
      ])
      await page.goto(`${portal.local.baseUrl}/#/besturen/99001/${year}/toestemmingen`)
      await heading('Scholen kiezen')
      await tickIt(/De Vuurtoren/)
      const other = await page.context().newPage()
      await other.goto(page.url())
      await other.getByRole('button', { name: 'Aanmelden' }).click()
      await other.getByRole('checkbox', { name: /De Kade/ }).check()
      await page.locator('input:checked').nth(1).waitFor()
      await page.getByText('Dit formulier is ook in een ander tabblad open').waitFor()
      await other.close()
      await page.reload()
      await press(page, button('Mijn antwoorden wissen'), 'Enter')
      await page.getByText('U was hier al begonnen').waitFor({ state: 'detached' })
      expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    })

    it('answers them per school where they differ, and is told when all are saved', async () => {
      await tickIt(/De Vuurtoren/)
      await tickIt(/De Kade/)
      await tickIt(/De Kust/)
      await goOn()
      await heading('Akkoord, niveau en datum')
      await tickIt(/het bevoegd gezag/)
      await choose(/welk niveau/, 'Onderwijssoortniveau')
      await choose(/welke datum/, '1 juni 2027')
      await goOn()
      await heading('Afname')
      await choose(/op dezelfde manier/, /per school/)
      await tickIt(/akkoord/)
      await goOn()
      for (const school of [
        'Scholengemeenschap De Vuurtoren',
        'De Kade, school voor speciaal onderwijs',
        'De Kust',
      ]) {
        await heading(`Afname op ${school}`)
        await choose(/representatieve groep/, 'Ja')
        await write(/Welke groep/, `Leerlingen van ${school}.`)
        await choose(/anoniem/, 'Ja')
        await goOn()
      }
      await heading('Controle')
      await page
        .getByRole('row', { name: /De Kust.*Van deze school wordt nu niets geleverd: geen groep van vijf/ })
        .waitFor()
      await press(page, button('Toestemming opslaan voor 3 scholen'), 'Enter')
      await page.getByRole('heading', { name: 'De toestemming is opgeslagen voor 3 scholen' }).waitFor()
      expect((await read('99AA00')).conduct.surveyedGroup).toBe(
        'Leerlingen van Scholengemeenschap De Vuurtoren.',
      )
      expect((await read('99AB00')).conduct.surveyedGroup).toMatch(/De Kade/)
      await press(page, page.getByRole('link', { name: 'Naar het overzicht' }), 'Enter')
      await page.getByRole('heading', { name: 'Uw scholen', exact: true }).waitFor()
    })
  })

  it('went without a fault in the page', () => {
    expect(portal.faults).toEqual([])
  })
})
