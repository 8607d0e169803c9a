import {
  decimal,
  educationTypeInWords,
  groupAmong,
  questionnaireAmong,
} from '../../../../shared/monitoring/in-words.ts'
import type { GroupName, ReportGroup } from '../../../../shared/monitoring/report.ts'
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

/** A column of bars for each indicator, a row for each group: one figure, also told in words. `all` are those of the report. */
export const drawChart = (
  sheet: Sheet,
  parent: Element,
  groups: readonly ReportGroup[],
  all: readonly GroupName[],
): void => {
  const height = HEAD + groups.length * ROW + FOOT
  moveDown(sheet, 8, height)
  const { pdf } = sheet
  const top = pdf.y
  const bbox: [number, number, number, number] = [column.left, top, column.right, top + height]
  const attributes = { alt: inWords(groups, all), bbox }
  parent.add(pdf.struct('Figure', attributes, () => draw(sheet, groups, all, top)))
  pdf.y = top + height
}

const draw = (sheet: Sheet, groups: readonly ReportGroup[], all: readonly GroupName[], top: number): void => {
  const rows = top + HEAD
  groups.forEach((group, row) => {
    const below = questionnaireAmong(all, group)
    label(sheet, educationTypeInWords(group.educationType), column.left, rows + row * ROW, styles.body)
    if (below !== undefined) label(sheet, below, column.left, rows + row * ROW + 12, styles.small)
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

const inWords = (groups: readonly ReportGroup[], all: readonly GroupName[]): string => {
  const told = groups.map(group => {
    const scores = group.indicators.map(
      ({ name, score }) => `${name} ${score === null ? 'geen cijfer' : decimal(score)}`,
    )
    return `${groupAmong(all, group)}: ${scores.join(', ')}`
  })
  return `Staafdiagram van de indicatoren, op een schaal van 1 tot en met 10. ${told.join('. ')}.`
}
