import { fileKinds } from '../../shared/ingestion/file-kinds.ts'
import type { ImportKind } from '../../shared/ingestion/ports.ts'
import {
  type QuestionnaireId,
  questionnaireIds,
  questionnaires,
} from '../../shared/monitoring/questionnaires/index.ts'
import type { PlannedGroup, PlannedSchool } from './plan.ts'
import { firstNames, lastNames } from './profiles.ts'
import { bell, between, pick, type Random, randomOf } from './random.ts'

export interface SurveyFile {
  /** `respondents-lto-vo.csv` */
  name: string
  kind: ImportKind
  /** Rows without the header. */
  rows: number
  /** Some thousands of lines at a time, made while they are read, so that no file has to fit in memory. */
  text(): Iterable<string>
}

const LINES_AT_ONCE = 5_000

function* textOf(lines: Iterable<string>): Generator<string> {
  let text = ''
  let count = 0
  for (const line of lines) {
    text += `${line}\n`
    count += 1
    if (count % LINES_AT_ONCE > 0) continue
    yield text
    text = ''
  }
  yield text
}

export const SCHOOL_YEAR = '2026-2027'

/**
 * The import files of a survey, in the order in which one needs the other. The same seed gives the same
 * bytes.
 */
export const surveyFiles = (schools: readonly PlannedSchool[], seed: number): readonly SurveyFile[] => [
  fileOf('schools', schools.map(schoolRow)),
  fileOf('administrators', administratorRows(schools, seed)),
  fileOf('pupils', schools.flatMap(pupilRows)),
  ...questionnaireIds.flatMap(id => {
    const theirs = schools.filter(school => school.questionnaire === id)
    const rows = theirs.flatMap(({ groups }) => groups).reduce((total, group) => total + group.respondents, 0)
    return rows === 0 ? [] : [respondentsFile(id, theirs, rows, seed)]
  }),
]

const fileOf = (kind: Exclude<ImportKind, 'respondents'>, rows: readonly string[]): SurveyFile => ({
  name: `${kind}.csv`,
  kind,
  rows: rows.length,
  text: () => textOf([headerOf(kind, 0), ...rows]),
})

const headerOf = (kind: ImportKind, index: number): string => fileKinds[kind].headers[index]?.join(';') ?? ''

const schoolRow = ({ boardId, boardName, schoolId, schoolName, city, sector }: PlannedSchool): string =>
  [boardId, boardName, schoolId, schoolName, city, sector].join(';')

const pupilRows = ({ schoolId, groups }: PlannedSchool): readonly string[] =>
  groups
    .filter(({ pupils }) => pupils !== null)
    .map(({ educationType, pupils }) => [schoolId, SCHOOL_YEAR, educationType, pupils].join(';'))

/** One to three of each board, at addresses that cannot exist. */
const administratorRows = (schools: readonly PlannedSchool[], seed: number): readonly string[] =>
  [...new Set(schools.map(({ boardId }) => boardId))].flatMap(boardId => {
    const random = randomOf(seed, 'administrators', boardId)
    return Array.from({ length: Math.ceil(between(random, 0, 3)) }, (_, index) => {
      const name = `${pick(random, firstNames)} ${pick(random, lastNames)}`
      return [boardId, name, `beheer${index + 1}@bestuur-${boardId}.example`].join(';')
    })
  })

const respondentsFile = (
  id: QuestionnaireId,
  schools: readonly PlannedSchool[],
  rows: number,
  seed: number,
): SurveyFile => ({
  name: `respondents-${id.toLowerCase()}.csv`,
  kind: 'respondents',
  rows,
  text: () => textOf(respondentLines(id, schools, seed)),
})

function* respondentLines(id: QuestionnaireId, schools: readonly PlannedSchool[], seed: number) {
  yield headerOf('respondents', questionnaireIds.indexOf(id))
  for (const school of schools) {
    const random = randomOf(seed, 'respondents', school.schoolId)
    for (const group of school.groups)
      for (let made = 0; made < group.respondents; made += 1) yield respondentRow(random, school, group)
  }
}

const respondentRow = (random: Random, school: PlannedSchool, { educationType }: PlannedGroup): string => {
  const { schoolId, questionnaire, grades } = school
  const grade = Math.floor(between(random, grades[0], grades[1] + 1))
  return [schoolId, SCHOOL_YEAR, questionnaire, educationType, grade, ...answers(random, school)].join(';')
}

/** Where answers lie on a scale from 0 to 1: most pupils are safe, fewer like being there. */
const means = { safety: 0.8, harm: 0.86, wellbeing: 0.7 } as const

/** One pupil answers alike, some questions are left open, and a few pupils answer none. */
const answers = (random: Random, { questionnaire, climate }: PlannedSchool): readonly (number | '')[] => {
  const { scale, indicators } = questionnaires[questionnaire]
  const mood = 0.04 * climate + 0.12 * bell(random)
  const isAbsent = random() < 0.003
  return indicators.flatMap(indicator =>
    indicator.questions.map(() => {
      const place = Math.min(1, Math.max(0, means[indicator.id] + mood + 0.14 * bell(random)))
      const isOpen = random() < 0.02
      return isAbsent || isOpen ? '' : scale.lowest + Math.round(place * (scale.highest - scale.lowest))
    }),
  )
}
