import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerAllButTheDate,
  openPortal,
  type Portal,
  save,
  settled,
  signIn,
  vuurtoren,
} from './support/portal.ts'

const board = { role: 'board', name: 'Marieke van Dam', board: '99001' }

/** Rules of WCAG 2.2 AA, and what is good practice beyond. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Each screen is judged as it is; those of one school year come in the order in which they can be seen. */
describe('accessibility', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
    page = await portal.visitor()
  })
  afterAll(() => portal?.close())

  const become = async (name: string): Promise<void> => {
    await page.goto(`${portal.local.baseUrl}/#/`)
    const out = page.getByRole('button', { name: 'Afmelden' })
    await settled(page)
    if (await out.isVisible()) await out.click()
    await signIn(page, name)
  }

  /** Nothing for axe to remark on, and no sideways scrolling at 320 px, which is 400 % zoom of 1280. */
  const expectAccessible = async (): Promise<void> => {
    await settled(page)
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])).toEqual([])
    await page.setViewportSize({ width: 320, height: 800 })
    const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    await page.setViewportSize({ width: 1280, height: 900 })
    expect(beyond).toBe(0)
  }

  it('is given before signing in, and where a person of the local issuer is chosen', async () => {
    await page.getByRole('button', { name: 'Aanmelden' }).waitFor()
    await expectAccessible()
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await page.getByRole('heading', { name: 'Wie wilt u zijn?' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(violations).toEqual([])
  })

  it('is given in a board’s overview', async () => {
    await become('Marieke van Dam')
    await expectAccessible()
  })

  it('is given in a school’s report and form, with questions unfolded', async () => {
    await become('A. de Jong')
    await expectAccessible()
    await page.getByRole('tab', { name: 'Onderwijssoortniveau' }).click()
    await page.getByRole('button', { name: 'Aantasting' }).nth(1).click()
    await page.getByText('Controlecode').nth(1).click()
    await expectAccessible()
  })

  it('is given in a form with faults', async () => {
    await page
      .getByRole('radiogroup', { name: /anoniem/ })
      .getByLabel('Nee')
      .check()
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByRole('alert').getByText('Controleer uw antwoorden').waitFor()
    await expectAccessible()
  })

  it('is given where somebody else was first', async () => {
    await save(portal, vuurtoren, board, { deliveryDate: '2027-07-01' })
    await answerAllButTheDate(page)
    await page.getByRole('radio', { name: '1 juli 2027' }).check()
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByRole('alert').getByText('Nu geldt').waitFor()
    await expectAccessible()
  })

  it('is given where a consent is read', async () => {
    await page.getByRole('button', { name: 'Nieuwste gegevens bekijken' }).click()
    await page.getByText('Kan tot en met 30 juni 2027').waitFor()
    await expectAccessible()
  })

  it('is given where a consent is changed', async () => {
    await page.getByRole('button', { name: 'Wijzigen' }).click()
    await expectAccessible()
    await page.getByRole('button', { name: 'Annuleren' }).click()
  })

  it('is given where a consent is withdrawn', async () => {
    await page.getByRole('button', { name: 'Intrekken' }).click()
    await page.getByRole('dialog').waitFor()
    await expectAccessible()
    await page.getByRole('button', { name: 'Toestemming intrekken' }).click()
    await page.getByText('De toestemming is ingetrokken').waitFor()
    await expectAccessible()
  })

  it('is given where a delivery failed', async () => {
    const kade = { role: 'school', name: 'F. Yılmaz', schools: ['99AB00'] }
    await save(portal, '99AB00', kade, { level: 'education-type', deliveryDate: '2027-06-01' })
    await portal.call('PUT', '/_local/inspectorate/faults', { faults: [{ kind: 'status', status: 422 }] })
    await portal.moveTo('2027-06-01T09:00:00+02:00')
    await become('Yılmaz')
    await page.getByText('De inspectie heeft niets ontvangen.').waitFor()
    expect(await page.getByText('Kan tot en met').count()).toBe(0)
    await expectAccessible()
  })

  it('is given on the delivery date, and after the delivery', async () => {
    await save(portal, vuurtoren, board, { deliveryDate: '2027-07-01' }, 2)
    await portal.moveTo('2027-07-01T00:00:00+02:00')
    await become('A. de Jong')
    await page.getByText('De doorleverdatum is bereikt.').waitFor()
    await expectAccessible()
    await portal.moveTo('2027-07-01T09:00:00+02:00')
    await page.reload()
    await page.getByText('De inspectie heeft de gegevens ontvangen.').waitFor()
    await expectAccessible()
  })

  it('is given where there is nothing to deliver, and nothing to be found', async () => {
    await become('P. Smit')
    await page.getByText('Op dit niveau wordt niets geleverd').first().waitFor()
    await expectAccessible()
    await page.goto(`${portal.local.baseUrl}/#/scholen/99ZZ99`)
    await page.getByRole('heading', { name: 'Niet gevonden' }).waitFor()
    await expectAccessible()
  })

  it('loses nothing but movement for who wants little of it', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await become('A. de Jong')
    const moving = await page.evaluate<string[]>(
      `[...document.querySelectorAll('*')]
        .filter(one => getComputedStyle(one).transitionDuration !== '0s')
        .map(one => one.tagName)`,
    )
    expect(moving).toEqual([])
  })

  it('went without a fault in the page', () => {
    expect(portal.faults).toEqual([])
  })
})
