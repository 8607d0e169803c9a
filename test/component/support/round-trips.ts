import type { Table } from '../../../shared/platform/adapters/table.ts'
import { sizeOfItem } from '../../support/item-size.ts'

interface Found {
  Items?: readonly object[]
  Item?: object
  Responses?: Readonly<Record<string, readonly object[]>>
}

const itemsOf = ({ Items = [], Item, Responses = {} }: Found): readonly object[] => [
  ...Items,
  ...(Item ? [Item] : []),
  ...Object.values(Responses).flat(),
]

/**
 * A table at which a round trip is answered only once nobody asks anything more: `trips` has the commands that were
 * under way together, trip by trip, and `answers` the items of each answer.
 */
export const withRoundTrips = ({ client, name, log }: Table) => {
  const trips: string[][] = []
  const answers: (readonly object[])[] = []
  let gate: Promise<void> | undefined
  const wait = (): Promise<void> => {
    if (!gate) {
      trips.push([])
      gate = new Promise<void>(resolve => setImmediate(resolve)).then(() => {
        gate = undefined
      })
    }
    return gate
  }
  const send = async (command: object): Promise<unknown> => {
    const together = wait()
    trips.at(-1)!.push(command.constructor.name)
    await together
    const found = await client.send(command as never)
    answers.push(itemsOf(found as Found))
    return found
  }
  return {
    trips,
    answers,
    /** So much of the largest answer; DynamoDB cuts one at a megabyte. */
    largest: () =>
      Math.max(0, ...answers.map(items => items.reduce((sum, item) => sum + sizeOfItem(item), 0))),
    table: { client: { send }, name, log } as unknown as Table,
  }
}
