import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import type { Log } from './log.ts'

/**
 * A function that nobody waits for. What it throws is logged, and the platform comes back; but what the platform sees,
 * logs and puts with the dead letters is only that it failed: the message thrown may quote what it stumbled over.
 */
export const worker = <Event, Result>(log: Log, work: (event: Event) => Promise<Result>) => {
  const chain = middy<Event, Result>({ timeoutEarlyInMillis: 0 })
    .onError(request => {
      log.error('INVOCATION_FAILED', {}, request.error)
      request.error = new Error(`failed with ${request.error?.name}`)
    })
    .handler((event: Event) => work(event))
  return (event: Event, context = {} as Context): Promise<Result> => chain(event, context)
}
