import { whyRefused } from '../api.ts'
import type { Monitoring, ProblemDetails } from '../shapes.ts'
import type { Visit } from '../visit.ts'
import { sameAnswers, sentOf } from './answers.ts'
import type { Draft } from './drafts.ts'

/** Saves a draft, and drops it when that was answered with success. Otherwise it stays; the refusal is what was answered. */
export const saveDraft = async (
  { api, drafts }: Visit,
  school: Pick<Monitoring, 'schoolId' | 'schoolYear'>,
  draft: Draft,
): Promise<ProblemDetails | undefined> => {
  const answers = sentOf(draft.answers)
  const others = draft.unanswered.filter(other => !sameAnswers(other, answers))
  const kept = drafts.consent(school)
  kept.keep({ ...draft, unanswered: [...others, answers] })
  // What is typed while the answer is awaited is in the draft that is kept by then.
  const newest = () => kept.read() ?? draft
  try {
    await api.save(school.schoolId, school.schoolYear, answers, draft.startsFrom)
  } catch (error) {
    const problem = whyRefused(error)
    if (!mayHaveArrived(problem)) kept.keep({ ...newest(), unanswered: others })
    return problem
  }
  if (sameAnswers(newest().answers, draft.answers)) kept.drop()
  return undefined
}

/** Whether the same may be answered otherwise later on. */
export const mayTryAgain = (problem: ProblemDetails): boolean =>
  problem.status === 429 || mayHaveArrived(problem)

/** Whether it may have been saved all the same: no answer came, or one that does not tell. */
export const mayHaveArrived = ({ status }: ProblemDetails): boolean => status === 0 || status >= 500
