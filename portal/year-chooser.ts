import { element } from './element.ts'

/** Links to the school years there are, newest first. */
export const yearChooser = (
  years: readonly string[],
  chosen: string,
  hrefOf: (schoolYear: string) => string,
): HTMLElement =>
  element(
    'nav',
    { class: 'years', 'aria-label': 'Schooljaar' },
    element('span', { 'aria-hidden': 'true' }, 'Schooljaar'),
    element(
      'ul',
      {},
      ...years.map(year =>
        element(
          'li',
          {},
          element('a', { href: hrefOf(year), 'aria-current': year === chosen ? 'page' : null }, year),
        ),
      ),
    ),
  )
