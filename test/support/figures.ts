import type { RunnerTestCase } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** What a test measured, in words: told at the end of a run. */
    figure?: string
  }
}

export const figure = (task: Pick<RunnerTestCase, 'meta'>, words: string): void => {
  task.meta.figure = words
}

/** How much of something a test does: with the other tests, or in the campaign of `npm run check`. */
export const sizeOf = ({ usually, campaign }: { usually: number; campaign: number }): number =>
  process.env.CAMPAIGN ? campaign : usually
