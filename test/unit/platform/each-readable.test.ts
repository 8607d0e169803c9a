import { expect, it } from 'vitest'
import { eachReadable } from '../../../shared/platform/each-readable.ts'
import { UnreadableError } from '../../../shared/platform/unreadable-error.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'

const readEven = (number: number): number => {
  if (number % 2 === 1) throw new UnreadableError(`item ${number}`)
  return number
}

it('what can be read of a list is read, and the rest is named', async () => {
  const log = new InMemoryLog()
  const found = await eachReadable(log, [1, 2, 3, 4], readEven)
  expect(found).toEqual({ readable: [2, 4], unreadable: [1, 3] })
  expect(log.lines.map(({ code, ids }) => [code, ids.entry])).toEqual([
    ['ENTRY_FAILED', 'item 1'],
    ['ENTRY_FAILED', 'item 3'],
  ])
})

it('any other fault is thrown: nothing is passed over because its storage is away', async () => {
  const reading = eachReadable(new InMemoryLog(), [1, 2], async () => Promise.reject(new Error('away')))
  await expect(reading).rejects.toThrow('away')
})
