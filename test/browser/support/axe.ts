import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** Rules of WCAG 2.2 AA, and what is good practice beyond. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe has to remark on a page: each rule with what breaks it. `only` are the rules to judge by, all where not told. */
export const remarksOn = async (page: Page, only = rules): Promise<unknown[]> => {
  // It stays until the page is loaded anew.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source)
  return page.evaluate(
    async options => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(options)
      return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
    },
    { runOnly: only, resultTypes: ['violations'] } satisfies RunOptions,
  )
}
