/** How much more a school-year may cost than when its figure was last taken. */
const TOLERANCE = 0.05

const figure = /^variable per school-year: \$([\d.]+)$/m
const block = /<!-- npm run cost -->\n[\s\S]*?<!-- as taken -->/

/** The last line of the bill. */
export const figureLine = (variable: number): string => `variable per school-year: $${variable.toFixed(6)}`

/** The page with that bill in the place of the one before. Throws where the page has no place for it. */
export const pageWith = (page: string, bill: string): string => {
  if (!block.test(page)) throw new Error('the page has no place for the bill')
  return page.replace(block, () => `<!-- npm run cost -->\n${bill}\n<!-- as taken -->`)
}

/** What is wrong with a figure beside the one on the page; undefined where nothing is. */
export const complaintOf = (page: string, variable: number): string | undefined => {
  const taken = Number(figure.exec(page)?.[1])
  if (!(taken > 0)) return 'docs/cost.md has no figure of a school-year'
  if (variable <= taken * (1 + TOLERANCE)) return undefined
  const percent = Math.round((variable / taken - 1) * 100)
  return `A school-year has come to cost ${percent} % more than the $${taken} of docs/cost.md. If that is worth it: npm run cost -- --take YYYY-MM-DD`
}
