import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { openFonts } from '../../../functions/report-api/renderings/pdf/fonts.ts'
import { reportPdf } from '../../../functions/report-api/renderings/pdf.ts'
import { type EducationType, educationTypes } from '../../../shared/directory/education.ts'
import type { Report } from '../../../shared/monitoring/report.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { group, reported, survey } from '../../../test/unit/monitoring/survey.ts'
import { costOf, interleaved } from '../cost.ts'
import type { Measurement, Row } from '../row.ts'

const folder = fileURLToPath(new URL('../../../node_modules/dejavu-fonts-ttf/ttf', import.meta.url))
const fonts = openFonts(folder)
const files = {
  regular: readFileSync(join(folder, 'DejaVuSansCondensed.ttf')),
  bold: readFileSync(join(folder, 'DejaVuSansCondensed-Bold.ttf')),
}
const createdAt = instantFrom('2027-05-11T12:03:00Z')

const reportOf = (groups: number): Report => {
  const types = educationTypes.slice(0, groups)
  return reported(survey(Object.fromEntries(types.map((type: EducationType) => [type, group(120)]))))
}

const ours = (report: Report): Promise<Buffer> =>
  reportPdf({ report, boardName: 'Stichting De Vier Windstreken', createdAt, fonts })

interface Text {
  text: string
  font: string
  size: number
}

/** All that pdfkit is asked to write for a report. */
const textsOf = async (report: Report): Promise<readonly Text[]> => {
  const texts: Text[] = []
  const { prototype } = PDFDocument as unknown as { prototype: Recorded }
  const { text: write } = prototype
  prototype.text = function (text, ...rest) {
    const font = this._font.name.endsWith('Bold') ? 'bold' : 'regular'
    texts.push({ text, font, size: this._fontSize })
    return write.call(this, text, ...rest)
  }
  await ours(report)
  prototype.text = write
  return texts
}

interface Recorded {
  _font: { name: string }
  _fontSize: number
  text(this: Recorded, text: string, ...rest: unknown[]): unknown
}

const bare = (texts: readonly Text[]): Promise<Buffer> => {
  const pdf = new PDFDocument({ font: '' })
  for (const [face, file] of Object.entries(files)) pdf.registerFont(face, file)
  for (const { text, font, size } of texts) pdf.font(font, size).text(text)
  pdf.end()
  return buffer(pdf)
}

const measure = async (groups: number, rounds: number, times: number): Promise<Row> => {
  const report = reportOf(groups)
  const texts = await textsOf(report)
  const repeated = (make: () => Promise<Buffer>) => () =>
    costOf(async () => {
      for (let time = 0; time < times; time += 1) await make()
    })
  const costs = await interleaved(rounds, {
    ours: repeated(() => ours(report)),
    bare: repeated(() => bare(texts)),
  })
  return {
    measure: `report as PDF, ${groups} groups`,
    unit: 'ms',
    ours: costs.ours.cpu / times,
    reference: costs.bare.cpu / times,
    wallRatio: costs.ours.wall / costs.bare.wall,
    target: { atMost: 1.2 },
  }
}

export const reportAsPdf: Measurement = {
  name: 'report',
  about:
    'CPU of a PDF by a warm instance, beside bare pdfkit, which opens the same fonts and writes the same texts, without structure, tables and charts',
  run: async size => {
    const [rounds, times] = size === 'quick' ? [1, 1] : [9, 10]
    return [await measure(3, rounds, times), await measure(10, rounds, times)]
  },
}
