import { pick, pickByWeight, type Random } from '../../../scripts/survey/random.ts'
import type { GroupTally, MonitoringData } from '../../../shared/monitoring/ports.ts'
import type { QuestionnaireId } from '../../../shared/monitoring/questionnaires/index.ts'
import type { Instant } from '../../../shared/platform/time.ts'
import { group, questionIdsOf } from '../../unit/monitoring/survey.ts'
import { schoolYear } from './operations.ts'

/** Respondents by education type. */
interface Surveyed {
  readonly questionnaire: QuestionnaireId
  readonly groups: Readonly<Record<string, number>>
}

/** Many or few; of a questionnaire that says nothing about a school as a whole; or of both, beside each other. */
const surveys: readonly [Surveys, ...Surveys[]] = [
  { weight: 6, brought: [{ questionnaire: 'LTO-VO', groups: { HAVO: 6, VWO: 5 } }] },
  { weight: 2, brought: [{ questionnaire: 'LTO-VO', groups: { HAVO: 4, VWO: 5 } }] },
  { weight: 1, brought: [{ questionnaire: 'LTO-VO', groups: { HAVO: 3, VWO: 3 } }] },
  { weight: 1, brought: [{ questionnaire: 'LTO-VO', groups: { HAVO: 4 } }] },
  { weight: 1, brought: [{ questionnaire: 'PROZO', groups: { PRO: 6 } }] },
  {
    weight: 2,
    brought: [
      { questionnaire: 'LTO-VO', groups: { HAVO: 6, PRO: 4 } },
      { questionnaire: 'PROZO', groups: { PRO: 5, 'VMBO-B': 4 } },
    ],
  },
]

interface Surveys {
  readonly weight: number
  readonly brought: readonly [Surveyed, ...Surveyed[]]
}

/** What the store holds when a history begins. */
export const firstSurvey = (random: Random, importedAt: Instant): MonitoringData => {
  const results = pickByWeight(random, surveys).brought.map(({ questionnaire, groups }) => {
    const tallies: Record<string, GroupTally> = {}
    for (const [type, respondents] of Object.entries(groups))
      tallies[type] = group(respondents, { answer: 3, questionnaire })
    return { questionnaire, importId: 'first', importedAt, groups: tallies }
  })
  return { results, pupils: undefined }
}

/** A file of results as an operator brings one. */
export const respondentsFile = (random: Random, schoolId: string): string => {
  const { questionnaire, groups } = pick(random, pickByWeight(random, surveys).brought)
  const answer = 1 + Math.floor(random() * 4)
  const questionIds = questionIdsOf(questionnaire)
  const header = ['VESTIGINGSCODE', 'SCHOOLJAAR', 'VRAGENLIJST', 'ONDERWIJSSOORT', 'LEERJAAR', ...questionIds]
  const rows = Object.entries(groups).flatMap(([type, respondents]) =>
    Array.from({ length: respondents }, () => [
      ...[schoolId, schoolYear, questionnaire, type, 1],
      ...questionIds.map(() => answer),
    ]),
  )
  return [header, ...rows].map(row => row.join(';')).join('\n')
}

export const pupilsFile = (random: Random, schoolId: string): string =>
  [
    'VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN',
    ...['HAVO', 'VWO', 'PRO'].map(type =>
      [schoolId, schoolYear, type, 10 + Math.floor(random() * 3)].join(';'),
    ),
  ].join('\n')
