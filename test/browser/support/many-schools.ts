import type { Page } from 'playwright-core'

const path = '**/boards/*/monitorings**'

/** A board of sixty schools, one with a name that no line holds, where nobody can give consent. Until `unroute` of what is returned. */
export const routeManySchools = async (page: Page): Promise<string> => {
  const items = Array.from({ length: 60 }, (_, at) => ({
    schoolId: `${10 + at}AA00`,
    schoolName: `School ${at + 1}${at === 30 ? ` ${'Onderwijsgemeenschapsvereniging'.repeat(4)}` : ''}`,
    status: 'awaiting-consent',
    obstacles: ['no-board-administrator', 'no-delivery-window'],
    version: null,
    level: null,
    deliveryDate: null,
    givenBy: null,
    givenAt: null,
    deliveredAt: null,
    receiptId: null,
  }))
  await page.route(path, route => route.fulfill({ json: { items } }))
  return path
}
