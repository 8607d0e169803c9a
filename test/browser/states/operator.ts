import { settled, year } from '../support/portal.ts'
import type { Stage, State } from './state.ts'

const goTo = async ({ page }: Stage, name: string): Promise<void> => {
  const link = page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name })
  await link.click()
  await link.and(page.locator('[aria-current=page]')).waitFor()
  await settled(page)
}

const late = {
  lastSweptAt: '2027-05-11T12:00:00Z',
  openEffects: 3,
  openDeliveries: 1,
  setAside: 2,
  mailSeconds: 900,
  deliverySeconds: 10_800,
  caughtUp: false,
}

const sendFile = async ({ page }: Stage, content: string): Promise<void> => {
  await page.getByRole('radio', { name: 'Scholen en besturen' }).check()
  const file = { name: 'scholen.csv', mimeType: 'text/csv', buffer: Buffer.from(content) }
  await page.getByLabel('Welk bestand wilt u insturen?').setInputFiles(file)
  await page.getByRole('button', { name: 'Bestand insturen' }).click()
}

/** After those of schools: a delivery of one has failed by then. */
export const operatorStates: readonly State[] = [
  {
    name: 'operator-health',
    show: ({ become }) => become('R. Kuipers'),
  },
  {
    name: 'operator-health-late',
    show: async ({ page }) => {
      await page.route('**/v1/health', route => route.fulfill({ json: late }), { times: 1 })
      await page.reload()
      await page.getByText('Een levering is 3 uur te laat.').waitFor()
    },
  },
  {
    name: 'operator-schools',
    show: stage => goTo(stage, 'Scholen'),
  },
  {
    name: 'operator-administrators',
    show: async ({ page }) => {
      await page.getByRole('link', { name: 'Stichting De Vier Windstreken' }).first().click()
      await page.getByRole('link', { name: 'Gebruikersbeheerders' }).click()
      await page.getByRole('heading', { name: 'Gebruikersbeheerders' }).waitFor()
    },
  },
  {
    name: 'operator-deliveries',
    show: async stage => {
      await goTo(stage, 'Leveringen')
      await stage.page.getByRole('table').getByText('Mislukt').waitFor()
    },
  },
  {
    name: 'operator-new-attempt',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^Opnieuw leveren/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'operator-file-with-faults',
    show: async stage => {
      await stage.page.getByRole('button', { name: 'Niet leveren' }).click()
      await goTo(stage, 'Bestanden')
      await stage.page.getByRole('button', { name: 'Bestand insturen' }).click()
      await stage.page.getByRole('alert').getByText('Kies een bestand.').waitFor()
    },
  },
  {
    name: 'operator-file-rejected',
    show: async stage => {
      await sendFile(stage, 'BEVOEGD GEZAG NUMMER;NAAM\n')
      await stage.page.getByRole('table', { name: 'Fouten in het bestand' }).waitFor()
    },
  },
  {
    name: 'operator-calendar',
    show: stage => goTo(stage, 'Kalender'),
  },
  {
    name: 'operator-calendar-with-faults',
    show: async ({ page }) => {
      await page.getByRole('link', { name: year }).click()
      await page.getByRole('button', { name: 'Voeg een leverperiode toe' }).click()
      await page.getByRole('button', { name: 'Leverperioden opslaan' }).click()
      await page.getByRole('alert').getByText('vul de eerste dag in.').waitFor()
    },
  },
]
