import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { states } from './states/index.ts'
import { openStage, type Stage } from './states/state.ts'
import { clippedTexts, smallTargets, spaceText, spaceTextAsItWas } from './support/layout.ts'
import { openPortal, type Portal, settled } from './support/portal.ts'

/** Rules of WCAG 2.2 AA, and what is good practice beyond. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let portal: Portal
let stage: Stage
beforeAll(async () => {
  portal = await openPortal()
  stage = await openStage(portal)
})
afterEach(async () => {
  await stage.page.evaluate(spaceTextAsItWas)
  await stage.page.setViewportSize({ width: 1280, height: 900 })
  await stage.page.emulateMedia({ colorScheme: 'light' })
})
afterAll(() => portal?.close())

/** What 1280 px are at 400 %. */
const narrow = { width: 320, height: 800 }

const remarksOfAxe = async (): Promise<unknown[]> => {
  const { violations } = await new AxeBuilder({ page: stage.page }).withTags(rules).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
}

const beyondTheSide = (): Promise<number> =>
  stage.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')

/** Each is judged as it is; those of one list come in the order in which they can be seen. */
describe.each(states)('the state $name', ({ show }) => {
  it('is one that axe has no remarks on, wide and light, and narrow and dark', async () => {
    const { page } = stage
    await show(stage)
    await settled(page)
    expect(await remarksOfAxe()).toEqual([])
    await page.setViewportSize(narrow)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await remarksOfAxe()).toEqual([])
  })

  it('fits a narrow screen, also with the spacing of WCAG 1.4.12, and loses no text', async () => {
    const { page } = stage
    await page.setViewportSize(narrow)
    expect(await beyondTheSide()).toBe(0)
    expect(await page.evaluate<string[]>(smallTargets)).toEqual([])
    await page.evaluate(spaceText)
    expect(await beyondTheSide()).toBe(0)
    expect(await page.evaluate<string[]>(clippedTexts)).toEqual([])
  })
})

describe('the page', () => {
  it('loses nothing but movement for who wants little of it', async () => {
    await stage.page.emulateMedia({ reducedMotion: 'reduce' })
    await stage.become('A. de Jong')
    const moving = await stage.page.evaluate<string[]>(
      `[...document.querySelectorAll('*')]
        .filter(one => getComputedStyle(one).transitionDuration !== '0s')
        .map(one => one.tagName)`,
    )
    expect(moving).toEqual([])
  })

  it('has a chooser of people before it that axe has no remarks on', async () => {
    await stage.page.getByRole('button', { name: 'Afmelden' }).click()
    await stage.page.getByRole('button', { name: 'Aanmelden' }).click()
    await stage.page.getByRole('heading', { name: 'Wie wilt u zijn?' }).waitFor()
    expect(await remarksOfAxe()).toEqual([])
  })

  it('went without a fault of its script', () => {
    expect(portal.faults).toEqual([])
  })
})
