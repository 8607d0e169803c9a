import { beforeEach, expect, it } from 'vitest'
import { dynamoMailRate } from '../../shared/notification/adapters/dynamo-mail-rate.ts'
import type { Table } from '../../shared/platform/adapters/table.ts'
import { may11 } from '../support/builders.ts'
import { StoppedClock } from '../support/doubles/clock.ts'
import { onBothTables } from './support/on-both-tables.ts'

onBothTables<Table>(
  'the rate of mails',
  table => table,
  table => {
    let time: StoppedClock
    beforeEach(() => {
      time = new StoppedClock(may11)
    })

    /** Two functions that know nothing of each other. */
    const rates = (perSecond: number) =>
      [1, 2].map(() => dynamoMailRate(table, perSecond, time.clock)) as [MailRate, MailRate]
    type MailRate = ReturnType<typeof dynamoMailRate>

    it('gives all who mail one turn after the other, by addressees', async () => {
      const [one, other] = rates(10)
      expect(await one.reserve(1)).toBe(0)
      expect(await other.reserve(3)).toBe(100)
      expect(await one.reserve(10)).toBe(400)
      expect(await other.reserve(1)).toBe(1400)
    })

    it('gives no two the same turn who ask at once', async () => {
      const [one, other] = rates(10)
      const waits = await Promise.all(
        Array.from({ length: 20 }, (_, turn) => (turn % 2 ? one : other).reserve(1)),
      )
      expect(waits.toSorted((a = 0, b = 0) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, turn) => turn * 100),
      )
    })

    it('goes by the clock: what nobody used is not made up for', async () => {
      const [one, other] = rates(10)
      await one.reserve(5)
      time.moveOn(0.3)
      expect(await other.reserve(1)).toBe(200)
      time.moveOn(3600)
      expect([await one.reserve(1), await other.reserve(1)]).toEqual([0, 100])
    })

    it('gives no turn that is further off than a function waits, and takes none then', async () => {
      const [one, other] = rates(1)
      expect([await one.reserve(10), await other.reserve(6)]).toEqual([0, 10_000])
      expect(await one.reserve(1)).toBeUndefined()
      time.moveOn(1)
      expect(await other.reserve(1)).toBe(15_000)
    })

    it('mails more addressees than go in a second all the same', async () => {
      const [one, other] = rates(1)
      expect([await one.reserve(10), await other.reserve(1)]).toEqual([0, 10_000])
    })
  },
)
