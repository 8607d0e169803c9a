import { expect, it } from 'vitest'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import { TemporaryFault } from '../../shared/platform/temporary-fault.ts'
import { InMemoryLog } from '../support/doubles/log.ts'

const keys = Array.from({ length: 120 }, (_, number) => ({ pk: `SCHOOL#${number}`, sk: 'SCHOOL' }))

interface Asked {
  input: { RequestItems: Record<string, { Keys: typeof keys; ConsistentRead: boolean }> }
}

/** A table that was throttled: until so many milliseconds were waited it answers two items of a request, and then all. */
const throttledFor = (milliseconds: number) => {
  const pauses: number[] = []
  const requests: number[] = []
  const isOver = () => pauses.reduce((sum, pause) => sum + pause, 0) >= milliseconds
  const send = async ({ input }: Asked) => {
    const [name, { Keys: asked }] = Object.entries(input.RequestItems)[0]!
    requests.push(asked.length)
    const answered = isOver() ? asked.length : 2
    const left = asked.slice(answered)
    return {
      Responses: { [name]: asked.slice(0, answered) },
      UnprocessedKeys: left.length > 0 ? { [name]: { Keys: left } } : {},
    }
  }
  const pause = async (most: number) => void pauses.push(most)
  const table = tableFrom(clientOf<never>({ send: send as never }), 't', { pause, log: new InMemoryLog() })
  return { table, pauses, requests }
}

it('what a throttled table left unread is asked for again, after longer and longer pauses', async () => {
  const { table, pauses, requests } = throttledFor(700)
  const items = await table.get(...keys.slice(0, 100))
  expect(items).toEqual(keys.slice(0, 100))
  expect(pauses).toEqual([50, 100, 200, 400])
  expect(requests).toEqual([100, 98, 96, 94, 92])
})

it('a table that stays throttled is a fault that passes, and not a list without the rest', async () => {
  const { table, pauses } = throttledFor(10_000)
  await expect(table.get(...keys.slice(0, 100))).rejects.toBeInstanceOf(TemporaryFault)
  expect(pauses).toEqual([50, 100, 200, 400])
})

it('what is read at once is not waited for, in batches of a hundred', async () => {
  const { table, pauses, requests } = throttledFor(0)
  expect(await table.get(...keys)).toEqual(keys)
  expect([pauses, requests]).toEqual([[], [100, 20]])
})

it('what is asked for side by side is read in one call, a key once, and each gets its own', async () => {
  const { table, requests } = throttledFor(0)
  const answers = await Promise.all([
    table.get(...keys.slice(0, 2)),
    table.get(keys[1]!),
    table.get(keys[7]!),
  ])
  expect(answers).toEqual([keys.slice(0, 2), [keys[1]], [keys[7]]])
  expect(await table.get(keys[0]!)).toEqual([keys[0]])
  expect(requests).toEqual([3, 1])
})

it('what was left unread fails those who asked for it, and no others, and is asked for anew', async () => {
  const { table, pauses } = throttledFor(10_000)
  const together = [table.get(...keys.slice(0, 9)), table.get(...keys.slice(5, 90)), table.get(keys[99]!)]
  const [read, ...left] = await Promise.allSettled(together)
  expect(read).toMatchObject({ status: 'fulfilled', value: keys.slice(0, 9) })
  for (const one of left)
    expect(one).toMatchObject({ status: 'rejected', reason: expect.any(TemporaryFault) })
  pauses.push(10_000)
  expect(await table.get(...keys)).toEqual(keys)
})
