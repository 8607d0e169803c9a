import type { SchoolYear } from '../../directory/identifiers.ts'
import { afterPlace, type PlaceRange } from '../../directory/listing.ts'
import {
  type Item,
  type ItemKey,
  listedBetween,
  type QueryPage,
  queryAll,
  queryPage,
  type Table,
} from '../../platform/adapters/table.ts'

/** An event stays listed until the work on the next one has taken it out, so that of each log the newest counts. */
const newestBy = (name: 'pk' | 'listed', items: readonly Item[]): readonly Item[] => {
  const newest = new Map<unknown, Item>()
  for (const item of items) {
    const other = newest.get(item[name])
    if (!other || String(item.sk) > String(other.sk)) newest.set(item[name], item)
  }
  return [...newest.values()]
}

/** The newest event of each log of a school year that is listed in those ranges. */
export const newestIn = async (
  table: Table,
  schoolYear: SchoolYear,
  ranges: readonly PlaceRange[],
): Promise<readonly Item[]> => {
  const listed = await Promise.all(
    ranges.map(range => queryAll(table, listedBetween(schoolYear, range.from, range.to))),
  )
  return newestBy('pk', listed.flat())
}

/** The first `limit` of them after a place, or of all; and after which place the next ones begin, if there are any. */
export const newestAfter = async (
  table: Table,
  schoolYear: SchoolYear,
  place: string | undefined,
  limit: number,
): Promise<{ items: readonly Item[]; next: string | undefined }> => {
  const { from, to } = afterPlace(place)
  const listed = listedBetween(schoolYear, from, to)
  const items: Item[] = []
  let page: QueryPage | undefined
  let newest: readonly Item[]
  do {
    page = await queryPage(table, listed, limit + 1, page?.next)
    items.push(...page.items)
    newest = newestBy('listed', items)
    // Of the last there may be newer events still to come.
  } while (page.next && newest.length <= limit)
  const [part, isEnd] = [newest.slice(0, limit), newest.length <= limit]
  return { items: part, next: isEnd ? undefined : String(part.at(-1)!.listed) }
}

/** Takes the events of a log from one to another out of the index. */
export const unlist = async (
  table: Table,
  { pk, sk: first }: ItemKey,
  { sk: last }: ItemKey,
): Promise<void> => {
  const listed = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    FilterExpression: 'attribute_exists(listed)',
    ExpressionAttributeValues: { ':pk': pk, ':first': first, ':last': last },
    ProjectionExpression: 'sk',
    ConsistentRead: true,
  })
  for (const { sk } of listed)
    await table.update(
      { pk, sk: String(sk) },
      { UpdateExpression: 'REMOVE listed', ConditionExpression: 'attribute_exists(listed)' },
    )
}
