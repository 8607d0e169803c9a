import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Rules of WCAG 2.2 AA, and what is good practice beyond. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe has to remark on a page: each rule with what breaks it. `only` are the rules to judge by, all where not told. */
export const remarksOn = async (page: Page, only?: string[]): Promise<unknown[]> => {
  // Legacy is what axe calls a page without frames of other origins: it needs no second window then, and half the time.
  const builder = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (only ? builder.withRules(only) : builder.withTags(rules)).analyze()
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
}
