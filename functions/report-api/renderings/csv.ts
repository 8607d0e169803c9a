import { levelInWords } from '../../../shared/consent/in-words.ts'
import { decimal } from '../../../shared/monitoring/in-words.ts'
import type {
  Report,
  ReportGroup,
  ReportIndicator,
  ReportQuestion,
} from '../../../shared/monitoring/report.ts'
import { type Columns, csvOf } from '../../../shared/platform/csv.ts'

/** A row is about an indicator as a whole, or about one of its questions. */
interface Row {
  group: ReportGroup
  indicator: ReportIndicator
  question: ReportQuestion | null
}

/**
 * The report as a table: a row for each indicator of a group, followed by one for each of its questions. Each
 * row stands on its own. Without a group, only the header. What is null is an empty cell.
 */
export const reportCsv = ({ report: { document, digest } }: { report: Report }): string => {
  const columns: Columns<Row> = {
    VESTIGINGSCODE: () => document.schoolId,
    VESTIGINGSNAAM: () => document.schoolName,
    'BEVOEGD GEZAG NUMMER': () => document.boardId,
    SCHOOLJAAR: () => document.schoolYear,
    DOORLEVERNIVEAU: () => levelInWords[document.level],
    VRAGENLIJST: ({ group }) => group.questionnaire,
    ONDERWIJSSOORT: ({ group }) => group.educationType,
    LEERLINGEN: ({ group }) => group.pupils,
    RESPONDENTEN: ({ group }) => group.respondents,
    RESPONSPERCENTAGE: ({ group }) => decimalOrNothing(group.responseRate),
    INDICATOR: ({ indicator }) => indicator.name,
    VRAAG: ({ question }) => question?.id ?? null,
    VRAAGTEKST: ({ question }) => question?.text ?? null,
    CIJFER: ({ indicator, question }) => decimalOrNothing((question ?? indicator).score),
    CONTROLECODE: () => digest,
  }
  return csvOf(columns, document.groups.flatMap(rowsOf))
}

const rowsOf = (group: ReportGroup): Row[] =>
  group.indicators.flatMap(indicator => [
    { group, indicator, question: null },
    ...indicator.questions.map(question => ({ group, indicator, question })),
  ])

const decimalOrNothing = (number: number | null): string | null => (number === null ? null : decimal(number))
