import { withoutInvisible } from '../../shared/platform/text.ts'
import type { ConsentView, EventView } from '../shapes.ts'
import { answersOf, sameAnswers } from './answers.ts'
import type { Draft } from './drafts.ts'

const saves: readonly EventView['type'][] = ['given', 'changed', 'withdrawn']

export const eventsSince = (draft: Draft, events: readonly EventView[]): readonly EventView[] =>
  events.filter(({ version }) => version > (draft.startsFrom ?? 0))

/** The last time that a person saved or withdrew. */
export const lastSave = (events: readonly EventView[]): EventView | undefined =>
  events.findLast(({ type }) => saves.includes(type))

/** Whether it was this draft that was saved, and the answer was lost. */
export const isOwnSave = (save: EventView, draft: Draft, consent: ConsentView, name: string): boolean =>
  isBy(save, name) &&
  consent.status === 'given' &&
  draft.unanswered.some(sent => sameAnswers(sent, answersOf(consent)))

/** The service takes out of a name what does not show. */
export const isBy = ({ by }: EventView, name: string): boolean =>
  by !== null && withoutInvisible(by.name).normalize('NFC') === withoutInvisible(name).normalize('NFC')
