import {
  answerInWords,
  conductInWords,
  conductQuestions,
  levelInWords,
} from '../../../shared/consent/in-words.ts'
import type { Conduct } from '../../../shared/consent/terms.ts'
import { groupAmong, listed } from '../../../shared/monitoring/in-words.ts'
import { questionnaireIds, questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import type { GroupName, Report } from '../../../shared/monitoring/report.ts'
import { thresholdInWords } from '../../../shared/monitoring/threshold.ts'
import { dayInWords, type Instant, type LocalDate, momentInWords } from '../../../shared/platform/time.ts'
import { drawChart } from './pdf/chart.ts'
import type { Fonts } from './pdf/fonts.ts'
import { writeResults } from './pdf/results.ts'
import {
  closeSheet,
  type Element,
  moveDown,
  openSheet,
  type Sheet,
  styles,
  within,
  write,
} from './pdf/sheet.ts'
import { type Row, writeTable } from './pdf/table.ts'

export interface PdfInput {
  report: Report
  /** The name of the report's board. */
  boardName: string
  /** The moment it is made; said on the first page. */
  createdAt: Instant
  fonts: Fonts
  /** How the survey was held and when it is delivered, where there is a consent. */
  consent?: { conduct: Conduct; deliveryDate: LocalDate }
}

/**
 * The report as a school hands it to its board: a tagged PDF (PDF/UA, ISO 14289-1) in Dutch. The same input
 * makes the same bytes.
 */
export const reportPdf = ({ report, boardName, createdAt, fonts, consent }: PdfInput): Promise<Buffer> => {
  const { document, digest } = report
  const title = `Monitoring Sociale Veiligheid ${document.schoolYear}`
  const sheet = openSheet(`${title}, ${document.schoolName}`, createdAt, fonts)
  write(sheet, sheet.body, 'H1', title, styles.title)
  moveDown(sheet, 2)
  write(sheet, sheet.body, 'P', document.schoolName, styles.heading)
  moveDown(sheet, 10)
  writeFacts(sheet, factsOf(report, { boardName, createdAt, deliveryDate: consent?.deliveryDate }))
  writeSummary(sheet, report)
  writeWithheld(sheet, report)
  if (consent) writeConduct(sheet, consent.conduct)
  writeSection(sheet, 'Hoe leest u dit rapport?', explanation)
  for (const group of document.groups) writeResults(sheet, group, groupAmong(groupsOf(report), group))
  return closeSheet(sheet, (page, pages) => ({
    left: `${title}, vestiging ${document.schoolId}`,
    right: `Pagina ${page} van ${pages}`,
    below: `Controlecode ${digest}`,
  }))
}

type Fact = [name: string, value: string]

interface Said {
  boardName: string
  createdAt: Instant
  deliveryDate: LocalDate | undefined
}

const factsOf = (report: Report, { boardName, createdAt, deliveryDate }: Said): Fact[] => {
  const { document, digest } = report
  return [
    ['Vestigingscode', document.schoolId],
    ['Bevoegd gezag', `${boardName} (${document.boardId})`],
    ['Schooljaar', document.schoolYear],
    ['Doorleverniveau', levelInWords[document.level]],
    ...(deliveryDate ? [['Doorleverdatum', dayInWords(deliveryDate)] satisfies Fact] : []),
    ...sourcesOf(report),
    ['Gemaakt op', momentInWords(createdAt)],
    ['Controlecode', digest],
  ]
}

/** Those that are withheld too. */
const groupsOf = ({ document, withheld }: Report): readonly GroupName[] => [...document.groups, ...withheld]

/** The questionnaires that the report is made from. */
const sourcesOf = (report: Report): Fact[] => {
  const used = new Set(groupsOf(report).map(({ questionnaire }) => questionnaire))
  return questionnaireIds
    .filter(id => used.has(id))
    .map(id => ['Bron', `${questionnaires[id].name} (${id}, ${questionnaires[id].publisher})`])
}

const writeFacts = (sheet: Sheet, facts: readonly Fact[]): void => {
  const rows = facts.map(
    ([name, value]): Row => ({
      cells: [
        { text: name, style: styles.strong, x: 0, width: 100, heads: 'Row' },
        { text: value, style: styles.body, x: 106, width: 377 },
      ],
    }),
  )
  writeTable(sheet, sheet.body, rows)
}

const writeSummary = (sheet: Sheet, report: Report): void => {
  const { document } = report
  if (document.groups.length === 0) {
    writeSection(sheet, 'Geen resultaten', [
      `Er is geen groep waarin ${thresholdInWords} of meer leerlingen de vragenlijst hebben ingevuld.`,
      'Daarom is er niets om te leveren aan de Inspectie van het Onderwijs.',
    ])
    return
  }
  const section = writeSection(sheet, 'De resultaten in het kort', [
    'Cijfers van 1 tot en met 10. Hoger is beter, ook bij aantasting: ' +
      'een hoog cijfer betekent dat leerlingen er weinig last van hebben.',
  ])
  drawChart(sheet, section, document.groups, groupsOf(report))
}

const writeWithheld = (sheet: Sheet, report: Report): void => {
  const { withheld } = report
  if (withheld.length === 0) return
  const names = withheld.map(group => groupAmong(groupsOf(report), group))
  writeSection(sheet, 'Niet in dit rapport', [
    `Van deze groepen staan er geen resultaten in dit rapport: ${listed(names)}.`,
    `Daar hebben minder dan ${thresholdInWords} leerlingen de vragenlijst ingevuld. ` +
      'Zo blijft onbekend wat een leerling heeft geantwoord.',
    'Deze mededeling is alleen voor de school en het bestuur. De inspectie krijgt die niet.',
  ])
}

const writeConduct = (sheet: Sheet, conduct: Conduct): void => {
  const section = writeSection(sheet, 'Hoe de vragenlijst is afgenomen', [])
  for (const question of conductQuestions) {
    const answer = conduct[question]
    if (answer !== undefined) writeAnswer(sheet, section, conductInWords[question], answerInWords(answer))
  }
}

/** What the school answered, of any length: a paragraph for each line with a text. */
const writeAnswer = (sheet: Sheet, section: Element, heading: string, answer: string): void => {
  moveDown(sheet, 6, 40)
  write(sheet, section, 'H3', heading, styles.subheading)
  moveDown(sheet, 2)
  for (const line of answer.split('\n').filter(text => text.trim() !== '')) {
    write(sheet, section, 'P', line, styles.body)
    moveDown(sheet, 2)
  }
}

/** A heading that never stands alone at the foot of a page, with paragraphs. */
const writeSection = (sheet: Sheet, heading: string, paragraphs: readonly string[]): Element => {
  moveDown(sheet, 22, 90)
  const section = within(sheet, sheet.body, 'Sect')
  write(sheet, section, 'H2', heading, styles.heading)
  for (const text of paragraphs) {
    moveDown(sheet, 4)
    write(sheet, section, 'P', text, styles.body)
  }
  return section
}

const explanation = [
  'Dit rapport gaat over groepen leerlingen, nooit over één leerling of één leerjaar. ' +
    `Over een groep met minder dan ${thresholdInWords} ingevulde vragenlijsten staat er niets in.`,
  'Het cijfer van een vraag is het gemiddelde van de antwoorden, ' +
    'omgerekend naar een schaal van 1 tot en met 10 en afgerond op één decimaal. ' +
    `Staat er ‘geen cijfer’, dan hebben minder dan ${thresholdInWords} leerlingen de vraag beantwoord.`,
  'Het cijfer van een indicator is het gemiddelde van alle antwoorden op de vragen van die indicator ' +
    'die een cijfer hebben.',
  'De controlecode hoort bij precies deze resultaten. ' +
    'Staat bij de toestemming of bij de levering dezelfde code, dan gaat het om dezelfde resultaten.',
]
