import { type EducationType, educationTypes } from '../directory/education.ts'
import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { GroupTally, SurveyResults } from '../monitoring/ports.ts'

export interface SchoolTally {
  schoolId: SchoolId
  schoolYear: SchoolYear
  /** Line of the first row that speaks of them. */
  line: number
  /** Made anew each time it is asked for: it takes many times the room of the counts behind it. */
  readonly groups: SurveyResults['groups']
}

export interface Tallies {
  /**
   * Counts one row. `answers`: one for each question, null where not answered. Without any answer it is no
   * respondent.
   */
  count(
    where: Omit<SchoolTally, 'groups'>,
    educationType: EducationType,
    answers: readonly (number | null)[],
  ): void
  /** School years of schools that were counted. */
  size(): number
  all(): readonly SchoolTally[]
}

interface Counts {
  respondents: number
  /** Per question, in the order of the file: how many answers; and after all of those, their sums. */
  tallies: Uint32Array
}

type Sheet = Omit<SchoolTally, 'groups'> & { groups: Map<EducationType, Counts> }

/** All that is kept of respondents: its size follows from the schools in a file, not from its rows. */
export const tallies = (questionIds: readonly string[]): Tallies => {
  const sheets = new Map<string, Sheet>()
  return {
    count: (where, educationType, answers) => {
      const key = `${where.schoolId} ${where.schoolYear}`
      const sheet = sheets.get(key) ?? { ...where, groups: new Map<EducationType, Counts>() }
      sheets.set(key, sheet)
      if (answers.every(answer => answer === null)) return
      const counts = sheet.groups.get(educationType) ?? noCounts(questionIds.length)
      sheet.groups.set(educationType, counts)
      counts.respondents += 1
      answers.forEach((answer, index) => {
        if (answer === null) return
        counts.tallies[index]! += 1
        counts.tallies[questionIds.length + index]! += answer
      })
    },
    size: () => sheets.size,
    all: () =>
      [...sheets.values()].map(({ groups, ...where }) => ({
        ...where,
        get groups() {
          return groupsOf(groups, questionIds)
        },
      })),
  }
}

const noCounts = (questions: number): Counts => ({
  respondents: 0,
  tallies: new Uint32Array(2 * questions),
})

const groupsOf = (groups: Sheet['groups'], questionIds: readonly string[]): SchoolTally['groups'] =>
  Object.fromEntries(
    educationTypes.flatMap(educationType => {
      const counts = groups.get(educationType)
      return counts === undefined ? [] : [[educationType, groupTallyOf(counts, questionIds)]]
    }),
  )

const groupTallyOf = ({ respondents, tallies }: Counts, questionIds: readonly string[]): GroupTally => ({
  respondents,
  questions: Object.fromEntries(
    questionIds.map((id, index) => [
      id,
      { answers: tallies[index]!, sum: tallies[questionIds.length + index]! },
    ]),
  ),
})
