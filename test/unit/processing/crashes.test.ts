import { describe, expect, it } from 'vitest'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import {
  boardId,
  changed,
  digestOf,
  failed,
  given,
  key,
  onTheDate,
  otherResults,
  results,
  retried,
  smallGroupsOnly,
  started,
  withdrawn,
} from '../../support/builders.ts'
import { atEveryCrash, Crash, dyingAt, type Moment, repeatingAt } from '../../support/crashes.ts'
import { aService, type Service } from '../../support/service.ts'

const died = (failure: unknown) => expect(failure).toBeInstanceOf(Crash)

/** What the service does by itself, while anything is open: sweeps every five minutes, and a queue that hands out its messages. */
const recover = async (service: Service): Promise<void> => {
  for (let turn = 0; turn < 6 && (await openEvents(service)).length > 0; turn += 1) {
    service.time.moveOn(300)
    await service.sweep()
    for (let begun = service.deliveries.take(); begun; begun = service.deliveries.take())
      await service.triggerDelivery(begun.version)
    await service.makeAttempts()
  }
}

const openEvents = async ({ events }: Service) =>
  (await events.history(key)).filter(({ nextAttemptAt }) => nextAttemptAt !== null)

interface Scenario {
  name: string
  data: typeof results
  log: readonly ConsentEvent[]
  faults: Parameters<Service['inspectorate']['setFaults']>[0]
  ends: string
  accepted: number
}

const scenarios: readonly Scenario[] = [
  { name: 'all goes well', data: results, log: [given()], faults: [], ends: 'delivered', accepted: 1 },
  {
    name: 'an answer is lost',
    data: results,
    log: [given()],
    faults: [{ kind: 'lost-response' }],
    ends: 'delivered',
    accepted: 1,
  },
  {
    name: 'the inspectorate is away for a while',
    data: results,
    log: [given()],
    faults: [{ kind: 'status', status: 503 }, { kind: 'timeout' }],
    ends: 'delivered',
    accepted: 1,
  },
  {
    name: 'newer results were told to nobody',
    data: otherResults,
    log: [given()],
    faults: [],
    ends: 'delivered',
    accepted: 1,
  },
  {
    name: 'no group is left',
    data: smallGroupsOnly,
    log: [given()],
    faults: [],
    ends: 'nothing-to-deliver',
    accepted: 0,
  },
]

const begin = async ({ data, log, faults }: Scenario) => {
  const service = await aService({ now: onTheDate, data })
  await service.happened(...log)
  service.inspectorate.setFaults(faults)
  return service
}
const check = async (service: Service, { ends, accepted }: Scenario) => {
  const log = await service.events.history(key)
  expect(log.at(-1)!.state.phase).toBe(ends)
  expect(log.map(({ version }) => version)).toEqual(log.map((_, index) => index + 1))
  expect(service.inspectorate.accepted).toHaveLength(accepted)
  expect(service.inspectorate.accepted.every(({ deliveryId }) => deliveryId === '99AA00_2026-2027_1')).toBe(
    true,
  )
  expect(await openEvents(service)).toEqual([])
}

describe('a delivery whose worker dies at any call', () => {
  it.each(scenarios)('ends as it must, once, where $name', async scenario => {
    const crashes = await atEveryCrash(async (number, moment) => {
      const service = await begin(scenario)
      const dying = dyingAt(service.ports, number, moment)
      await service.triggerDelivery(1, dying.ports).catch(died)
      await recover(service)
      await check(service, scenario)
      return dying.diedAt()
    })
    expect(crashes).toBeGreaterThan(5)
  })

  const mostTelling = scenarios.filter(({ name }) => /lost|told/.test(name))
  it.each(mostTelling)('ends as it must though the next worker dies too, where $name', async scenario => {
    const dieTwice = async (first: [number, Moment], second: [number, Moment]) => {
      const service = await begin(scenario)
      const dying = [dyingAt(service.ports, ...first), dyingAt(service.ports, ...second)] as const
      await service.triggerDelivery(1, dying[0].ports).catch(died)
      service.time.moveOn(600)
      const { state } = await service.head()
      if (state.phase === 'in-delivery') await service.resumeDelivery(dying[1].ports).catch(died)
      else await service.triggerDelivery(undefined, dying[1].ports).catch(died)
      await recover(service)
      await check(service, scenario)
      return dying.map(({ diedAt }) => diedAt())
    }
    // Whoever dies after one call dies before the next: once for each is enough here.
    const crashes = await atEveryCrash(
      async (...first) => {
        let firstDeath: string | undefined
        await atEveryCrash(
          async (...second) => {
            const [died, next] = await dieTwice(first, second)
            firstDeath = died
            return next
          },
          ['before'],
        )
        return firstDeath
      },
      ['before'],
    )
    expect(crashes).toBeGreaterThan(10)
  })
})

describe('what an event asks for, where the worker dies at any call', () => {
  const asked = [
    { name: 'a consent', log: [given()], data: results },
    { name: 'a change', log: [given(), changed()], data: results },
    { name: 'a withdrawal', log: [given(), withdrawn()], data: results },
    { name: 'a consent that newer results came in with', log: [given()], data: otherResults },
  ]

  /** Whether the death came between sending the mail and noting it. */
  const leavesMailUnnoted = (diedAt: string | undefined, moment: Moment) =>
    (diedAt === 'mailer.send' && moment === 'after') ||
    (diedAt === 'outbox.saveOutcome' && moment === 'before')

  it.each(asked)('is done in the end: $name', async ({ log, data }) => {
    const crashes = await atEveryCrash(async (number, moment) => {
      const service = await aService({ data })
      await service.happened(...log)
      const dying = dyingAt(service.ports, number, moment)
      await service.processEvent(await service.head(), dying.ports).catch(died)
      service.time.moveTo('2027-05-14T12:00:00Z')
      await recover(service)

      const head = await service.head()
      const planned = service.schedules.planned.map(({ trigger }) => trigger.version)
      expect(planned).toEqual(head.state.phase === 'given' ? [head.version] : [])
      expect(head.state.consent.reportDigest).toBe(digestOf(data))
      const mails = Map.groupBy(service.mailer.sent, ({ reference }) => reference)
      expect(mails.size).toBe(head.version)
      const most = leavesMailUnnoted(dying.diedAt(), moment) ? 2 : 1
      expect(Math.max(...[...mails.values()].map(same => same.length))).toBeLessThanOrEqual(most)
      const unsent = (await service.events.history(key)).filter(
        ({ effects }) => effects.mails[boardId]?.status !== 'sent',
      )
      expect(unsent).toEqual([])
      return dying.diedAt()
    })
    expect(crashes).toBeGreaterThan(8)
  })

  it('is done in the end: an operator’s attempt', async () => {
    await atEveryCrash(async (number, moment) => {
      const service = await aService({ now: onTheDate })
      service.inspectorate.setFaults([{ kind: 'status', status: 422 }])
      await service.happened(given())
      await service.triggerDelivery(1)
      await service.happens(retried(service.clock()))
      const dying = dyingAt(service.ports, number, moment)
      await service.processEvent(await service.head(), dying.ports).catch(died)
      await recover(service)
      expect(await service.types()).toEqual([
        ...[given(), started(), failed()].map(({ type }) => type),
        'delivery-retried',
        'delivered',
      ])
      expect(service.inspectorate.accepted).toHaveLength(1)
      return dying.diedAt()
    })
  })
})

describe('a write whose answer is lost, and which the SDK makes again', () => {
  /** Which writes were repeated, one a run, until a run made no more. */
  const atEveryWrite = async (
    run: (number: number) => Promise<string | undefined>,
  ): Promise<readonly string[]> => {
    const repeated: string[] = []
    for (let write = await run(1); write !== undefined; write = await run(repeated.length + 1))
      repeated.push(write)
    return repeated
  }

  it.each(scenarios)('lets a delivery end as it must, once, where $name', async scenario => {
    const writes = await atEveryWrite(async number => {
      const service = await begin(scenario)
      const { ports, repeated } = repeatingAt(service.ports, number)
      await service.triggerDelivery(1, ports)
      await recover(service)
      await check(service, scenario)
      return repeated()
    })
    expect(writes).toContain('events.append')
  })

  it.each([
    { name: 'a consent', log: [given()], version: 1 },
    { name: 'a change', log: [given(), changed()], version: 2 },
    { name: 'a consent that newer results came in with', log: [given()], data: otherResults, version: 2 },
  ])(
    'has each mail sent once, and the last version planned: $name',
    async ({ log, data = results, version }) => {
      const writes = await atEveryWrite(async number => {
        const service = await aService({ data })
        await service.happened(...log)
        const { ports, repeated } = repeatingAt(service.ports, number)
        await service.processEvent(await service.head(), ports)
        service.time.moveTo('2027-05-14T12:00:00Z')
        await recover(service)
        expect(service.schedules.planned.map(({ trigger }) => trigger.version)).toEqual([version])
        const references = service.mailer.sent.map(({ reference }) => reference)
        expect(references).toHaveLength(version)
        expect(new Set(references).size).toBe(version)
        return repeated()
      })
      expect(writes).toContain('outbox.saveOutcome')
    },
  )
})
