import { decimal, educationTypeInWords, groupInWords } from '../../../../shared/monitoring/in-words.ts'
import type { ReportGroup } from '../../../../shared/monitoring/report.ts'
import { bar, column, type Element, label, moveDown, type Sheet, styles } from './sheet.ts'

const LABELS = 150
const GAP = 14
const ROW = 30
const VALUE = 30
const HEAD = 18
const FOOT = 14

const TRACK = '#dfe5ec'
const FILL = '#154273'

/** A bar from 1 to the score on a track from 1 to 10. Never without its number beside it. */
export const gauge = (sheet: Sheet, x: number, y: number, width: number, score: number): void => {
  bar(sheet, x, y, width, 8, TRACK)
  bar(sheet, x, y, (width * (score - 1)) / 9, 8, FILL)
}

/** A column of bars for each indicator, a row for each group: one figure, also told in words. */
export const drawChart = (sheet: Sheet, parent: Element, groups: readonly ReportGroup[]): void => {
  const height = HEAD + groups.length * ROW + FOOT
  moveDown(sheet, 8, height)
  const { pdf } = sheet
  const top = pdf.y
  const bbox: [number, number, number, number] = [column.left, top, column.right, top + height]
  const attributes = { alt: inWords(groups), bbox }
  parent.add(pdf.struct('Figure', attributes, () => draw(sheet, groups, top)))
  pdf.y = top + height
}

const draw = (sheet: Sheet, groups: readonly ReportGroup[], top: number): void => {
  const rows = top + HEAD
  groups.forEach(({ educationType, questionnaire }, row) => {
    label(sheet, educationTypeInWords(educationType), column.left, rows + row * ROW, styles.body)
    label(sheet, questionnaire, column.left, rows + row * ROW + 12, styles.small)
  })
  // The same ones in every questionnaire.
  const { indicators } = groups[0]!
  const panel = (column.width - LABELS - GAP * (indicators.length - 1)) / indicators.length
  indicators.forEach(({ name }, place) => {
    const x = column.left + LABELS + place * (panel + GAP)
    label(sheet, name, x, top, styles.subheading)
    label(sheet, '1', x, rows + groups.length * ROW - 3, styles.small)
    label(sheet, '10', x + panel - VALUE - 11, rows + groups.length * ROW - 3, styles.small)
    groups.forEach((group, row) => {
      drawScore(sheet, group.indicators[place]?.score ?? null, x, rows + row * ROW, panel - VALUE)
    })
  })
}

const drawScore = (sheet: Sheet, score: number | null, x: number, y: number, width: number): void => {
  if (score === null) {
    label(sheet, 'geen cijfer', x, y, styles.small)
  } else {
    gauge(sheet, x, y + 2, width, score)
    label(sheet, decimal(score), x + width + 6, y, styles.strong)
  }
}

const inWords = (groups: readonly ReportGroup[]): string => {
  const told = groups.map(group => {
    const scores = group.indicators.map(
      ({ name, score }) => `${name} ${score === null ? 'geen cijfer' : decimal(score)}`,
    )
    return `${groupInWords(group)}: ${scores.join(', ')}`
  })
  return `Staafdiagram van de indicatoren, op een schaal van 1 tot en met 10. ${told.join('. ')}.`
}
