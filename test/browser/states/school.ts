import {
  answerAllButTheDate,
  importFile,
  type Step,
  save,
  saveConsent,
  signedBy,
  stepHeading,
  tickBoth,
  toStep,
  vuurtoren,
  withdraw,
} from '../support/portal.ts'
import type { Stage, State } from './state.ts'

const board = { role: 'board', name: 'Marieke van Dam', board: '99001' }

const answerAll = async ({ page }: Stage): Promise<void> => {
  await answerAllButTheDate(page)
  await page.getByRole('radio', { name: '1 juli 2027' }).check()
}

const stepState = (step: Step): State => ({
  name: `school-step-${step}`,
  show: ({ page }) => toStep(page, step),
})

/** A step from which somebody goes on without an answer. */
const stepWithFaults = (step: Step): State => ({
  name: `school-step-${step}-with-faults`,
  show: async ({ page }) => {
    if (step === 5)
      await page
        .getByRole('radiogroup', { name: /anoniem/ })
        .getByLabel('Nee')
        .check()
    await page.getByRole('button', { name: 'Volgende stap' }).click()
    await page.getByRole('alert').getByText('Controleer uw antwoorden').waitFor()
  },
})

/** One school year of one school, in the order in which it can be seen, and of others what it has not. */
export const schoolStates: readonly State[] = [
  {
    name: 'school-begin',
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
    name: 'school-step-1',
    show: async ({ page }) => {
      await page.getByRole('link', { name: 'Begin met stap 1' }).click()
      await stepHeading(page, 1).waitFor()
    },
  },
  stepWithFaults(1),
  stepState(2),
  stepState(3),
  stepState(4),
  stepState(5),
  stepWithFaults(5),
  stepState(6),
  {
    name: 'school-draft',
    show: async ({ page }) => {
      await page.getByRole('link', { name: 'Naar het overzicht van de school' }).click()
      await page.getByText('U heeft antwoorden ingevuld').waitFor()
    },
  },
  {
    name: 'school-signs-out-with-draft',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Afmelden' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'school-without-network',
    show: async stage => {
      const { page } = stage
      await page.getByRole('button', { name: 'Niet afmelden' }).click()
      await answerAll(stage)
      await page.context().setOffline(true)
      await saveConsent(page)
      await page.getByRole('status').getByText('Er is geen verbinding').waitFor()
    },
  },
  {
    name: 'school-overtaken',
    show: async ({ portal, page }) => {
      await save(portal, vuurtoren, board, { level: 'education-type', deliveryDate: '2027-07-01' })
      await page.context().setOffline(false)
      await page
        .getByRole('alert')
        .getByText('Marieke van Dam heeft intussen andere antwoorden opgeslagen')
        .waitFor()
    },
  },
  {
    name: 'school-consent',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Antwoorden van Marieke van Dam houden' }).click()
      await page.getByText('Kan tot en met 30 juni 2027').waitFor()
    },
  },
  {
    name: 'school-saved',
    show: async stage => {
      await answerAll(stage)
      await saveConsent(stage.page)
      await stage.page.getByText('De toestemming is opgeslagen').waitFor()
    },
  },
  {
    name: 'school-new-figures',
    show: async ({ portal, page }) => {
      const header = 'VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN'
      const operator = await signedBy(portal, { role: 'operator', name: 'Beheer' })
      await importFile(portal, operator, 'pupils', [header, `${vuurtoren};2026-2027;HAVO;200`])
      await page.reload()
      await page.getByText('De toestemming geldt nu voor nieuwe cijfers').waitFor()
    },
  },
  {
    name: 'school-overtaken-by-withdrawal',
    show: async stage => {
      const { portal, page } = stage
      await answerAll(stage)
      await withdraw(portal, vuurtoren, board, 3)
      await saveConsent(page)
      await page.getByRole('alert').getByText('De toestemming is intussen ingetrokken').waitFor()
    },
  },
  {
    name: 'school-withdraw',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Toch opnieuw toestemming geven' }).click()
      await tickBoth(page)
      await saveConsent(page)
      await page.getByText('De toestemming is opgeslagen').waitFor()
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
      await save(portal, vuurtoren, board, { deliveryDate: '2027-07-01' }, 6)
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
    name: 'school-obstacles',
    show: async ({ become, page }) => {
      await become('P. Smit')
      await page.getByText('Op dit niveau wordt niets geleverd').first().waitFor()
      await page.getByRole('heading', { name: 'U kunt nu geen toestemming geven' }).waitFor()
    },
  },
]
