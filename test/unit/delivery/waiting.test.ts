import { describe, expect, it } from 'vitest'
import { recordOf } from '../../../shared/consent/decider.ts'
import { deliver } from '../../../shared/delivery/deliver.ts'
import { queueAttempt, waitForAttempt } from '../../../shared/delivery/next-attempt.ts'
import type { AttemptOutcome } from '../../../shared/delivery/ports.ts'
import type { SchoolId } from '../../../shared/directory/identifiers.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import { given, onTheDate, results, schoolYear, traceId } from '../../support/builders.ts'
import { aService, type Service } from '../../support/service.ts'
import { answering, due, later, unknown } from './answering.ts'

const schoolIds = Array.from({ length: 12 }, (_, number) => `${10 + number}AA00` as SchoolId)

/** As many deliveries under way, each of which failed so often that it waits without a message. */
const outage = async (schools: number, outcome: AttemptOutcome = unknown): Promise<Service> => {
  const service = await aService({ now: onTheDate })
  for (const schoolId of schoolIds.slice(0, schools)) {
    const key = { schoolId, schoolYear }
    await service.store.saveResults(schoolId, schoolYear, results.results[0]!)
    await service.events.append(recordOf(key, undefined, given()))
    await deliver(service, { ...key, version: 1, traceId })
  }
  const { inspectorate } = answering([outcome])
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await service.makeAttempts({ inspectorate })
    await service.moveOn(120)
  }
  return service
}

const headsOf = (service: Service, schools: number) =>
  Promise.all(schoolIds.slice(0, schools).map(schoolId => service.events.head({ schoolId, schoolYear })))

describe('a delivery that waits for its next attempt', () => {
  it('waits on the queue for a short while, and without a message for a long one', async () => {
    const service = await due()
    const { inspectorate } = answering([unknown])
    await service.triggerDelivery(1, { inspectorate })
    const delays: number[] = []
    for (let [message] = service.attempts.waiting(); message; [message] = service.attempts.waiting()) {
      delays.push(message.delaySeconds)
      await service.moveOn(message.delaySeconds)
      await service.makeAttempts({ inspectorate })
    }
    expect(delays).toEqual([23, 45, 90])
    const { effects, nextAttemptAt } = await service.head()
    expect(effects.waitsSince).toBe(service.clock())
    expect(nextAttemptAt).toBe(secondsAfter(service.clock(), 180))
  })

  it('waits on the queue for as long as it was asked to, so that nobody ends its wait', async () => {
    const service = await due()
    const asked = { kind: 'unknown', status: 503, retryAfterSeconds: 500 } as const
    await service.triggerDelivery(1, answering([asked]))
    expect(service.attempts.waiting()).toMatchObject([{ delaySeconds: 500 }])
    expect((await service.head()).effects.waitsSince).toBeUndefined()
  })

  it('is left to whoever took it up meanwhile', async () => {
    const service = await outage(1)
    const [head] = await headsOf(service, 1)
    await queueAttempt(service, head!, 0)
    const wait = { askedSeconds: 0, wasMade: false }
    expect(await waitForAttempt(service, head!, wait)).toBeUndefined()
    expect(service.attempts.waiting()).toHaveLength(1)
  })
})

describe('a success after failures', () => {
  it('ends the wait of two, and each of theirs of two more, until all are delivered', async () => {
    const service = await outage(12)
    const [first] = await headsOf(service, 12)
    await queueAttempt(service, first!, 0)
    await deliver(service, service.attempts.take()!)
    expect(service.attempts.waiting()).toHaveLength(2)
    await service.makeAttempts()
    const heads = await headsOf(service, 12)
    expect(new Set(heads.map(head => head?.state.phase))).toEqual(new Set(['delivered']))
    expect(await service.inspectorate.accepted()).toHaveLength(12)
  })

  it('lets who was attempted a moment ago rest first', async () => {
    const service = await outage(2)
    const [tried] = await headsOf(service, 2)
    await queueAttempt(service, tried!, 0)
    await service.makeAttempts(answering([later]))
    await service.moveOn(15)
    await service.makeAttempts()
    expect(await service.inspectorate.accepted()).toHaveLength(1)
    expect(service.attempts.waiting()).toMatchObject([
      { trigger: { schoolId: tried!.schoolId }, delaySeconds: 15 },
    ])
  })
})

describe('a sweep during an outage', () => {
  it('has ten find out whether it is over, and no more, however many wait', async () => {
    const service = await outage(12)
    await service.moveOn(300)
    await service.sweep()
    expect(service.attempts.waiting().map(({ delaySeconds }) => delaySeconds)).toEqual([
      ...[0, 1, 3, 4, 6, 7, 9, 10, 12, 13],
    ])
    await service.sweep()
    expect(service.attempts.waiting()).toHaveLength(10)
  })

  it('is not needed for it: who fails leaves that to another', async () => {
    const service = await outage(3)
    const [first] = await headsOf(service, 3)
    await queueAttempt(service, first!, 0)
    await service.makeAttempts(answering([unknown]))
    expect(service.attempts.waiting()).toMatchObject([{ delaySeconds: 15 }])
    expect(service.attempts.waiting()[0]!.trigger.schoolId).not.toBe(first!.schoolId)
  })

  it('keeps none waiting on the queue of those that the circuit breaker keeps back', async () => {
    const service = await due()
    await service.triggerDelivery(1, answering([{ kind: 'kept-back', status: null }]))
    expect(service.attempts.waiting()).toEqual([])
    const head = await service.head()
    expect(head.effects).toMatchObject({ attempts: 1, posts: 0, waitsSince: service.clock() })
    expect(service.log.lines.at(-1)?.ids).toMatchObject({ outcome: 'kept-back' })
  })

  it('adds nothing while messages wait to be taken, whatever is due', async () => {
    const service = await outage(3)
    await service.moveOn(300)
    await service.sweep()
    for (const hours of [1, 24, 72]) {
      await service.moveOn(hours * 3600)
      await service.sweep()
      expect(service.attempts.waiting()).toHaveLength(3)
    }
  })
})
