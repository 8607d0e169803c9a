import type { ConsentAnswers } from '../shapes.ts'
import type { Draft, Kept } from './drafts.ts'

export interface TabDraft extends Kept<Draft> {
  startFrom(answers: ConsentAnswers): void
}

/**
 * The draft of a school year as one tab fills it in; another tab may fill in the same one. Keeps what was changed in this tab
 * since `startFrom`, or since it was last kept, and leaves the rest as it is by now.
 */
export const tabDraft = (shared: Kept<Draft>, first: ConsentAnswers): TabDraft => {
  let before = first
  return {
    ...shared,
    keep: draft => {
      const kept = shared.read()
      const answers = kept ? changedOnto(kept.answers, before, draft.answers) : draft.answers
      shared.keep({ ...draft, answers })
      before = draft.answers
    },
    startFrom: answers => {
      before = answers
    },
  }
}

const changedOnto = (kept: ConsentAnswers, before: ConsentAnswers, now: ConsentAnswers): ConsentAnswers => ({
  ...eachChangedOnto(kept, before, now),
  conduct: eachChangedOnto(kept.conduct, before.conduct, now.conduct),
})

const eachChangedOnto = <Answers extends object>(kept: Answers, before: Answers, now: Answers): Answers => {
  const questions = Object.keys(now) as (keyof Answers)[]
  const changed = questions.filter(question => now[question] !== before[question])
  return { ...kept, ...Object.fromEntries(changed.map(question => [question, now[question]])) }
}
