import type { SQSClient } from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import type { QueueMapping } from '../../infra/local/fakes/queue/mapping.ts'
import { FakeQueue } from '../../infra/local/fakes/queue.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { triggerFrom } from '../../shared/delivery/adapters/delivery-message.ts'
import { sqsDeliveryQueue } from '../../shared/delivery/adapters/sqs-delivery-queue.ts'
import type { DeliveryQueue, DeliveryTrigger } from '../../shared/delivery/ports.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import { traceId } from '../support/builders.ts'

const trigger = (version: number): DeliveryTrigger => ({
  schoolId: '99AA00' as SchoolId,
  schoolYear: '2026-2027' as SchoolYear,
  version,
  traceId,
})

/** A queue, and what it handed out so many seconds after the start. */
interface Waiting {
  queue: DeliveryQueue
  handedOutAfter: (seconds: number) => Promise<readonly DeliveryTrigger[]>
}

const start = instantFrom('2027-07-01T05:12:00Z')

const makeWaiting = (): Waiting => {
  const time = new VirtualTime(start)
  const queue = new FakeQueue({ url: 'https://sqs.example/deliveries', time })
  const handedOut: DeliveryTrigger[] = []
  const mapping = {
    batchSize: 1,
    atOnce: 1,
    visibilitySeconds: 30,
    maximumReceives: 1,
    invoke: async ({ Records: messages }: SQSEvent) => {
      handedOut.push(...messages.map(({ body }) => triggerFrom(body)))
      return undefined
    },
  } satisfies QueueMapping
  return {
    queue: sqsDeliveryQueue(clientOf<SQSClient>(queue), queue.url),
    handedOutAfter: async seconds => {
      queue.map(mapping)
      await time.advance(secondsAfter(start, seconds))
      return handedOut
    },
  }
}

describe('the queue of deliveries', () => {
  let waiting: Waiting
  beforeEach(() => {
    waiting = makeWaiting()
  })

  it('hands out at once what is not delayed', async () => {
    await waiting.queue.send(trigger(3), 0)
    expect(await waiting.handedOutAfter(0)).toEqual([trigger(3)])
  })

  it('holds back what is delayed, and nothing else', async () => {
    await waiting.queue.send(trigger(3), 900)
    await waiting.queue.send(trigger(4), 0)
    expect(await waiting.handedOutAfter(899)).toEqual([trigger(4)])
    expect(await waiting.handedOutAfter(900)).toHaveLength(2)
    expect(await waiting.handedOutAfter(900)).toContainEqual(trigger(3))
  })

  it('hands out the same trigger as often as it was sent', async () => {
    await waiting.queue.send(trigger(3), 0)
    await waiting.queue.send(trigger(3), 0)
    expect(await waiting.handedOutAfter(0)).toEqual([trigger(3), trigger(3)])
  })

  it('says how many messages wait, and how many are delayed', async () => {
    await waiting.queue.send(trigger(3), 30)
    await waiting.queue.send({ ...trigger(4), attempt: 2 }, 0)
    expect(await waiting.queue.counts()).toEqual({ waiting: 1, delayed: 1 })
    expect(await waiting.handedOutAfter(0)).toEqual([{ ...trigger(4), attempt: 2 }])
    expect(await waiting.queue.counts()).toEqual({ waiting: 0, delayed: 1 })
  })

  it.each([-1, 901])('does not take a delay of %i seconds', async seconds => {
    await expect(waiting.queue.send(trigger(3), seconds)).rejects.toThrow()
    expect(await waiting.handedOutAfter(1000)).toEqual([])
  })
})
