import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  answerAllButTheDate,
  openPortal,
  type Portal,
  save,
  saveConsent,
  signedBy,
  stepHeading,
  tickBoth,
  toStep,
  vuurtoren,
  withdraw,
  year,
} from './support/portal.ts'

const school = { role: 'school', name: 'A. de Jong', schools: [vuurtoren] }
const board = { role: 'board', name: 'Marieke van Dam', board: '99001' }
const module = `/v1/schools/${vuurtoren}/monitorings/${year}`
const overview = `#/scholen/${vuurtoren}/${year}`

/** One school year: each test begins a consent, and what one saves the next finds. */
describe('what somebody fills in', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
  })
  afterAll(() => portal?.close())
  afterEach(() => page.context().close())

  const asked = async <Shape>(path: string): Promise<Shape> =>
    (await portal.call('GET', path, undefined, await signedBy(portal, school))) as Shape
  const consent = () =>
    asked<{ version: number; level: string; conduct: { surveyedGroup: string } }>(`${module}/consent`)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const alert = () => page.getByRole('alert')
  const drafts = () => page.evaluate(() => Object.keys(localStorage))
  const surveyed = () => page.getByRole('textbox', { name: /Welke groep/ })

  /** Fills in everything, up to the last check. */
  const fillIn = async (group = 'Leerjaar 1 en 2.') => {
    await answerAllButTheDate(page)
    await page.getByRole('radio', { name: '1 juli 2027' }).check()
    await toStep(page, 5)
    await surveyed().fill(group)
    await toStep(page, 6)
  }
  const begin = async (group?: string) => {
    page = await portal.person('A. de Jong')
    await fillIn(group)
  }
  const expectFilledIn = async (group = 'Leerjaar 1 en 2.') => {
    await stepHeading(page, 6).waitFor()
    await page.getByRole('definition').filter({ hasText: group }).waitFor()
    expect(await page.getByText('Nog niet ingevuld').count()).toBe(0)
  }

  it('is there when the page is loaded again, at the same step, ticks and unasked reasons included', async () => {
    await begin()
    await toStep(page, 5)
    await page
      .getByRole('radiogroup', { name: /anoniem/ })
      .getByLabel('Nee')
      .check()
    await page.getByRole('textbox', { name: /de reden/ }).fill('Zij logden in.')
    await page
      .getByRole('radiogroup', { name: /anoniem/ })
      .getByLabel('Ja')
      .check()
    await surveyed().fill('Leerjaar 1.')
    await page.reload()
    await stepHeading(page, 5).waitFor()
    expect(await surveyed().inputValue()).toBe('Leerjaar 1.')
    expect(await page.getByRole('checkbox').isChecked()).toBe(true)
    await page
      .getByRole('radiogroup', { name: /anoniem/ })
      .getByLabel('Nee')
      .check()
    expect(await page.getByRole('textbox', { name: /de reden/ }).inputValue()).toBe('Zij logden in.')
    expect(page.url()).not.toContain('Leerjaar')
  })

  it('is there after going back and forward, also to another screen', async () => {
    await begin()
    await page.goBack()
    await stepHeading(page, 5).waitFor()
    await page.getByRole('link', { name: 'Naar het overzicht van de school' }).click()
    await page.getByText('U heeft antwoorden ingevuld die nog niet zijn opgeslagen').waitFor()
    await page.goBack()
    await stepHeading(page, 5).waitFor()
    expect(await surveyed().inputValue()).toBe('Leerjaar 1 en 2.')
    await toStep(page, 6)
    await expectFilledIn()
  })

  it('is there as long as the page, in a browser that has no room for it', async () => {
    page = await portal.person('A. de Jong')
    await page.evaluate(() => {
      for (let size = 2 ** 22; size >= 1; size /= 2)
        try {
          for (let part = 0; ; part += 1) localStorage.setItem(`${size}-${part}`, 'x'.repeat(size))
        } catch {}
    })
    await fillIn()
    await page.getByRole('link', { name: 'Naar het overzicht van de school' }).click()
    await page.getByText('U heeft antwoorden ingevuld').waitFor()
    await page.goBack()
    await expectFilledIn()
  })

  it('is there after a session that ended, and is nobody else’s', async () => {
    await begin()
    await page.route('**/_local/issuer/token', route =>
      route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
    )
    await page.route('**/consent', route => route.fulfill({ status: 401, json: {} }))
    await button('Toestemming opslaan').click()
    await alert().getByText('Uw sessie is afgelopen').waitFor()
    await page.unrouteAll()
    await page.request.get(`${portal.local.baseUrl}/_local/issuer/end_session`)
    await alert().getByRole('button', { name: 'Opnieuw aanmelden' }).click()
    await page.getByRole('link', { name: 'S. Willems' }).click()
    await stepHeading(page, 6).waitFor()
    expect(await page.getByText('Nog niet ingevuld').count()).toBeGreaterThan(4)
    await button('Afmelden').click()
    await button('Aanmelden').click()
    await page.getByRole('link', { name: 'A. de Jong' }).click()
    await page.getByRole('link', { name: 'Verder met invullen' }).click()
    await expectFilledIn()
  })

  it('goes when its person signs out, who is warned first', async () => {
    await begin()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: 'Aanmelden' }).click()
    await other.getByText('Scholengemeenschap De Vuurtoren').first().waitFor()
    await button('Afmelden').click()
    const dialog = page.getByRole('dialog', { name: 'Afmelden?' })
    await dialog.getByText('die nog niet zijn opgeslagen').waitFor()
    await dialog.getByRole('button', { name: 'Niet afmelden' }).click()
    expect(await dialog.count()).toBe(0)
    await expectFilledIn()
    await button('Afmelden').click()
    await dialog.getByRole('button', { name: 'Afmelden en antwoorden wissen' }).click()
    await button('Aanmelden').waitFor()
    expect(await drafts()).toEqual([])
    // Nothing of it is left in another tab.
    await other.getByRole('button', { name: 'Aanmelden' }).waitFor()
    expect(await other.getByText(/Vuurtoren|A\. de Jong/).count()).toBe(0)
  })

  it('is one draft in two tabs, each of which takes up what is typed in the other', async () => {
    page = await portal.person('A. de Jong')
    await answerAllButTheDate(page)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: 'Aanmelden' }).click()
    await toStep(other, 5)
    await page.getByRole('radio', { name: '1 juli 2027' }).check()
    await other.getByRole('textbox', { name: /Welke groep/ }).fill('Leerjaar 2, in tab 2.')
    await page.reload()
    await stepHeading(page, 4).waitFor()
    expect(await page.getByRole('radio', { name: '1 juli 2027' }).isChecked()).toBe(true)
    await other.getByRole('textbox', { name: /Welke groep/ }).fill('Leerjaar 3, in tab 2.')
    await toStep(page, 6)
    await expectFilledIn('Leerjaar 3, in tab 2.')
    await other.getByRole('checkbox').uncheck()
    await page.getByText('Nog niet ingevuld').waitFor()
    await page.getByText('Dit formulier is ook in een ander tabblad open').waitFor()
    // The focus stays where it was, for who comes back to this tab.
    await toStep(page, 5)
    await surveyed().focus()
    await other.getByRole('textbox', { name: /Welke groep/ }).fill('Leerjaar 4.')
    await page.waitForFunction(`document.activeElement?.value === 'Leerjaar 4.'`)
    expect(await page.getByText('Dit formulier is ook in een ander tabblad open').count()).toBe(1)
    await other.getByRole('link', { name: 'Naar het overzicht van de school' }).click()
    await other.getByRole('button', { name: 'Antwoorden wissen' }).click()
    await page.getByText('Dit formulier is in een ander tabblad opgeslagen of gewist').waitFor()
    await page.getByRole('link', { name: 'Begin met stap 1' }).waitFor()
  })

  it('is there without a network, and is saved by itself when it is back, also to who went on', async () => {
    await begin()
    await page.context().setOffline(true)
    await toStep(page, 1)
    await toStep(page, 6)
    await button('Toestemming opslaan').click()
    const told = page.getByRole('status').getByText('Er is geen verbinding')
    await told.waitFor()
    // It covers no other thing where there is no room for both, as at 400 %.
    const place = () =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('#verbinding')).position`)
    expect(await place()).toBe('sticky')
    await page.setViewportSize({ width: 320, height: 256 })
    expect(await place()).toBe('static')
    await page.setViewportSize({ width: 1280, height: 900 })
    await expectFilledIn()
    await button('Niet versturen').click()
    await alert().getByText('Uw opdracht wordt niet meer verstuurd').waitFor()
    expect(await told.count()).toBe(0)
    await button('Toestemming opslaan').click()
    await told.waitFor()
    await page.getByRole('link', { name: 'Toegankelijkheid' }).click()
    await page.getByRole('heading', { name: 'Toegankelijkheid', level: 1 }).waitFor()
    await page.context().setOffline(false)
    await page.getByText('De toestemming is opgeslagen').waitFor()
    await page.waitForURL(url => url.href.includes('#/toegankelijkheid'))
    expect(await told.count()).toBe(0)
    expect(await drafts()).toEqual([])
    expect(await consent()).toMatchObject({ version: 1 })
  })

  /** The service saves, and its answer gets lost. */
  const saveWithoutAnswer = async () => {
    await page.route('**/consent', async route => {
      await route.fetch()
      await route.abort()
    })
    await button('Toestemming opslaan').click()
    await alert().getByText('Wij kregen geen antwoord').waitFor()
    await page.unrouteAll()
  }

  it('is known to be saved where only the answer was lost: at once, or when the page is loaded again', async () => {
    await begin('Leerjaar 3.')
    await saveWithoutAnswer()
    await button('Toestemming opslaan').click()
    await page.getByText('De toestemming is opgeslagen').waitFor()
    expect(await consent()).toMatchObject({ version: 2 })
    await fillIn('Leerjaar 4.')
    await saveWithoutAnswer()
    await page.reload()
    await page.getByText('De toestemming is opgeslagen').waitFor()
    expect(await drafts()).toEqual([])
    expect(await consent()).toMatchObject({ version: 3, conduct: { surveyedGroup: 'Leerjaar 4.' } })
  })

  it('is not taken for somebody else’s where more was typed after an answer that was lost', async () => {
    await begin('Leerjaar 5.')
    await saveWithoutAnswer()
    await toStep(page, 5)
    await surveyed().fill('Leerjaar 5 en 6.')
    await saveConsent(page)
    await alert().getByText('Uw vorige antwoorden zijn opgeslagen').waitFor()
    expect(await page.getByText(/heeft intussen andere antwoorden opgeslagen/).count()).toBe(0)
    await answerAllButTheDateFromHere()
    await button('Toestemming opslaan').click()
    await page.getByText('De toestemming is opgeslagen').waitFor()
    expect(await consent()).toMatchObject({ version: 5, conduct: { surveyedGroup: 'Leerjaar 5 en 6.' } })
  })
  const answerAllButTheDateFromHere = async () => {
    await toStep(page, 1)
    expect(await page.getByRole('checkbox').isChecked()).toBe(false)
    await page.getByRole('checkbox').check()
    await toStep(page, 5)
    await page.getByRole('checkbox').check()
    await toStep(page, 6)
  }

  it('stays where it was typed while the answer to a save was awaited', async () => {
    await begin('Leerjaar 6.')
    const answered = Promise.withResolvers<void>()
    await page.route('**/consent', async route => {
      await answered.promise
      await route.continue()
    })
    await button('Toestemming opslaan').click()
    await page.goBack()
    await surveyed().fill('Leerjaar 6 en 7.')
    answered.resolve()
    await alert().getByText('Uw vorige antwoorden zijn opgeslagen').waitFor()
    await page.getByRole('link', { name: 'Verder met invullen' }).click()
    expect(await surveyed().inputValue()).toBe('Leerjaar 6 en 7.')
    expect(await consent()).toMatchObject({ version: 6, conduct: { surveyedGroup: 'Leerjaar 6.' } })
    await page.unrouteAll()
  })

  const other = { level: 'education-type', deliveryDate: '2027-07-01' }

  it('stands beside what somebody else saved, answer by answer, and is saved over it where that is chosen', async () => {
    await begin('Leerjaar 1.')
    await save(portal, vuurtoren, board, other, 6)
    await button('Toestemming opslaan').click()
    await alert()
      .getByText(/^Marieke van Dam heeft op .* de toestemming gewijzigd/)
      .waitFor()
    const rows = alert().getByRole('row')
    expect(await rows.allInnerTexts()).toEqual([
      'Vraag\tAntwoord van Marieke van Dam\tUw antwoord',
      'Doorleverniveau\tOnderwijssoortniveau\tSchoolniveau',
      'Welke groep is bevraagd en waarom\tAlle leerlingen.\tLeerjaar 1.',
    ])
    await alert().getByRole('button', { name: 'Mijn antwoorden opslaan' }).click()
    await page.getByText('De toestemming is opgeslagen').waitFor()
    expect(await consent()).toMatchObject({ version: 8, level: 'school' })
  })

  it('goes where what somebody else saved is kept, also when it was left for a while', async () => {
    await begin('Leerjaar 2.')
    await save(portal, vuurtoren, board, other, 8)
    await page.goto(`${portal.local.baseUrl}/${overview}`)
    await page.getByText('Marieke van Dam heeft intussen andere antwoorden opgeslagen.').waitFor()
    await page.getByRole('link', { name: 'Verder met invullen' }).click()
    await alert().getByRole('button', { name: 'Antwoorden van Marieke van Dam houden' }).click()
    await page.getByText('Uw antwoorden zijn gewist').waitFor()
    expect(await drafts()).toEqual([])
    expect(await consent()).toMatchObject({ version: 9, level: 'education-type' })
  })

  it('is told to be one’s own where it was saved in another window', async () => {
    await begin('Leerjaar 7.')
    await save(portal, vuurtoren, school, other, 9)
    await button('Toestemming opslaan').click()
    await alert()
      .getByText(/^U heeft zelf, bijvoorbeeld in een ander venster, op /)
      .waitFor()
    await alert().getByRole('columnheader', { name: 'Wat al is opgeslagen' }).waitFor()
  })

  it('does not give consent again unasked where it was withdrawn meanwhile', async () => {
    await begin('Leerjaar 8.')
    const { version } = await consent()
    await withdraw(portal, vuurtoren, board, version)
    await button('Toestemming opslaan').click()
    await alert().getByRole('heading', { name: 'De toestemming is intussen ingetrokken' }).waitFor()
    await alert()
      .getByText(/^Marieke van Dam heeft op .* de toestemming ingetrokken\./)
      .waitFor()
    expect(await alert().getByRole('table').count()).toBe(0)
    expect(await alert().getByRole('button').allTextContents()).toEqual([
      'Ingetrokken laten',
      'Toch opnieuw toestemming geven',
    ])
    // Whatever was stated before the withdrawal is stated anew, also where it is taken up later.
    await page.goto(`${portal.local.baseUrl}/${overview}`)
    await page.getByRole('link', { name: 'Verder met invullen' }).click()
    await button('Toch opnieuw toestemming geven').click()
    await alert().getByText('Vraag het bestuur opnieuw om toestemming').waitFor()
    await stepHeading(page, 1).waitFor()
    expect(await page.getByRole('checkbox').isChecked()).toBe(false)
    await saveConsent(page)
    expect(await page.getByText('Vraag het bestuur opnieuw om toestemming').count()).toBe(0)
    expect(await alert().getByRole('link').allTextContents()).toEqual([
      expect.stringContaining('Geef aan dat het bevoegd gezag toestemming geeft.'),
      expect.stringContaining('Geef aan dat u akkoord gaat'),
    ])
    await page.getByRole('definition').filter({ hasText: 'Leerjaar 8.' }).waitFor()
    expect(await consent()).toMatchObject({ version: version + 1, status: 'withdrawn' })
    await save(portal, vuurtoren, board, other, version + 1)
    await withdraw(portal, vuurtoren, board, version + 2)
    await save(portal, vuurtoren, board, other, version + 3)
    await tickBoth(page)
    await page.reload()
    await button('Mijn antwoorden opslaan').click()
    await stepHeading(page, 1).waitFor()
    expect(await page.getByRole('checkbox').isChecked()).toBe(false)
    await withdraw(portal, vuurtoren, board, version + 4)
    await toStep(page, 4)
    await page.reload()
    await alert().getByRole('heading', { name: 'De toestemming is intussen ingetrokken' }).waitFor()
    await page.waitForURL(url => url.href.includes('stap-6'))
    await button('Ingetrokken laten').click()
    await page.getByText('Uw antwoorden zijn gewist').waitFor()
    expect(await consent()).toMatchObject({ version: version + 5, status: 'withdrawn' })
  })

  it('went without a fault in the page', async () => {
    page = await portal.visitor()
    expect(portal.faults).toEqual([])
  })
})
