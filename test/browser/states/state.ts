import type { Page } from 'playwright-core'
import { become, type Portal, settled } from '../support/portal.ts'

/** The one page in which states are shown, one after another. */
export interface Stage {
  portal: Portal
  page: Page
  /** Signs in as one of the demo people, in the place of whoever was, and goes to their home or to `address`. */
  become(name: string, address?: string): Promise<void>
}

/** Something the page can show. */
export interface State {
  /** Also that of its pictures: `school-step-6`. */
  name: string
  /** Brings it about, and waits until it is there. A state finds what the one before it in its list left. */
  show(stage: Stage): Promise<void>
}

export const openStage = async (portal: Portal): Promise<Stage> => {
  const page = await portal.visitor()
  await settled(page)
  return {
    portal,
    page,
    become: async (name, address) => {
      // Nothing of who was there before is left.
      await page.evaluate('localStorage.clear()')
      await become(page, portal.local, name, address)
    },
  }
}
