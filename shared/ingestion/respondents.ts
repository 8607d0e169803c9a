import { isDeepStrictEqual } from 'node:util'
import type { MonitoringData, SurveyResults } from '../monitoring/ports.ts'
import { type QuestionnaireId, questionnaireIds, questionnaires } from '../monitoring/questionnaires/index.ts'
import { MOST_SCHOOL_YEARS, tooManySchoolYears } from './bounds.ts'
import { type Parsed, parseEducationType, parseSchoolYear, parseWholeNumber } from './cells.ts'
import { respondentColumns } from './columns.ts'
import type { Row } from './csv.ts'
import type { FaultList } from './faults.ts'
import { type FigurePorts, figuresPlan, referredSchools, type SchoolFigures } from './figures.ts'
import { questionIdsOf, questionnaireOfFile } from './questionnaire-of-file.ts'
import { type SchoolTally, tallies } from './tallies.ts'
import { cellReader, type FileKind, wrongHeader } from './validate.ts'

/** The columns of a file of respondents to that questionnaire. */
const columnsOf = (id: QuestionnaireId): readonly string[] => [...respondentColumns, ...questionIdsOf(id)]

/** A grade is asked of those who make the files, and nothing is kept of it. */
const parseGrade = parseWholeNumber(1, 8)

/** A row per respondent, of which nothing but tallies is kept. */
export const respondentsFile: FileKind<FigurePorts> = {
  headers: questionnaireIds.map(columnsOf),
  validator: (ports, faults, header) => {
    const cell = cellReader(header, faults)
    const answersOf = answerReader(header, faults)
    const schools = referredSchools(ports.directory, faults)
    const questionIds = header.slice(respondentColumns.length)
    const questionnaire = questionnaireOfFile(questionIds)
    const counted = tallies(questionIds)
    return {
      prefetch: schools.prefetch,
      validate: row => {
        const schoolId = cell(row, 0, schools.parseSchoolId)
        const schoolYear = cell(row, 1, parseSchoolYear)
        const named = cell(row, 2, questionnaire.parse(schoolYear))
        const educationType = cell(row, 3, parseEducationType(schools.get(schoolId)?.sector))
        cell(row, 4, parseGrade)
        const answers = answersOf(row, named)
        if (named !== undefined && !questionnaire.hasColumns())
          faults.abort(1, wrongHeader([columnsOf(named)]))
        if (faults.count > 0 || !schoolId || !schoolYear || !educationType) return
        counted.count({ schoolId, schoolYear, line: row.line }, educationType, answers)
        if (counted.size() > MOST_SCHOOL_YEARS) faults.abort(row.line, tooManySchoolYears)
      },
      plan: () => figuresPlan(ports, figuresOf(ports, questionnaire.get(), counted.all())),
    }
  },
}

const parseAnyWholeNumber = parseWholeNumber(0, Number.MAX_SAFE_INTEGER)

/** The answers of a row, null where there is none. Their scale is known only where their questionnaire is. */
const answerReader = (header: readonly string[], faults: FaultList) => {
  const cell = cellReader(header, faults)
  const indexes = [...header.keys()].slice(respondentColumns.length)
  const parsers = new Map<QuestionnaireId | undefined, (text: string) => Parsed<number>>(
    questionnaireIds.map(id => [
      id,
      parseWholeNumber(questionnaires[id].scale.lowest, questionnaires[id].scale.highest),
    ]),
  )
  return (row: Row, named: QuestionnaireId | undefined): readonly (number | null)[] => {
    const parse = parsers.get(named) ?? parseAnyWholeNumber
    return indexes.map(index => (row.cells[index] === '' ? null : (cell(row, index, parse) ?? null)))
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
        differFrom: stored => sameIn(stored, questionnaire, tally.groups) === undefined,
        save: ({ importId, startedAt: importedAt }, stored) => {
          const { groups } = tally
          const same = sameIn(stored, questionnaire, groups)
          const since = same && { unchangedSince: same.unchangedSince ?? same.importedAt }
          const results = { questionnaire, importId, importedAt, ...since, groups }
          return store.saveResults(tally.schoolId, tally.schoolYear, results)
        },
      }))

/** The stored results of that questionnaire, where they are these. */
const sameIn = (
  { results }: MonitoringData,
  questionnaire: QuestionnaireId,
  groups: SurveyResults['groups'],
): SurveyResults | undefined =>
  results.find(one => one.questionnaire === questionnaire && isDeepStrictEqual(one.groups, groups))
