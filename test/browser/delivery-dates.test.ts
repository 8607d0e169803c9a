import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answerAllButTheDate,
  clickAgain,
  openPortal,
  type Portal,
  saveConsent,
  settled,
  signedBy,
  stepHeading,
  toStep,
  year,
} from './support/portal.ts'

/** Told in order: the consent of one test is changed in the next. */
describe('the delivery date', () => {
  let portal: Portal
  let page: Page
  beforeAll(async () => {
    portal = await openPortal()
    // The calendar of the next year leads nobody away from the year under way.
    const deliveryWindows = [{ fromDate: '2028-06-01', untilDate: '2028-06-01', eligibility: 'all' }]
    await portal.call('PUT', '/v1/school-years/2027-2028', { deliveryWindows }, await operator())
    page = await portal.person('A. de Jong')
  })
  afterAll(() => portal?.close())

  const operator = () => signedBy(portal, { role: 'operator', name: 'Beheer' })
  const dates = (): Locator => page.getByRole('radiogroup', { name: /welke datum/ })
  const next = () => page.getByRole('button', { name: 'Volgende stap' }).click()
  const offer = async (...windows: readonly [from: string, until: string][]): Promise<void> => {
    const deliveryWindows = windows.map(([fromDate, untilDate]) => ({
      fromDate,
      untilDate,
      eligibility: 'all',
    }))
    await portal.call('PUT', `/v1/school-years/${year}`, { deliveryWindows }, await operator())
    await page.reload()
  }

  it('is told to be missing where the calendar has none', async () => {
    await offer()
    await page.getByRole('heading', { name: 'U kunt nu geen toestemming geven' }).waitFor()
    await page.getByText('Er is op dit moment geen doorleverdatum beschikbaar.').waitFor()
    expect(await page.getByRole('link', { name: 'Begin met stap 1' }).count()).toBe(0)
  })

  it('is fixed where the calendar has one day', async () => {
    await offer(['2027-07-01', '2027-07-01'])
    await page.getByRole('link', { name: 'Begin met stap 1' }).click()
    await toStep(page, 4)
    await dates().getByRole('radio', { name: '1 juli 2027' }).waitFor()
    expect(await dates().getByRole('radio', { checked: true }).count()).toBe(1)
  })

  it('is a day between the ends of a longer window, of one in progress from tomorrow on', async () => {
    await offer(['2027-05-01', '2027-05-11'], ['2027-05-01', '2027-06-30'], ['2027-09-01', '2027-09-01'])
    await dates().getByText('Een dag van 12 mei 2027 tot en met 30 juni 2027').waitFor()
    expect(await dates().getByLabel('Kies een dag').getAttribute('min')).toBe('2027-05-12')
    await offer(['2027-06-01', '2027-06-30'], ['2027-09-01', '2027-09-01'])
    await dates().getByText('Een dag van 1 juni 2027 tot en met 30 juni 2027').waitFor()
    const day = dates().getByLabel('Kies een dag')
    expect(await day.getAttribute('min')).toBe('2027-06-01')
    expect(await day.getAttribute('max')).toBe('2027-06-30')
    expect(await dates().getByRole('radio', { checked: true }).count()).toBe(0)
  })

  it('is asked for where a window is chosen but no day in it', async () => {
    await dates().getByRole('radio').first().check()
    await next()
    await dates().getByText('Kies een datum.').waitFor()
    await dates().getByRole('radio', { name: '1 september 2027' }).check()
    await dates().getByText('Fout:').waitFor({ state: 'hidden' })
  })

  it('is refused where the calendar does not have it', async () => {
    await page.getByRole('link', { name: 'Naar het overzicht van de school' }).click()
    await answerAllButTheDate(page)
    await dates().getByLabel('Kies een dag').fill('2027-05-11')
    await next()
    await dates().getByText('Kies een datum na vandaag.').waitFor()
    await dates().getByLabel('Kies een dag').fill('2027-07-15')
    await saveConsent(page)
    await page.getByRole('alert').getByRole('link', { name: 'Kies een datum uit' }).click()
    await dates().getByText('Kies een datum uit de leverperioden van dit schooljaar.').waitFor()
  })

  it('chooses its window by itself', async () => {
    await dates().getByRole('radio', { name: '1 september 2027' }).check()
    await dates().getByLabel('Kies een dag').fill('2027-06-15')
    await saveConsent(page)
    await page.getByText('Kan tot en met 14 juni 2027').waitFor()
  })

  it('stays on offer while the consent is in force, also where its window is gone', async () => {
    await offer(['2027-07-01', '2027-07-01'])
    await page.getByRole('link', { name: 'Wijzigen' }).click()
    await toStep(page, 4)
    expect(await dates().getByRole('radio').count()).toBe(2)
    expect(await page.getByRole('radio', { name: '15 juni 2027' }).isChecked()).toBe(true)
  })

  it('is not passed over, nor chosen, by the second click of a double click on the step before it', async () => {
    await toStep(page, 3)
    await next()
    await stepHeading(page, 4).waitFor()
    for (const one of [
      dates().getByLabel('1 juli 2027'),
      page.getByRole('button', { name: 'Volgende stap' }),
    ])
      await clickAgain(page, one)
    await settled(page)
    expect(await page.title()).toMatch(/^Stap 4/)
    expect(await page.getByRole('radio', { name: '15 juni 2027' }).isChecked()).toBe(true)
  })

  it('is told to be gone where it was filled in and the calendar has it no more', async () => {
    await dates().getByRole('radio', { name: '1 juli 2027' }).check()
    await offer(['2027-09-01', '2027-09-01'])
    await dates().getByText('1 juli 2027 kan niet meer worden gekozen. Kies een andere datum.').waitFor()
    await offer(['2027-07-01', '2027-07-01'])
    await page.getByRole('link', { name: 'Naar het overzicht van de school' }).click()
    await page.getByRole('button', { name: 'Antwoorden wissen' }).click()
    await page.getByRole('link', { name: 'Wijzigen' }).waitFor()
  })

  it('is a later one after a delivery that failed', async () => {
    await portal.call('PUT', '/_local/inspectorate/faults', { faults: [{ kind: 'status', status: 422 }] })
    await portal.moveTo('2027-06-15T09:00:00+02:00')
    await page.reload()
    await page.getByText('De inspectie heeft niets ontvangen.').waitFor()
    await page.getByRole('link', { name: 'Opnieuw toestemming geven' }).click()
    await toStep(page, 4)
    expect(await dates().getByRole('radio').count()).toBe(1)
    await dates().getByRole('radio', { name: '1 juli 2027' }).waitFor()
  })
})
