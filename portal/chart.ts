import { drawing } from './element.ts'
import type { ReportIndicator } from './shapes.ts'
import { score } from './wording.ts'

const WIDTH = 300
const ROW = 46
const FOOT = 18

type Bar = Pick<ReportIndicator, 'name' | 'score'>

/** Bars from 1 to the score on tracks from 1 to 10, each with its number; told in words as well. */
export const scoreChart = (name: string, indicators: readonly Bar[]): SVGElement => {
  const height = indicators.length * ROW + FOOT
  const told = indicators.map(indicator => `${indicator.name} ${score(indicator.score)}`).join(', ')
  return drawing(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'aria-label': `Staafdiagram van ${name}, op een schaal van 1 tot en met 10: ${told}.`,
    },
    ...indicators.map((indicator, row) => bar(indicator, row * ROW)),
    drawing('text', { x: 0, y: height - 4, class: 'scale' }, '1'),
    drawing('text', { x: WIDTH, y: height - 4, class: 'scale', 'text-anchor': 'end' }, '10'),
  )
}

const bar = ({ name, score: value }: Bar, top: number) =>
  drawing(
    'g',
    {},
    drawing('text', { x: 0, y: top + 15 }, name),
    drawing('text', { x: WIDTH, y: top + 15, class: 'value', 'text-anchor': 'end' }, score(value)),
    drawing('rect', { class: 'track', x: 0, y: top + 22, width: WIDTH, height: 12, rx: 3 }),
    value !== null &&
      drawing('rect', {
        class: 'bar',
        x: 0,
        y: top + 22,
        width: (WIDTH * (value - 1)) / 9,
        height: 12,
        rx: 3,
      }),
  )
