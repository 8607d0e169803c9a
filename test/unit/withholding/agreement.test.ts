import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { educationTypeInWords, groupAmong, questionnaireAmong } from '../../../shared/monitoring/in-words.ts'
import type { Report, ReportGroup } from '../../../shared/monitoring/report.ts'
import type { Heard } from '../monitoring/pdf-reader.ts'
import { read } from '../monitoring/pdf-report.ts'
import { renderingsOf, reportOn } from './renderings.ts'
import { surveyAndLevel } from './schools.ts'

const numberIn = (cell = ''): number | null => {
  expect(cell).toMatch(/^(\d+(,\d)?)?$/)
  return cell === '' ? null : Number(cell.replace(',', '.'))
}

type Rows = readonly Readonly<Record<string, string>>[]

const rowsOf = (csv: string): Rows => parse(csv, { bom: true, delimiter: ';', columns: true })

/** Names a group. */
const nameIn = ({ ONDERWIJSSOORT, VRAGENLIJST }: Rows[number]): string =>
  [ONDERWIJSSOORT, VRAGENLIJST].join(' ')

/** What a reader of the CSV alone knows of the groups. */
const groupsIn = (rows: Rows) =>
  [...Map.groupBy(rows, nameIn)].map(([_, ofGroup]) => ({
    educationType: ofGroup[0]?.ONDERWIJSSOORT || null,
    questionnaire: ofGroup[0]?.VRAGENLIJST,
    pupils: numberIn(ofGroup[0]?.LEERLINGEN),
    respondents: numberIn(ofGroup[0]?.RESPONDENTEN),
    responseRate: numberIn(ofGroup[0]?.RESPONSPERCENTAGE),
    indicators: [...Map.groupBy(ofGroup, row => row.INDICATOR)].map(([name, [whole, ...questions]]) => ({
      name,
      score: numberIn(whole?.CIJFER),
      questions: questions.map(row => ({ id: row.VRAAG, text: row.VRAAGTEKST, score: numberIn(row.CIJFER) })),
    })),
  }))

const withoutIds = (groups: readonly ReportGroup[]) =>
  groups.map(group => ({ ...group, indicators: group.indicators.map(({ id, ...rest }) => rest) }))

/** What every row says beside its own group and score. */
const ofEveryRow = ({ document, digest }: Report) => ({
  VESTIGINGSCODE: document.schoolId,
  VESTIGINGSNAAM: document.schoolName,
  'BEVOEGD GEZAG NUMMER': document.boardId,
  SCHOOLJAAR: document.schoolYear,
  DOORLEVERNIVEAU: document.level === 'school' ? 'schoolniveau' : 'onderwijssoortniveau',
  CONTROLECODE: digest,
})

const ofItsOwn = [
  'VRAGENLIJST',
  'ONDERWIJSSOORT',
  'LEERLINGEN',
  'RESPONDENTEN',
  'RESPONSPERCENTAGE',
  'INDICATOR',
  'VRAAG',
  'VRAAGTEKST',
  'CIJFER',
]

describe('every rendering', () => {
  it('says as JSON and to the inspectorate what is in the document, and only that', () => {
    fc.assert(
      fc.property(surveyAndLevel, ([survey, level]) => {
        const report = reportOn(survey, level)
        const { json, payload } = renderingsOf(report)
        const { document, digest, withheld } = report
        expect(JSON.parse(json)).toEqual({ document, digest, withheld })
        expect(JSON.parse(payload).report).toEqual(document)
        expect(Object.keys(JSON.parse(payload)).sort().join(' ')).toBe(
          'conduct consent deliveryId report schemaVersion',
        )
      }),
    )
  })

  it('says as CSV what the JSON says, with decimal commas, and nothing more', () => {
    fc.assert(
      fc.property(surveyAndLevel, ([survey, level]) => {
        const report = reportOn(survey, level)
        const rows = rowsOf(renderingsOf(report).csv)
        expect(groupsIn(rows)).toEqual(withoutIds(report.document.groups))
        for (const row of rows) {
          expect(row).toMatchObject(ofEveryRow(report))
          expect(Object.keys(row).sort()).toEqual([...Object.keys(ofEveryRow(report)), ...ofItsOwn].sort())
        }
      }),
    )
  })

  it('says as PDF what the JSON says, with decimal commas, and nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(surveyAndLevel, async ([survey, level]) => {
        const report = reportOn(survey, level)
        const { root, all, pages } = await read(report)
        const { groups } = report.document
        const sections = root.children.filter(isResults)
        expect(sections.map(saidIn)).toEqual(groups.map(group => groupSaid(group, report)))
        const figures = all.filter(({ type }) => type === 'Figure')
        expect(figures.map(({ alt }) => numbersIn(alt))).toEqual(
          groups.length > 0 ? [chartNumbers(report)] : [],
        )
        expect(figures.map(({ text }) => text)).toEqual(groups.length > 0 ? [chartText(report)] : [])
        const others = root.children.filter(each => !isResults(each)).flatMap(textsIn)
        expect(numbersOutside(others, report).filter(number => number !== '1' && number !== '10')).toEqual([])
        for (const [index, { artifacts }] of pages.entries())
          expect(artifacts.trim()).toBe(footerOf(report, index + 1, pages.length))
      }),
      { numRuns: 12 },
    )
  })
})

const inDutch = (score: number | null): string =>
  score === null ? 'geen cijfer' : score.toFixed(1).replace('.', ',')

const numbersIn = (text = ''): readonly string[] => text.match(/\d+(,\d+)?/g) ?? []

const textsIn = ({ type, text, children }: Heard): readonly string[] =>
  type === 'Figure' ? [] : [text, ...children.flatMap(textsIn)]

const isResults = ({ children }: Heard): boolean => children[0]?.text.startsWith('Resultaten: ') ?? false

/** Heading, the numbers of the response, and the rows of the table. */
const saidIn = ({ children: [heading, response, table, ...rest] }: Heard) => ({
  heading: heading?.text,
  response: numbersIn(response?.text),
  rows: table?.children.map(row => row.children.map(cell => cell.text.trim())),
  rest,
})

const groupSaid = (
  { pupils, respondents, responseRate, indicators, ...name }: ReportGroup,
  { document, withheld }: Report,
) => ({
  heading: `Resultaten: ${groupAmong([...document.groups, ...withheld], name)}`,
  response: [
    `${respondents}`,
    ...(responseRate === null ? [] : [`${pupils}`, inDutch(responseRate)]),
    ...(responseRate !== null && responseRate > 100 ? ['100'] : []),
  ],
  rows: [
    ['Indicator of vraag', 'Cijfer'],
    ...indicators.flatMap(({ name, score, questions }) => [
      [name, inDutch(score)],
      ...questions.map(question => [`${question.id}  ${question.text}`, inDutch(question.score)]),
    ]),
  ],
  rest: [],
})

/** The ends of its scale, and the scores of the indicators of each group. */
const chartNumbers = ({ document }: Report): readonly string[] => [
  '1',
  '10',
  ...document.groups.flatMap(({ indicators }) =>
    indicators.flatMap(({ score }) => (score === null ? [] : [inDutch(score)])),
  ),
]

/** The labels in the order in which they are drawn: names of groups, then a panel for each indicator. */
const chartText = ({ document: { groups }, withheld }: Report): string =>
  [
    ...groups.flatMap(group => [
      educationTypeInWords(group.educationType),
      questionnaireAmong([...groups, ...withheld], group),
    ]),
    ...['Veiligheidsbeleving', 'Aantasting', 'Welbevinden'].flatMap((name, place) => [
      name,
      '1',
      '10',
      ...groups.map(({ indicators }) => inDutch(indicators[place]?.score ?? null)),
    ]),
  ].join('')

/** Numbers that stand apart, outside what the first page says of whom the report is about. */
const numbersOutside = (texts: readonly string[], { document, digest }: Report): readonly string[] => {
  const { schoolId, boardId, schoolYear } = document
  const facts = [schoolId, boardId, schoolYear, digest, '11 mei 2027 14:03']
  return numbersIn(facts.reduce((text, fact) => text.replaceAll(fact, ''), texts.join('\n')))
}

const footerOf = ({ document, digest }: Report, page: number, pages: number): string =>
  [
    `Monitoring Sociale Veiligheid ${document.schoolYear}, vestiging ${document.schoolId}`,
    `Pagina ${page} van ${pages}`,
    `Controlecode ${digest}`,
  ].join(' ')
