import { isDeepStrictEqual } from 'node:util'
import { type QuestionnaireId, questionnaireIds, questionnaires } from '../monitoring/questionnaires/index.ts'
import { MOST_SCHOOL_YEARS, tooManySchoolYears } from './bounds.ts'
import { educationTypeIn, type Judged, schoolYearIn, wholeNumberIn } from './cells.ts'
import type { FaultList } from './faults.ts'
import { type FigurePorts, figuresContent, referredSchools, type SchoolFigures } from './figures.ts'
import { questionIdsOf, questionnaireOfFile } from './questionnaire-of-file.ts'
import { cellReader, type FileKind, type Reading, wrongHeader } from './reading.ts'
import type { Row } from './rows.ts'
import { type SchoolTally, tallies } from './tallies.ts'

const fixedColumns = ['VESTIGINGSCODE', 'SCHOOLJAAR', 'VRAGENLIJST', 'ONDERWIJSSOORT', 'LEERJAAR'] as const

/** The columns of a file of respondents to that questionnaire. */
const columnsOf = (id: QuestionnaireId): readonly string[] => [...fixedColumns, ...questionIdsOf(id)]

/** A row per respondent, of which nothing but tallies is kept. */
export const respondentsFile: FileKind<FigurePorts> = {
  headers: questionnaireIds.map(columnsOf),
  reading: (ports, faults, header) => readRespondents(ports, faults, header),
}

/** A grade is asked of those who make the files, and nothing is kept of it. */
const gradeIn = wholeNumberIn(1, 8)

const readRespondents = (ports: FigurePorts, faults: FaultList, header: readonly string[]): Reading => {
  const cell = cellReader(header, faults)
  const answersOf = answerReader(header, faults)
  const schools = referredSchools(ports.directory, faults)
  const questionIds = header.slice(fixedColumns.length)
  const questionnaire = questionnaireOfFile(questionIds)
  const counted = tallies(questionIds)
  return {
    lookUp: schools.lookUp,
    take: row => {
      const schoolId = cell(row, 0, schools.schoolIdIn)
      const schoolYear = cell(row, 1, schoolYearIn)
      const named = cell(row, 2, questionnaire.judge(schoolYear))
      const educationType = cell(row, 3, educationTypeIn(schools.get(schoolId)?.sector))
      cell(row, 4, gradeIn)
      const answers = answersOf(row, named)
      if (named !== undefined && !questionnaire.hasColumns())
        faults.onlyThis(1, wrongHeader([columnsOf(named)]))
      if (faults.count > 0 || !schoolId || !schoolYear || !educationType) return
      counted.count({ schoolId, schoolYear, line: row.line }, educationType, answers)
      if (counted.size() > MOST_SCHOOL_YEARS) faults.onlyThis(row.line, tooManySchoolYears)
    },
    content: () => figuresContent(ports, figuresOf(ports, questionnaire.get(), counted.all())),
  }
}

const anyWholeNumberIn = wholeNumberIn(0, Number.POSITIVE_INFINITY)

/** The answers of a row, null where there is none. Their scale is known only where their questionnaire is. */
const answerReader = (header: readonly string[], faults: FaultList) => {
  const cell = cellReader(header, faults)
  const indexes = [...header.keys()].slice(fixedColumns.length)
  const answerIn = new Map<QuestionnaireId | undefined, (text: string) => Judged<number>>(
    questionnaireIds.map(id => [
      id,
      wholeNumberIn(questionnaires[id].scale.lowest, questionnaires[id].scale.highest),
    ]),
  )
  return (row: Row, named: QuestionnaireId | undefined): readonly (number | null)[] => {
    const judge = answerIn.get(named) ?? anyWholeNumberIn
    return indexes.map(index => (row.cells[index] === '' ? null : (cell(row, index, judge) ?? null)))
  }
}

const figuresOf = (
  { store }: FigurePorts,
  questionnaire: QuestionnaireId | undefined,
  schools: readonly SchoolTally[],
): readonly SchoolFigures[] =>
  questionnaire === undefined
    ? []
    : schools.map(tally => ({
        schoolId: tally.schoolId,
        schoolYear: tally.schoolYear,
        line: tally.line,
        differFrom: ({ results }) => {
          const stored = results.find(one => one.questionnaire === questionnaire)
          return !isDeepStrictEqual(stored?.groups, tally.groups)
        },
        save: importedAt =>
          store.saveResults(tally.schoolId, tally.schoolYear, {
            questionnaire,
            importedAt,
            groups: tally.groups,
          }),
      }))
