import type { Locator, Page } from 'playwright-core'
import { defaults, type Local, startLocal } from '../../../infra/local/start.ts'
import { pageClient } from '../../../infra/page/client.ts'
import { newPendingSignIn, openIdOf } from '../../../portal/openid.ts'
import { groups } from '../../../stubs/issuer/people.ts'
import { launchChromium } from './chromium.ts'

/** The demo school year, and a school of each kind. */
export const year = '2026-2027'
export const vuurtoren = '99AA00'

/** The local environment with a browser before it. */
export interface Portal {
  local: Local
  /** A browser of somebody's own, not signed in: at home or at `address`. */
  visitor(address?: string): Promise<Page>
  /** The same, signed in as one of the demo people. */
  person(name: string, address?: string): Promise<Page>
  /** Calls the API, or the control plane, beside the page. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<unknown>
  /** Moves the clock, and waits for what falls due on the way. */
  moveTo(now: string): Promise<void>
  /** What went wrong in the pages: faults of the script, and what the content security policy stopped. */
  faults: string[]
  close(): Promise<void>
}

export const openPortal = async (): Promise<Portal> => {
  const local = await startLocal({ ...defaults, port: 0 })
  const browser = await launchChromium().catch(async error => {
    await local.stop()
    throw error
  })
  const faults: string[] = []
  const newPage = async () => {
    const context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    // Sooner than a test's own time is up, so that it says what it waited for.
    page.setDefaultTimeout(15_000)
    noteFaults(page, faults)
    return page
  }
  const visitor: Portal['visitor'] = async (address = '#/') => {
    const page = await newPage()
    await page.goto(`${local.baseUrl}/${address}`)
    return page
  }
  const person: Portal['person'] = async (name, address) => {
    const page = await newPage()
    await become(page, local, name, address)
    return page
  }
  const call = callsTo(local.baseUrl)
  const moveTo = async (now: string) => void (await call('PUT', '/_local/clock', { now }))
  // Also where one of them fails, the other is ended.
  const close = async () => void (await Promise.all([browser.close(), local.stop()]))
  return { local, visitor, person, call, moveTo, faults, close }
}

/** Signs in at the issuer, as one of the people of its chooser. */
export const signIn = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Aanmelden' }).click()
  await page.getByRole('link', { name }).click()
  await signedIn(page)
}

const signedIn = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Afmelden' }).waitFor()
  await settled(page)
}

/**
 * Signs in as that person without the screens for it, in the place of whoever was: the page is loaded once, as where the issuer
 * sends somebody back.
 */
export const become = async (
  page: Page,
  { baseUrl, environment: { issuer } }: Local,
  name: string,
  address = '#/',
): Promise<void> => {
  const pending = { ...newPendingSignIn(), hash: address, silent: false }
  const back = await openIdOf({ issuer: issuer.issuer, ...pageClient }, `${baseUrl}/`).authorization(pending)
  const person = groups.flatMap(({ people }) => people).find(one => one.name.includes(name))
  back.searchParams.set('login_hint', person?.id ?? name)
  const kept = JSON.stringify(JSON.stringify(pending))
  await page.addInitScript(
    `if (location.search.includes('${pending.state}')) sessionStorage.setItem('doorlevering.aanmelding', ${kept})`,
  )
  await page.goto(back.href)
  await signedIn(page)
}

const noteFaults = (page: Page, faults: string[]): void => {
  page.on('pageerror', fault => faults.push(String(fault)))
  page.on('console', message => {
    if (/Content Security Policy|Trusted/.test(message.text())) faults.push(message.text())
  })
}

const callsTo =
  (baseUrl: string): Portal['call'] =>
  async (method, path, body, headers = {}) => {
    const json = body === undefined ? {} : { 'Content-Type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${baseUrl}${path}`, { method, headers: { ...json, ...headers }, ...sent })
    return response.json()
  }

/** Waits until the page shows what it was asked for. */
export const settled = async (page: Page): Promise<void> => {
  await page.locator('main:not([aria-busy])').waitFor()
}

/** Goes on with the Tab key until `target` has the focus. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let pressed = 0; pressed < 120; pressed += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the Tab key does not reach ${target}`)
}

export const hasFocus = (target: Locator): Promise<boolean> => target.evaluate(node => node.matches(':focus'))

/** Goes to a control by the Tab key, and presses a key on it. */
export const press = async (page: Page, target: Locator, key: 'Enter' | 'Space'): Promise<void> => {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** The second click of a double click, on what has come under the pointer since the first. */
export const clickAgain = async (page: Page, target: Locator): Promise<void> => {
  await target.hover()
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
}

/** The six steps to a consent. */
export type Step = 1 | 2 | 3 | 4 | 5 | 6

export const stepHeading = (page: Page, step: Step): Locator =>
  page.getByRole('heading', { level: 1, name: `Stap ${step} van 6` })

/** Goes to a step by its address. */
export const toStep = async (page: Page, step: Step): Promise<void> => {
  await page.getByRole('navigation', { name: 'Stappen' }).waitFor()
  await page.goto(page.url().replace(/stap-\d/, `stap-${step}`))
  await stepHeading(page, step).waitFor()
}

/** Makes both statements, as they are to be made anew with each save. */
export const tickBoth = async (page: Page): Promise<void> => {
  await toStep(page, 1)
  await page.getByRole('checkbox').check()
  await toStep(page, 5)
  await page.getByRole('checkbox').check()
}

/** Begins a consent, and answers all but the date. It is not saved. */
export const answerAllButTheDate = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: /^(Begin met stap 1|Verder met invullen|Wijzigen)$/ }).click()
  await tickBoth(page)
  const yes = (question: RegExp) => page.getByRole('radiogroup', { name: question }).getByLabel('Ja')
  await yes(/representatieve groep/).check()
  await page.getByRole('textbox', { name: /Welke groep/ }).fill('Alle leerlingen.')
  await yes(/anoniem/).check()
  await toStep(page, 3)
  await page.getByRole('radio', { name: 'Schoolniveau' }).check()
  await toStep(page, 4)
}

/** Saves what was answered, from the last check. */
export const saveConsent = async (page: Page): Promise<void> => {
  await toStep(page, 6)
  await page.getByRole('button', { name: 'Toestemming opslaan' }).click()
}

/** A token of the local issuer, as a header. */
export const signedBy = async (portal: Portal, claims: object): Promise<{ Authorization: string }> => {
  const { accessToken } = (await portal.call('POST', '/_local/tokens', claims)) as { accessToken: string }
  return { Authorization: `Bearer ${accessToken}` }
}

/** A consent that can be saved as it is. */
export const terms = {
  boardApproval: true,
  boardNotification: true,
  level: 'school',
  deliveryDate: '2027-06-01',
  conduct: { representative: true, surveyedGroup: 'Alle leerlingen.', anonymous: true },
}

/** Gives, or changes, a consent beside the page. */
export const save = async (
  portal: Portal,
  schoolId: string,
  claims: object,
  changes: object = {},
  version?: number,
): Promise<void> => {
  const precondition: Record<string, string> =
    version === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` }
  const headers = { ...(await signedBy(portal, claims)), ...precondition }
  const path = `/v1/schools/${schoolId}/monitorings/${year}/consent`
  const answer = await portal.call('PUT', path, { ...terms, ...changes }, headers)
  if (!(answer as { statement?: string }).statement) throw new Error(JSON.stringify(answer))
}

/** Withdraws a consent beside the page. */
export const withdraw = async (
  portal: Portal,
  schoolId: string,
  claims: object,
  version: number,
): Promise<void> => {
  const headers = { ...(await signedBy(portal, claims)), 'If-Match': `"${version}"` }
  await portal.call('DELETE', `/v1/schools/${schoolId}/monitorings/${year}/consent`, undefined, headers)
}

/** Brings a file in, and waits until it is processed. */
export const importFile = async (
  portal: Portal,
  headers: { Authorization: string },
  kind: string,
  lines: readonly string[],
): Promise<void> => {
  const { uploadUrl } = (await portal.call('POST', '/v1/imports', { kind }, headers)) as { uploadUrl: string }
  await fetch(uploadUrl, { method: 'PUT', body: lines.join('\n') })
  await portal.call('GET', '/_local/idle')
}
