import type { Log } from './log.ts'
import { UnreadableError } from './unreadable-error.ts'

/**
 * What can be read of a list, each item by itself: one that cannot is named in the log by its key and passed over, so that
 * it hides no other. For lists alone: what a decision rests on is read for itself, and throws.
 */
export const eachReadable = async <Item, Read>(
  log: Pick<Log, 'error'>,
  items: readonly Item[],
  read: (item: Item) => Read | Promise<Read>,
): Promise<{ readable: readonly Read[]; unreadable: readonly Item[] }> => {
  const unreadable: Item[] = []
  const readable: Read[] = []
  const reading = items.map(async item => read(item))
  for (const [index, outcome] of (await Promise.allSettled(reading)).entries()) {
    if (outcome.status === 'fulfilled') readable.push(outcome.value)
    else if (outcome.reason instanceof UnreadableError) {
      log.error('ENTRY_FAILED', { entry: outcome.reason.key }, outcome.reason)
      unreadable.push(items[index]!)
    } else throw outcome.reason
  }
  return { readable, unreadable }
}
