import { boardStates } from './board.ts'
import { consentStates } from './consents.ts'
import { generalStates } from './general.ts'
import { operatorStates } from './operator.ts'
import { schoolStates } from './school.ts'
import type { State } from './state.ts'

/** Every state of the page that is looked at: by axe and a ruler in tests, and by people in pictures. */
export const states: readonly State[] = [
  ...generalStates,
  ...consentStates,
  ...boardStates,
  ...schoolStates,
  ...operatorStates,
]
