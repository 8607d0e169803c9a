import type { ConsentAnswers, Monitoring } from '../shapes.ts'
import type { Draft, Drafts } from './drafts.ts'

/** The draft of a school year as one tab fills it in; another tab may fill in the same one. */
export interface TabDraft {
  read(): Draft | undefined
  /** Keeps what was changed in this tab since `startFrom`, or since it was last kept, and leaves the rest as it is by now. */
  keep(draft: Draft): void
  startFrom(answers: ConsentAnswers): void
  drop(): void
}

export const tabDraft = (
  drafts: Drafts,
  { schoolId, schoolYear }: Monitoring,
  first: ConsentAnswers,
): TabDraft => {
  let before = first
  const read = () => drafts.read(schoolId, schoolYear)
  return {
    read,
    keep: draft => {
      const kept = read()
      const answers = kept ? changedOnto(kept.answers, before, draft.answers) : draft.answers
      drafts.keep(schoolId, schoolYear, { ...draft, answers })
      before = draft.answers
    },
    startFrom: answers => {
      before = answers
    },
    drop: () => drafts.drop(schoolId, schoolYear),
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
