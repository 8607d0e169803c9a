import { noAnswers } from '../../consent/answers.ts'
import type { ConsentAnswers, Monitoring } from '../../shapes.ts'
import { allows } from './candidates.ts'

/** What is filled in for several schools in one go. */
export interface JointAnswers {
  /** School ids. */
  chosen: ReadonlySet<string>
  /** For all of them; the conduct too, where that is not told per school. */
  terms: ConsentAnswers
  isPerSchool: boolean
  /** By school id. */
  conducts: ReadonlyMap<string, ConsentAnswers['conduct']>
}

export const noJointAnswers: JointAnswers = {
  chosen: new Set(),
  terms: noAnswers,
  isPerSchool: false,
  conducts: new Map(),
}

/** The chosen schools that can deliver on the chosen level. */
export const included = (
  open: readonly Monitoring[],
  { chosen, terms }: JointAnswers,
): readonly Monitoring[] =>
  open.filter(school => chosen.has(school.schoolId) && (!terms.level || allows(school, terms.level)))

/** The chosen schools that cannot. */
export const leftOut = (open: readonly Monitoring[], answers: JointAnswers): readonly Monitoring[] => {
  const taken = included(open, answers)
  return open.filter(school => answers.chosen.has(school.schoolId) && !taken.includes(school))
}

/** What is saved for one of them. */
export const answersFor = (
  { schoolId }: Monitoring,
  { terms, isPerSchool, conducts }: JointAnswers,
): ConsentAnswers => ({
  ...terms,
  conduct: isPerSchool ? (conducts.get(schoolId) ?? noAnswers.conduct) : terms.conduct,
})
