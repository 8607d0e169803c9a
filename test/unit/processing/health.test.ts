import { describe, expect, it } from 'vitest'
import { healthOf } from '../../../shared/processing/health.ts'
import { given } from '../../support/builders.ts'
import { aService } from '../../support/service.ts'

const portsOf = ({ ports }: Awaited<ReturnType<typeof aService>>) => ({ ...ports, backlog: ports })

describe('the health of the service', () => {
  it('is that nothing waits, before anything has happened', async () => {
    expect(await healthOf(portsOf(await aService()))).toEqual({
      ...{ lastSweptAt: null, caughtUp: true },
      ...{ openEffects: 0, openDeliveries: 0, setAside: 0, mailSeconds: 0, deliverySeconds: 0 },
    })
  })

  it('is bad in a table that was restored and lacks events, and tells what waits in it', async () => {
    const service = await aService()
    await service.happens(given())
    const events = { isCurrent: async () => false }
    expect(await healthOf({ ...portsOf(service), events })).toMatchObject({ caughtUp: false, openEffects: 1 })
  })
})
