import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { holds, keyRange } from './conditions.ts'
import type { Expressions } from './expressions.ts'
import { type Item, invalid } from './items.ts'
import type { Place } from './partitions.ts'
import { projected } from './projection.ts'
import type { Source, TableStorage } from './storage.ts'

/** The place a page ended at. It must lie in what is asked for, though the item need not exist any more. */
const startOf = (
  key: Item | undefined,
  { keyNames, keys, place }: Source,
  range: ReturnType<typeof keyRange>,
): Place | undefined => {
  if (key === undefined) return undefined
  const isComplete = keyNames.every(name => typeof key[name] === 'string' && key[name] !== '')
  if (!isComplete || Object.keys(key).length !== keyNames.length) {
    throw invalid('The provided starting key is invalid')
  }
  const start = place(key)
  if (key[keys.partitionKey] !== range.partition || range.before(start.sort) || range.after(start.sort)) {
    throw invalid('The provided starting key does not match the key condition')
  }
  return start
}

/** Answers a query as the service does: the limit counts before the filter, and a page it ends has a key to go on from. */
export const query = (input: QueryCommandInput, storage: TableStorage, expressions: Expressions): object => {
  const source = storage.source(input.IndexName)
  const condition = expressions.condition(input.KeyConditionExpression ?? '').meaning
  const range = keyRange(condition, source.keys, input)
  const { Limit: limit = Number.POSITIVE_INFINITY } = input
  if (limit < 1) throw invalid('Limit must be at least 1')
  const { items, isCut } = source.partitions.page(range.partition, range, {
    forward: input.ScanIndexForward !== false,
    start: startOf(input.ExclusiveStartKey, source, range),
    limit,
  })
  const { FilterExpression: filter } = input
  const meaning = filter === undefined ? undefined : expressions.condition(filter).meaning
  const shown = items
    .map(source.shown)
    .filter(item => meaning === undefined || holds(meaning, item, input))
    .map(item => projected(item, input, expressions))
  const last = isCut ? items.at(-1) : undefined
  return {
    Items: shown,
    Count: shown.length,
    ScannedCount: items.length,
    ...(last && {
      LastEvaluatedKey: Object.fromEntries(source.keyNames.map(name => [name, last[name]])),
    }),
  }
}
