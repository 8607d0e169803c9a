import type { State } from './state.ts'

export const boardStates: readonly State[] = [
  {
    name: 'board-schools',
    show: ({ become }) => become('Marieke van Dam'),
  },
]
