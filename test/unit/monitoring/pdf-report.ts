import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { openFonts } from '../../../functions/report-api/renderings/pdf/fonts.ts'
import { type PdfInput, reportPdf } from '../../../functions/report-api/renderings/pdf.ts'
import type { Conduct } from '../../../shared/consent/terms.ts'
import { type Report, reportOf } from '../../../shared/monitoring/report.ts'
import { instantFrom, type LocalDate } from '../../../shared/platform/time.ts'
import { type Heard, type ReadPdf, readPdf } from './pdf-reader.ts'
import { group, reported, subject, survey } from './survey.ts'

const fontFolder = join(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
)
const fonts = openFonts(fontFolder)
const createdAt = instantFrom('2027-05-11T12:03:00Z')

export const conduct = {
  representative: true,
  surveyedGroup: 'Alle leerlingen van leerjaar 1 tot en met 4.',
  anonymous: false,
  notAnonymousReason: 'Leerlingen logden in met hun leerlingnummer.',
} satisfies Conduct

export const consentWith = (changed: Partial<Conduct>) => ({
  deliveryDate: '2027-07-01' as LocalDate,
  conduct: { ...conduct, ...changed },
})

/** Two groups, one of them with a question that only four answered. */
export const havoAndVwo = reported(
  survey(
    { HAVO: group(120, { except: { A2: { answers: 4, sum: 4 } } }), VWO: group(9, { answer: 5 }) },
    { pupils: { HAVO: 310 } },
  ),
)

/** The report of a school of that name. */
export const named = (schoolName: string): Report => {
  const report = reportOf({ ...subject, schoolName }, survey({ HAVO: group(9) }), 'school')
  if (report === undefined) throw new Error('expected a report')
  return report
}

export const made = (report: Report, rest: Partial<PdfInput> = {}): Promise<Buffer> =>
  reportPdf({ report, boardName: 'Stichting De Vier Windstreken', createdAt, fonts, ...rest })

export const read = async (report: Report, rest: Partial<PdfInput> = {}): Promise<ReadPdf> =>
  readPdf(await made(report, rest))

/** The texts of the elements of these types, in reading order. */
export const textsOf = ({ all }: ReadPdf, ...types: string[]): string[] =>
  all.filter(({ type }) => types.includes(type)).map(({ text }) => text.trim())

export const rowsOf = ({ all }: ReadPdf): Heard[] => all.filter(({ type }) => type === 'TR')
