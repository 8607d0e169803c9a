import { answerAllButTheDate, save, vuurtoren } from '../support/portal.ts'
import type { Stage, State } from './state.ts'

const board = { role: 'board', name: 'Marieke van Dam', board: '99001' }

const answerAll = async ({ page }: Stage): Promise<void> => {
  await answerAllButTheDate(page)
  await page.getByRole('radio', { name: '1 juli 2027' }).check()
}

/** One school year of one school, in the order in which it can be seen, and of others what it has not. */
export const schoolStates: readonly State[] = [
  {
    name: 'school-form',
    show: ({ become }) => become('A. de Jong'),
  },
  {
    name: 'school-report-unfolded',
    show: async ({ page }) => {
      await page.getByRole('tab', { name: 'Onderwijssoortniveau' }).click()
      await page.getByRole('button', { name: 'Aantasting' }).nth(1).click()
      await page.getByText('Controlecode').nth(1).click()
    },
  },
  {
    name: 'school-form-with-faults',
    show: async ({ page }) => {
      await page
        .getByRole('radiogroup', { name: /anoniem/ })
        .getByLabel('Nee')
        .check()
      await page.getByRole('button', { name: 'Opslaan' }).click()
      await page.getByRole('alert').getByText('Controleer uw antwoorden').waitFor()
    },
  },
  {
    name: 'school-overtaken',
    show: async stage => {
      const { portal, page } = stage
      await save(portal, vuurtoren, board, { deliveryDate: '2027-07-01' })
      await answerAll(stage)
      await page.getByRole('button', { name: 'Opslaan' }).click()
      await page.getByRole('alert').getByText('Nu geldt').waitFor()
    },
  },
  {
    name: 'school-consent',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Nieuwste gegevens bekijken' }).click()
      await page.getByText('Kan tot en met 30 juni 2027').waitFor()
    },
  },
  {
    name: 'school-change',
    show: ({ page }) => page.getByRole('button', { name: 'Wijzigen' }).click(),
  },
  {
    name: 'school-saved',
    show: async stage => {
      await answerAll(stage)
      await stage.page.getByRole('button', { name: 'Opslaan' }).click()
      await stage.page.getByText('De toestemming is opgeslagen').waitFor()
    },
  },
  {
    name: 'school-withdraw',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Intrekken' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'school-withdrawn',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Toestemming intrekken' }).click()
      await page.getByText('De toestemming is ingetrokken').waitFor()
    },
  },
  {
    name: 'school-delivery-failed',
    show: async ({ portal, become, page }) => {
      const kade = { role: 'school', name: 'F. Yılmaz', schools: ['99AB00'] }
      await save(portal, '99AB00', kade, { level: 'education-type', deliveryDate: '2027-06-01' })
      await portal.call('PUT', '/_local/inspectorate/faults', { faults: [{ kind: 'status', status: 422 }] })
      await portal.moveTo('2027-06-01T09:00:00+02:00')
      await become('Yılmaz')
      await page.getByText('De inspectie heeft niets ontvangen.').waitFor()
    },
  },
  {
    name: 'school-locked',
    show: async ({ portal, become, page }) => {
      await save(portal, vuurtoren, board, { deliveryDate: '2027-07-01' }, 3)
      await portal.moveTo('2027-07-01T00:00:00+02:00')
      await become('A. de Jong')
      await page.getByText('De doorleverdatum is bereikt.').waitFor()
    },
  },
  {
    name: 'school-delivered',
    show: async ({ portal, page }) => {
      await portal.moveTo('2027-07-01T09:00:00+02:00')
      await page.reload()
      await page.getByText('De inspectie heeft de gegevens ontvangen.').waitFor()
    },
  },
  {
    name: 'school-nothing-to-deliver',
    show: async ({ become, page }) => {
      await become('P. Smit')
      await page.getByText('Op dit niveau wordt niets geleverd').first().waitFor()
    },
  },
]
