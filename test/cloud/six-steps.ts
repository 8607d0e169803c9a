import { text } from 'node:stream/consumers'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { dayInWords } from '../../portal/wording.ts'
import { launchChromium } from '../browser/support/chromium.ts'
import { answerAllButTheDate, saveConsent, signIn, stepHeading, toStep } from '../browser/support/portal.ts'
import { deployed } from './deployed.ts'
import { secret } from './stubs.ts'

const { endpoint = '', frontUrl } = deployed()

/** What leads a browser to the emulator by names that only AWS' own DNS has. */
const resolving = ['*.cloudfront.net', '*.on.aws'].map(name => `MAP ${name} ${new URL(endpoint).host}`)

/** What the head of De Sluis does on the page that is deployed, to let its results be delivered on that date. */
export const sixSteps = async (date: string): Promise<void> => {
  const browser = await launchChromium([`--host-resolver-rules=${resolving.join(', ')}`])
  try {
    await takeSixSteps(browser, date)
  } finally {
    await browser.close()
  }
}

const takeSixSteps = async (browser: Browser, date: string): Promise<void> => {
  // The certificate is one of the test.
  const context = await browser.newContext({ locale: 'nl-NL', ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', fault => faults.push(String(fault)))
  await page.goto(frontUrl)
  await showSecret(page)
  await signIn(page, 'N. Bakker')
  await page.getByRole('heading', { level: 1, name: 'Scholengemeenschap De Sluis' }).waitFor()
  await answerAllButTheDate(page)
  await page.getByRole('radio', { name: dayInWords(date) }).check()
  await toStep(page, 2)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download rapport (PDF)' }).first().click()
  expect((await text(await (await downloading).createReadStream())).startsWith('%PDF-')).toBe(true)
  await toStep(page, 6)
  await page.getByText(/Daarin staat dat N\. Bakker toestemming heeft vastgelegd/).waitFor()
  await saveConsent(page)
  await page.getByText('De toestemming is opgeslagen').waitFor()
  await page.getByText(/^N\. Bakker heeft op .* op schoolniveau /).waitFor()
  await page.getByText(/^Verstuurd op /).waitFor()
  // Tokens are kept in memory alone: the page asks for new ones.
  await page.reload()
  await page.getByText(`Kan tot en met`).waitFor()
  expect(await stepHeading(page, 6).count()).toBe(0)
  await page.getByRole('button', { name: 'Afmelden' }).click()
  await page.getByRole('button', { name: 'Aanmelden' }).waitFor()
  expect(faults).toEqual([])
}

/** Once in a browser, before anybody can be chosen to be signed in. */
const showSecret = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.getByLabel('Toegangscode').fill(await secret())
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('heading', { name: 'Wie wilt u zijn?' }).waitFor()
  await page.goto(frontUrl)
}
