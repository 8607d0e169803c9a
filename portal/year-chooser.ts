import { element } from './element.ts'

/** The newest that has begun, on 1 August: periods of the next may be known while this one is under way. Else the newest. */
export const yearUnderWay = (newestFirst: readonly string[], tomorrow: string): string | undefined =>
  newestFirst.find(year => `${year.slice(0, 4)}-08-01` < tomorrow) ?? newestFirst[0]

/** Links to the school years there are, newest first, and to the one that is shown where it is another. */
export const yearChooser = (
  known: readonly string[],
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
      ...(known.includes(chosen) ? known : [chosen, ...known]).map(year =>
        element(
          'li',
          {},
          element('a', { href: hrefOf(year), 'aria-current': year === chosen ? 'page' : null }, year),
        ),
      ),
    ),
  )
