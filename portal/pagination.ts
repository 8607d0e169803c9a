import { element, paragraph } from './element.ts'

/** Ways to the other pages of a long list; nothing where there is one page. Pages are counted from 1. */
export const pagination = (
  name: string,
  page: number,
  pages: number,
  hrefOf: (page: number) => string,
): HTMLElement | null => {
  if (pages < 2) return null
  const relative = (to: number, label: string, rel: 'prev' | 'next') =>
    to >= 1 && to <= pages
      ? element('a', { class: 'utrecht-pagination__relative-link', href: hrefOf(to), rel }, label)
      : null
  return element(
    'nav',
    { class: 'utrecht-pagination', 'aria-label': name },
    relative(page - 1, 'Vorige', 'prev'),
    paragraph(`Pagina ${page} van ${pages}`),
    relative(page + 1, 'Volgende', 'next'),
  )
}
