import { commandName, type SdkCommand } from '../../../infra/local/fakes/sdk.ts'
import type { Table } from '../../../shared/platform/adapters/table.ts'
import { sizeOfItem } from '../item-size.ts'
import { tableOf } from '../stores.ts'

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

type Send = (command: SdkCommand) => Promise<object>

/**
 * Calls that are answered only once nobody asks anything more: `trips` has the commands that were under way together, trip
 * by trip, and `answers` the items of each answer.
 */
export const roundTrips = () => {
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
  return {
    trips,
    answers,
    through:
      (send: Send): Send =>
      async command => {
        const together = wait()
        trips.at(-1)!.push(commandName(command))
        await together
        const found = await send(command)
        answers.push(itemsOf(found))
        return found
      },
    /** So much of the largest answer; DynamoDB cuts one at a megabyte. */
    largest: () =>
      Math.max(0, ...answers.map(items => items.reduce((sum, item) => sum + sizeOfItem(item), 0))),
  }
}

/** A table reached so. */
export const withRoundTrips = ({ client, log }: Table) => {
  const { through, ...counted } = roundTrips()
  const send = through(command => client.send(command as never))
  return { ...counted, table: tableOf({ send } as unknown as Table['client'], log) }
}
