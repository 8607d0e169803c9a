import { expect, it } from 'vitest'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { secondsAfter } from '../../shared/platform/time.ts'
import { key, onTheDate, traceId } from '../support/builders.ts'
import { aQueue } from '../support/service.ts'

it('the queue of deliveries holds back what is delayed and nothing else, and says how many wait', async () => {
  const time = new VirtualTime(onTheDate)
  const queue = aQueue(time)
  const begin = { ...key, version: 3, traceId }
  const attempt = { ...key, version: 4, traceId, attempt: 2 }
  await queue.send(begin, 900)
  await queue.send(attempt, 0)
  expect(await queue.counts()).toEqual({ waiting: 1, delayed: 1 })
  expect(queue.take()).toEqual(attempt)
  await time.advance(secondsAfter(onTheDate, 899))
  expect([queue.take(), await queue.counts()]).toEqual([undefined, { waiting: 0, delayed: 1 }])
  await time.advance(secondsAfter(onTheDate, 900))
  expect(queue.take()).toEqual(begin)
})

it.each([-1, 901])('the queue of deliveries takes no delay of %i seconds', async seconds => {
  const queue = aQueue(new VirtualTime(onTheDate))
  await expect(queue.send({ ...key, version: 3, traceId }, seconds)).rejects.toThrow()
  expect(queue.waiting()).toEqual([])
})
