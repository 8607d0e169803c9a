import type { DeliveryWindow } from '../directory/ports.ts'
import type { Instant } from '../platform/time.ts'
import { hasReachedItsDate } from './deadline.ts'
import type { LogState } from './log.ts'
import { offeredWindows } from './windows.ts'

/** Why a save would be refused whatever is in it, as people read it: in the order in which it is told. */
export const obstacleInWords = {
  'no-survey-results': 'geen onderzoeksresultaten',
  'no-board-administrator': 'geen gebruikersbeheerder bij het bestuur',
  'no-delivery-window': 'geen leverperiode meer',
} as const

export type Obstacle = keyof typeof obstacleInWords

export const obstacles = Object.keys(obstacleInWords) as readonly Obstacle[]

/** Why nothing can be saved or withdrawn at that moment; undefined where it can. */
export const closedFor = (
  state: LogState | undefined,
  now: Instant,
): 'already-delivered' | 'consent-locked' | undefined => {
  if (state?.phase === 'delivered') return 'already-delivered'
  if (state?.phase === 'in-delivery') return 'consent-locked'
  return state?.phase === 'given' && hasReachedItsDate(state, now) ? 'consent-locked' : undefined
}

/** What must be there before anything can be saved. */
export interface Needed {
  hasResults: boolean
  /** Of the board the school has now. */
  boardHasAdministrators: boolean
  windows: readonly DeliveryWindow[]
}

/**
 * What stands in the way of a save at that moment (rules 2 and 6), each in the order of `obstacles`; nothing where a save
 * is closed anyway. A consent in force may keep its date, and its board had an administrator when it was given: a board
 * that has one always keeps one.
 */
export const obstaclesTo = (
  state: LogState | undefined,
  { hasResults, boardHasAdministrators, windows }: Needed,
  now: Instant,
): readonly Obstacle[] => {
  if (closedFor(state, now)) return []
  const isInForce = state?.phase === 'given'
  const isThere = {
    'no-survey-results': hasResults,
    'no-board-administrator': isInForce || boardHasAdministrators,
    'no-delivery-window': isInForce || offeredWindows(windows, state, now).length > 0,
  } satisfies Record<Obstacle, boolean>
  return obstacles.filter(obstacle => !isThere[obstacle])
}
