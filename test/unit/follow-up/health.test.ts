import { describe, expect, it } from 'vitest'
import { healthOf } from '../../../shared/follow-up/health.ts'
import { given, may11, onTheDate, started } from '../../support/builders.ts'
import { aService } from '../../support/service.ts'

describe('the health of the service', () => {
  it('is that nothing waits, before anything has happened', async () => {
    const { ports } = await aService()
    expect(await healthOf(ports)).toEqual({
      lastSweptAt: null,
      openEffects: 0,
      openDeliveries: 0,
      oldestDueAt: null,
      caughtUp: true,
    })
  })

  it('tells what waits, since when, and of the last sweep', async () => {
    const { ports, happens, time } = await aService()
    await ports.sweepNote.note(may11)
    const { openAt } = await happens(given())
    time.moveTo(onTheDate)
    expect(await healthOf(ports)).toMatchObject({ lastSweptAt: may11, openEffects: 1, openDeliveries: 0 })
    await happens(started())
    time.moveOn(600)
    expect(await healthOf(ports)).toMatchObject({ openEffects: 1, openDeliveries: 1, oldestDueAt: openAt })
  })

  it('is bad in a table that was restored and lacks events', async () => {
    const { ports } = await aService()
    const events = { isCurrent: async () => false }
    expect(await healthOf({ ...ports, events })).toMatchObject({ caughtUp: false })
  })
})
