/**
 * Does `work` for every item, at most `limit` at the same time. After a failure the rest ends first, then
 * it is thrown.
 */
export const concurrently = async <Item>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const queue = items.values()
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  const ended = await Promise.allSettled(Array.from({ length: limit }, worker))
  const failed = ended.find(result => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
