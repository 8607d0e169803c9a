/**
 * Does `work` for every item, at most `limit` at the same time. After a failure nothing new is begun, what is under
 * way ends, and then it is thrown: work left behind in a frozen function would go on within the next invocation.
 */
export const concurrently = async <Item>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const queue = items.values()
  let isFailing = false
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (isFailing) return
      await work(item).catch(failure => {
        isFailing = true
        throw failure
      })
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker))
  const failed = ended.find(result => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
