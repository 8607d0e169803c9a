import { drawing, element } from '../element.ts'
import type { OverviewItem } from '../shapes.ts'
import { statusBadge, statuses } from '../status.ts'
import { schoolsInWords } from '../wording.ts'

const WIDTH = 100
const HEIGHT = 8

/** How many schools have each status. The bars only repeat the numbers. */
export const counts = (items: readonly OverviewItem[]): HTMLElement =>
  element(
    'ul',
    { class: 'counts', 'aria-label': 'Aantal scholen per status' },
    ...statuses
      .map(status => ({ status, count: items.filter(item => item.status === status).length }))
      .filter(({ count }) => count > 0)
      .map(({ status, count }) =>
        element(
          'li',
          {},
          statusBadge(status),
          bar(count / items.length),
          element('span', {}, schoolsInWords(count)),
        ),
      ),
  )

const bar = (share: number) =>
  drawing(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    drawing('rect', { class: 'track', width: WIDTH, height: HEIGHT }),
    drawing('rect', { class: 'bar', width: WIDTH * share, height: HEIGHT }),
  )
