import type { EducationType } from '../../shared/directory/education.ts'
import type { BoardId, SchoolId } from '../../shared/directory/identifiers.ts'
import type { School } from '../../shared/directory/ports.ts'
import type { QuestionnaireId } from '../../shared/monitoring/questionnaires/index.ts'
import { cities, type Profile, placeNames, profiles, schoolWords } from './profiles.ts'
import { bell, between, pick, pickByWeight, type Random, randomOf, shares } from './random.ts'

export interface PlannedGroup {
  educationType: EducationType
  respondents: number
  /** Null where the file of pupils leaves the type out, as sources sometimes do. */
  pupils: number | null
}

export interface PlannedSchool extends School {
  questionnaire: QuestionnaireId
  grades: readonly [number, number]
  /** How well its pupils are, beside other schools: about normal, 0 on average. */
  climate: number
  groups: readonly PlannedGroup[]
}

export interface SurveyOptions {
  schools: number
  /** Rows of respondents, over all schools. */
  respondents: number
  seed: number
  /** Only schools with this questionnaire; all sorts where left out. */
  questionnaire?: QuestionnaireId | undefined
}

/** Codes from `98AA00` on: none of them is a school. */
export const MOST_SCHOOLS = 26 * 26 * 100
const FIRST_BOARD = 70_000
const MOST_OF_A_BOARD = 9

/** The schools of a survey, with the respondents spread over them. The same options give the same schools. */
export const planSurvey = ({
  schools,
  respondents,
  seed,
  questionnaire,
}: SurveyOptions): readonly PlannedSchool[] => {
  const asked = profiles.filter(
    profile => questionnaire === undefined || profile.questionnaire === questionnaire,
  ) as [Profile, ...Profile[]]
  const randoms = Array.from({ length: schools }, (_, index) => randomOf(seed, 'school', index))
  const sorts = randoms.map(random => {
    const profile = pickByWeight(random, asked)
    return { random, profile, weight: profile.size * Math.exp(0.5 * bell(random)) }
  })
  const parts = shares(
    respondents,
    sorts.map(({ weight }) => weight),
  )
  const boardOf = boards(seed)
  return sorts.map(({ random, profile }, index) => ({
    ...school(random, index, profile),
    ...boardOf(profile),
    questionnaire: profile.questionnaire,
    grades: profile.grades,
    climate: bell(random),
    groups: groups(random, profile, parts[index] ?? 0),
  }))
}

const school = (random: Random, index: number, { sector }: Profile) => {
  const [first, second] = [Math.floor(index / 2600), Math.floor(index / 100) % 26].map(letter =>
    String.fromCharCode(65 + letter),
  )
  return {
    schoolId: `98${first}${second}${String(index % 100).padStart(2, '0')}` as SchoolId,
    schoolName: `${pick(random, schoolWords[sector])} ${pick(random, placeNames)}`,
    city: pick(random, cities),
    sector,
  }
}

/** Boards of one to nine schools, all in primary or all in secondary education. */
const boards = (seed: number) => {
  const random = randomOf(seed, 'boards')
  const open = new Map<string, { boardId: BoardId; boardName: string; left: number }>()
  let made = 0
  return ({ sector }: Profile): Pick<School, 'boardId' | 'boardName'> => {
    const branch = sector === 'PO' || sector === 'SO' ? 'Primair' : 'Voortgezet'
    const current = open.get(branch) ?? { left: 0, boardId: '' as BoardId, boardName: '' }
    if (current.left === 0) {
      current.left = Math.ceil(between(random, 0, MOST_OF_A_BOARD))
      current.boardId = String(FIRST_BOARD + made) as BoardId
      current.boardName = `Stichting ${branch} Onderwijs ${pick(random, cities)} ${pick(random, placeNames)}`
      made += 1
      open.set(branch, current)
    }
    current.left -= 1
    return { boardId: current.boardId, boardName: current.boardName }
  }
}

const groups = (random: Random, { types }: Profile, respondents: number): readonly PlannedGroup[] => {
  const named = Object.entries(types) as [EducationType, number][]
  const parts = shares(
    respondents,
    named.map(([, weight]) => weight * between(random, 0.6, 1.4)),
  )
  return named.map(([educationType], index) => {
    const part = parts[index] ?? 0
    const pupils =
      Math.ceil(part / between(random, 0.45, 1)) + (part === 0 ? Math.ceil(between(random, 0, 30)) : 0)
    return { educationType, respondents: part, pupils: random() < 0.01 ? null : pupils }
  })
}
