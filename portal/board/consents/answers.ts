import { noAnswers } from '../../consent/answers.ts'
import type { ConsentAnswers, Monitoring } from '../../shapes.ts'
import { allows, type Candidate } from './candidates.ts'

/** What is filled in for several schools in one go. */
export interface JointAnswers {
  /** By school id: the version of its consent that was there when it was chosen, null where there was none. */
  chosen: Readonly<Record<string, number | null>>
  /** For all of them; the conduct too, where that is not told per school. */
  terms: ConsentAnswers
  isPerSchool: boolean
  /** By school id. */
  conducts: Readonly<Record<string, ConsentAnswers['conduct']>>
}

export const noJointAnswers: JointAnswers = {
  chosen: {},
  terms: noAnswers,
  isPerSchool: false,
  conducts: {},
}

/** The chosen schools that can deliver on the chosen level. */
export const included = (open: readonly Candidate[], { chosen, terms }: JointAnswers): readonly Candidate[] =>
  open.filter(school => school.schoolId in chosen && (!terms.level || allows(school, terms.level)))

/** The chosen schools that cannot. */
export const leftOut = (open: readonly Candidate[], answers: JointAnswers): readonly Monitoring[] => {
  const taken = included(open, answers)
  return open.filter(school => school.schoolId in answers.chosen && !taken.includes(school))
}

/** What is saved for one of them. */
export const answersFor = (
  { schoolId }: Monitoring,
  { terms, isPerSchool, conducts }: JointAnswers,
): ConsentAnswers => ({
  ...terms,
  conduct: isPerSchool ? (conducts[schoolId] ?? noAnswers.conduct) : terms.conduct,
})
