import { decimal } from '../../../../shared/monitoring/in-words.ts'
import type { ReportGroup } from '../../../../shared/monitoring/report.ts'
import { gauge } from './chart.ts'
import {
  bar,
  column,
  heightOf,
  moveDown,
  type Sheet,
  styles,
  type TextStyle,
  within,
  write,
} from './sheet.ts'
import { heightOfRows, type Row, writeTable } from './table.ts'

const TEXT = { x: 6, width: 330 }
const GAUGE = { x: 346, width: 66 }
const SCORE = { x: 416, width: column.width - 422, align: 'right' } as const
const BAND = '#eef2f6'

/** Heading, response and table of one group, kept together on a page where they fit on one. */
export const writeResults = (sheet: Sheet, group: ReportGroup, name: string): void => {
  const heading = `Resultaten: ${name}`
  const rows = rowsOf(sheet, group)
  const height = heightOf(sheet, heading, styles.heading, column.width) + 36 + heightOfRows(sheet, rows)
  moveDown(sheet, 24, height)
  const section = within(sheet, sheet.body, 'Sect')
  write(sheet, section, 'H2', heading, styles.heading)
  moveDown(sheet, 4)
  write(sheet, section, 'P', responseOf(group), styles.body)
  moveDown(sheet, 6)
  writeTable(sheet, section, rows)
}

const rowsOf = (sheet: Sheet, { indicators }: ReportGroup): Row[] => {
  const row = (text: string, score: number | null, style: TextStyle, band: boolean): Row => ({
    cells: [
      { text, style, ...TEXT, heads: 'Row' },
      { text: score === null ? 'geen cijfer' : decimal(score), style, ...SCORE },
    ],
    backdrop: (top, height) => {
      if (band) bar(sheet, column.left, top, column.width, height, BAND)
      if (score !== null) gauge(sheet, column.left + GAUGE.x, top + 5, GAUGE.width, score)
    },
  })
  return [
    {
      cells: [
        { text: 'Indicator of vraag', style: styles.subheading, ...TEXT, heads: 'Column' },
        { text: 'Cijfer', style: styles.subheading, ...SCORE, heads: 'Column' },
      ],
    },
    ...indicators.flatMap(({ name, score, questions }) => [
      row(name, score, styles.strong, true),
      ...questions.map(({ id, text, score: own }) => row(`${id}  ${text}`, own, styles.body, false)),
    ]),
  ]
}

/** How many answered, and of how many. */
const responseOf = ({ respondents, pupils, responseRate }: ReportGroup): string => {
  const known = `${respondents} leerlingen hebben de vragenlijst ingevuld.`
  if (pupils === null) return `${known} Het aantal leerlingen is niet bekend.`
  if (responseRate === null) return `${known} Volgens de opgave telt deze groep geen leerlingen.`
  const share = `${respondents} van de ${pupils} leerlingen`
  const answered = `${share} hebben de vragenlijst ingevuld (${decimal(responseRate)}%).`
  return responseRate > 100
    ? `${answered} Dat is meer dan 100%, omdat de aantallen uit verschillende bronnen komen.`
    : answered
}
