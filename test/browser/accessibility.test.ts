import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { states } from './states/index.ts'
import { openStage, type Stage } from './states/state.ts'
import { remarksOn } from './support/axe.ts'
import {
  clippedTexts,
  focused,
  forcedColours,
  smallTargets,
  spaceText,
  spaceTextAsItWas,
} from './support/layout.ts'
import { openPortal, type Portal, settled } from './support/portal.ts'

/** Those whose answer hangs on widths and colours. */
const rulesOfForm = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

let portal: Portal
let stage: Stage
beforeAll(async () => {
  portal = await openPortal()
  stage = await openStage(portal)
})
afterEach(async () => {
  await stage.page.evaluate(spaceTextAsItWas)
  await stage.page.setViewportSize({ width: 1280, height: 900 })
  await stage.page.emulateMedia({
    media: 'screen',
    colorScheme: 'light',
    forcedColors: 'none',
    reducedMotion: 'no-preference',
  })
})
afterAll(() => portal?.close())

/** What 1280 px are at 400 %. */
const narrow = { width: 320, height: 800 }

const beyondTheSide = (): Promise<number> =>
  stage.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')

/** Each is judged as it is; those of one list come in the order in which they can be seen. */
describe.each(states)('the state $name', ({ show }) => {
  it('is one that axe has no remarks on, wide and light, and narrow and dark', async () => {
    const { page } = stage
    await show(stage)
    await settled(page)
    expect(await remarksOn(stage.page)).toEqual([])
    await page.setViewportSize(narrow)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await remarksOn(stage.page, rulesOfForm)).toEqual([])
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
  it('shows where the focus is, with a ring of at least 2 px, wherever the Tab key goes', async () => {
    const { page, become } = stage
    await become('L. Visser')
    const seen = new Set<string>()
    for (let pressed = 0; pressed < 60; pressed += 1) {
      await page.keyboard.press('Tab')
      const { name, ring } = await page.evaluate<{ name: string; ring: string }>(focused)
      // Past the last one the window itself has it.
      if (name.startsWith('<body')) continue
      seen.add(name)
      expect(ring, name).toMatch(/^solid [2-9]/)
    }
    expect(seen.size).toBeGreaterThan(12)
  })

  it('tells apart by form what chosen colours make alike', async () => {
    const { page } = stage
    await page.emulateMedia({ forcedColors: 'active' })
    const { bar, track, ground, badge, radio } = await page.evaluate<Record<string, string>>(forcedColours)
    expect(bar).not.toBe(ground)
    expect(track).not.toBe(bar)
    expect(badge).toBe('solid')
    expect(radio).toBe('auto')
  })

  it('is printed dark on white, without what is there to be pressed', async () => {
    const { page } = stage
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await page.getByRole('button', { name: /^(Afmelden|Download|Opslaan)/ }).count()).toBe(0)
    expect(await page.getByRole('table').first().isVisible()).toBe(true)
    // The level and the school year that it is of.
    expect(await page.getByRole('tab').count()).toBe(1)
    expect(await page.getByRole('navigation', { name: 'Schooljaar' }).getByRole('link').count()).toBe(1)
    const [ground, ink] = await page.evaluate<string[]>(
      '[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("h1")).color]',
    )
    expect([ground, ink]).toEqual(['rgb(255, 255, 255)', 'rgb(0, 26, 64)'])
  })

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
    expect(await remarksOn(stage.page)).toEqual([])
  })

  it('went without a fault of its script', () => {
    expect(portal.faults).toEqual([])
  })
})
