import { existsSync, readFileSync } from 'node:fs'

/** Whether the page, by its path in the project, has a heading with that anchor. */
export const hasSection = (page: string, anchor: string): boolean => {
  const file = new URL(`../../${page}`, import.meta.url)
  if (page === '' || !existsSync(file)) return false
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].some(
    ([, heading = '']) => anchorOf(heading) === anchor,
  )
}

/** The anchor a heading gets where the page is read. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
