import { save, withdraw, year } from '../support/portal.ts'
import type { Stage, State } from './state.ts'

const board = { role: 'board', name: 'Marieke van Dam', board: '99001' }
const sluis = '99AD00'
const putConsent = '**/consent'

const goOn = async ({ page }: Stage, heading: string): Promise<void> => {
  await page.getByRole('button', { name: 'Volgende stap' }).click()
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

/** The way to several consents of a board, one of which replaces another. What is saved here is taken back: those of schools come after these. */
export const consentStates: readonly State[] = [
  {
    name: 'board-consents-schools',
    show: async ({ portal, become, page }) => {
      await save(portal, sluis, board)
      await become('Marieke van Dam', `#/besturen/99001/${year}/toestemmingen`)
      await page.getByRole('button', { name: 'Volgende stap' }).click()
      await page.getByRole('alert').getByText('Kies minstens één school.').waitFor()
    },
  },
  {
    name: 'board-consents-terms',
    show: async stage => {
      await stage.page
        .getByRole('button', { name: 'Alle scholen kiezen die nog geen toestemming gaven' })
        .click()
      await stage.page.getByRole('checkbox', { name: /De Sluis/ }).check()
      await goOn(stage, 'Akkoord, niveau en datum')
    },
  },
  {
    name: 'board-consents-conduct',
    show: async stage => {
      const { page } = stage
      await page.getByRole('checkbox').check()
      await page.getByRole('radio', { name: 'Schoolniveau' }).check()
      await page.getByRole('radio', { name: '1 juli 2027' }).check()
      await goOn(stage, 'Afname')
    },
  },
  {
    name: 'board-consents-check',
    show: async stage => {
      const { page } = stage
      for (const question of [/representatieve groep/, /anoniem/])
        await page.getByRole('radiogroup', { name: question }).getByLabel('Ja').check()
      await page.getByRole('textbox').first().fill('Alle leerlingen.')
      await page.getByRole('checkbox').check()
      await goOn(stage, 'Controle')
      await page.getByRole('heading', { name: 'Deze toestemmingen worden vervangen' }).waitFor()
    },
  },
  {
    name: 'board-consents-failed',
    show: async ({ page }) => {
      await page.route(putConsent, route => route.abort())
      await page.getByRole('button', { name: /^Toestemming opslaan voor/ }).click()
      await page.getByRole('heading', { name: /is de toestemming niet opgeslagen$/ }).waitFor()
      await page.unroute(putConsent)
    },
  },
  {
    name: 'board-consents-saved',
    show: async ({ portal, page }) => {
      await page.route(putConsent, route => route.fulfill({ json: {} }))
      await page.getByRole('button', { name: /^Opnieuw opslaan voor/ }).click()
      await page.getByRole('heading', { name: /^De toestemming is opgeslagen voor/ }).waitFor()
      await page.unroute(putConsent)
      await withdraw(portal, sluis, board, 1)
    },
  },
]
