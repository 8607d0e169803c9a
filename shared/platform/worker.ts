import middy from '@middy/core'
import type { Log } from './log.ts'

/** A function that nobody waits for: what it throws is logged, and thrown again so that the platform comes back. */
export const worker = <Event, Result>(log: Log, work: (event: Event) => Promise<Result>) =>
  middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .onError(({ error }) => {
      log.error('INVOCATION_FAILED', {}, error)
    })
    .handler((event: Event) => work(event))
