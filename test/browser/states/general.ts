import { settled } from '../support/portal.ts'
import type { State } from './state.ts'

/** What anybody can see. */
export const generalStates: readonly State[] = [
  {
    name: 'sign-in',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Aanmelden' }).waitFor()
    },
  },
  {
    name: 'accessibility-statement',
    show: async ({ page }) => {
      await page.getByRole('link', { name: 'Toegankelijkheid' }).click()
      await page.getByRole('heading', { level: 1, name: 'Toegankelijkheidsverklaring' }).waitFor()
    },
  },
  {
    name: 'several-schools',
    show: async ({ become, page }) => {
      await become('S. Willems')
      await page.getByRole('row', { name: /De Sluis.*Nog geen toestemming/ }).waitFor()
    },
  },
  {
    name: 'nowhere',
    show: async ({ become, page }) => {
      await become('A. de Jong', '#/nergens')
      await page.getByRole('heading', { name: 'Pagina niet gevonden' }).waitFor()
    },
  },
  {
    name: 'out-of-reach',
    show: async ({ portal, page }) => {
      await page.goto(`${portal.local.baseUrl}/#/scholen/99ZZ99`)
      await page.getByRole('heading', { name: 'Niet gevonden' }).waitFor()
    },
  },
  {
    name: 'session-ended',
    show: async ({ portal, page }) => {
      await page.route('**/token', route => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }))
      await page.route('**/v1/**', route => route.fulfill({ status: 401, json: {} }))
      await page.goto(`${portal.local.baseUrl}/#/scholen/99AA00`)
      await page.getByRole('heading', { name: 'Uw sessie is afgelopen' }).waitFor()
      await page.unrouteAll()
      await settled(page)
    },
  },
]
