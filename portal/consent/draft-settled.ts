import { eventInWords } from '../history.ts'
import type { ConsentView, EventView } from '../shapes.ts'
import type { Notice, Visit } from '../visit.ts'
import { dayInWords, momentInWords } from '../wording.ts'
import { answersOf, noAnswers, sameAnswers } from './answers.ts'
import type { Draft } from './drafts.ts'
import type { Loaded } from './loaded.ts'
import { saved } from './notices.ts'
import { eventsSince, isOwnSave, lastSave } from './since-draft.ts'

/** A draft to go on with, and what somebody else has saved since it was begun. */
export interface Begun {
  draft: Draft
  overtakenBy?: EventView
}

export interface Settled {
  begun?: Begun
  /** What became of the draft in the meantime. */
  notice?: Notice
}

/** The draft of a school year as it stands to what the service has now. What somebody else saved is left to be chosen from. */
export const settledDraft = (visit: Visit, { monitoring, events }: Loaded): Settled => {
  const { consent } = monitoring
  const kept = visit.drafts.consent(monitoring)
  const draft = kept.read()
  if (!draft) return {}
  const since = eventsSince(draft, events)
  if (!consent) return { begun: { draft } }
  const save = lastSave(since)
  const isSaved = save !== undefined && isOwnSave(save, draft, consent, visit.person.name)
  if (isSaved && sameAnswers(draft.answers, answersOf(consent))) {
    kept.drop()
    return { notice: saved }
  }
  if (!consent.editable) {
    kept.drop()
    return { notice: tooLate(consent, events) }
  }
  if (since.length === 0) return { begun: { draft } }
  if (save && !isSaved) return { begun: { draft, overtakenBy: save } }
  const moved = isSaved ? anew(draft, consent) : { ...draft, startsFrom: consent.version }
  kept.keep(moved)
  return {
    begun: { draft: moved },
    notice: isSaved ? savedBefore : { ...changed, details: since.map(eventInWords) },
  }
}

/** To save over what is there now: the statements are made anew. */
export const anew = (draft: Draft, consent: ConsentView): Draft => {
  const { boardApproval, boardNotification } = noAnswers
  return {
    ...draft,
    startsFrom: consent.version,
    answers: { ...draft.answers, boardApproval, boardNotification },
    unanswered: [],
  }
}

const savedBefore: Notice = {
  tone: 'warning',
  heading: 'Uw vorige antwoorden zijn opgeslagen',
  text: 'Wat u daarna heeft gewijzigd, is nog niet opgeslagen.',
}

const tooLate = ({ deliveryDate }: ConsentView, events: readonly EventView[]): Notice => {
  const delivered = events.findLast(({ type }) => type === 'delivered')
  return {
    tone: 'warning',
    heading: 'Uw wijziging is niet opgeslagen',
    text: delivered
      ? `De gegevens zijn op ${momentInWords(delivered.at)} al geleverd. Wijzigen kan niet meer.`
      : `Vanaf ${dayInWords(deliveryDate)} kan er niets meer gewijzigd worden.`,
  }
}

const changed: Notice = {
  tone: 'warning',
  heading: 'Er is iets veranderd sinds u begon met invullen',
  text: 'Bekijk het rapport bij stap 2. Uw antwoorden zijn bewaard, maar nog niet opgeslagen.',
}
