import type * as z from 'zod/mini'
import { conductQuestions } from './in-words.ts'
import type { LogRecord, LogState } from './log.ts'
import type { event } from './schemas.ts'

export type EventView = z.output<typeof event>
export type Change = EventView['changes'][number]

/** The fields of a consent that an event can change, as the API names them. */
const fieldsOf = (state: LogState | undefined): Readonly<Record<string, Change['from'] | undefined>> => {
  if (!state) return {}
  const { terms, boardId, reportDigest } = state.consent
  const { conduct, ...agreed } = terms
  return {
    status: state.phase === 'withdrawn' ? 'withdrawn' : 'given',
    boardId,
    ...agreed,
    ...Object.fromEntries(conductQuestions.map(question => [`conduct.${question}`, conduct[question]])),
    reportDigest,
  }
}

/** What an event changed, field by field; null stands where there was, or is, nothing. */
export const changesBetween = (before: LogState | undefined, after: LogState): Change[] => {
  const old = fieldsOf(before)
  return Object.entries(fieldsOf(after))
    .map(([field, to]) => ({ field, from: old[field] ?? null, to: to ?? null }))
    .filter(({ from, to }) => from !== to)
}

/** The history as the API shows it: who did what and when, oldest first. */
export const eventViews = (history: readonly LogRecord[]): readonly EventView[] =>
  history.map(({ version, type, at, by, state }, index) => ({
    version,
    type,
    at,
    by: by && { name: by.name, role: by.role },
    changes: changesBetween(history[index - 1]?.state, state),
  }))
