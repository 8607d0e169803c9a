import type { StepNumber } from '../address.ts'
import type { ConsentAnswers } from '../shapes.ts'
import { noAnswers } from './answers.ts'

/** What somebody filled in and has not saved. */
export interface Draft {
  /** The version of the consent from which the answers started; null where there was none. */
  startsFrom: number | null
  answers: ConsentAnswers
  /** The step at which it was left. */
  step: StepNumber
  /** What was sent to be saved, and may have been: no answer came. */
  unanswered: readonly ConsentAnswers[]
}

/** The drafts of one person: one for each school and school year. */
export interface Drafts {
  read(schoolId: string, schoolYear: string): Draft | undefined
  keep(schoolId: string, schoolYear: string, draft: Draft): void
  drop(schoolId: string, schoolYear: string): void
  dropAll(): void
  areThere(): boolean
}

/**
 * Kept in the browser's local storage: a draft outlasts a closed window and a session that has ended, and goes when it is
 * saved or its person signs out. It holds answers of the form only, and nobody else who signs in here is shown it.
 */
export const draftsOf = (sub: string): Drafts => {
  const own = `doorlevering.concept/${encodeURIComponent(sub)}/`
  const keyOf = (schoolId: string, schoolYear: string) => `${own}${schoolId}/${schoolYear}`
  const keys = () => Object.keys(localStorage).filter(key => key.startsWith(own))
  return {
    read: (schoolId, schoolYear) => {
      const kept = localStorage.getItem(keyOf(schoolId, schoolYear))
      return kept === null ? undefined : draftIn(kept)
    },
    keep: (schoolId, schoolYear, draft) =>
      localStorage.setItem(keyOf(schoolId, schoolYear), JSON.stringify(draft)),
    drop: (schoolId, schoolYear) => localStorage.removeItem(keyOf(schoolId, schoolYear)),
    dropAll: () => keys().forEach(key => void localStorage.removeItem(key)),
    areThere: () => keys().length > 0,
  }
}

/** What is not answered yet is not in what was kept. */
const draftIn = (kept: string): Draft => {
  const draft: Draft = JSON.parse(kept)
  const { answers } = draft
  return {
    ...draft,
    answers: { ...noAnswers, ...answers, conduct: { ...noAnswers.conduct, ...answers.conduct } },
  }
}
