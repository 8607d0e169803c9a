import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { SQSEvent } from 'aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import type { QueueMapping } from '../../../infra/local/fakes/queue/mapping.ts'
import { FakeQueue } from '../../../infra/local/fakes/queue.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../../infra/local/virtual-time.ts'
import { type Instant, instantFrom, secondsAfter } from '../../../shared/platform/time.ts'

const start = instantFrom('2027-05-11T12:03:00Z')
const later = (seconds: number): Instant => secondsAfter(start, seconds)
const QueueUrl = 'http://localhost/queue/things'

describe('the fake queue', () => {
  let time: VirtualTime
  let queue: FakeQueue
  let dead: FakeQueue
  let client: SQSClient
  let events: { at: Instant; bodies: string[]; receives: string[] }[]
  beforeEach(() => {
    time = new VirtualTime(start)
    queue = new FakeQueue({ url: QueueUrl, time })
    dead = new FakeQueue({ url: `${QueueUrl}-dead`, time })
    client = clientOf<SQSClient>(queue)
    events = []
  })

  const map = (invoke: QueueMapping['invoke'], rest: Partial<QueueMapping> = {}) =>
    queue.map({
      batchSize: 1,
      atOnce: 2,
      visibilitySeconds: 60,
      maximumReceives: 3,
      deadLetter: dead,
      ...rest,
      invoke: event => {
        events.push({
          at: time.clock(),
          bodies: event.Records.map(record => record.body),
          receives: event.Records.map(record => record.attributes.ApproximateReceiveCount),
        })
        return invoke(event)
      },
    })
  const send = (MessageBody: string, rest: object = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...rest }))
  const failOn = (isBad: (body: string) => boolean) => async (event: SQSEvent) => ({
    batchItemFailures: event.Records.filter(({ body }) => isBad(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  })

  it('hands out together what was sent together, as many as a batch holds', async () => {
    map(async () => {}, { batchSize: 2 })
    await Promise.all(['a', 'b', 'c'].map(body => send(body)))
    await time.idle()
    expect(events.map(({ bodies }) => bodies)).toEqual([['a', 'b'], ['c']])
  })

  it('never has more batches under way than its mapping allows', async () => {
    let underWay = 0
    let most = 0
    map(async () => {
      underWay += 1
      most = Math.max(most, underWay)
      for (let turn = 0; turn < 20; turn += 1) await null
      underWay -= 1
    })
    for (let n = 0; n < 10; n += 1) await send(`${n}`)
    await time.idle()
    expect(most).toBe(2)
    expect(events.map(({ bodies }) => bodies[0])).toEqual(Array.from({ length: 10 }, (_, n) => `${n}`))
  })

  it('hands a message out again when it was hidden long enough, if the function threw', async () => {
    let isBroken = true
    map(async () => {
      if (isBroken) throw new Error('down')
    })
    await send('again')
    await time.advance(later(59))
    expect(events).toHaveLength(1)
    isBroken = false
    await time.advance(later(300))
    expect(events).toMatchObject([
      { at: start, receives: ['1'] },
      { at: later(60), receives: ['2'] },
    ])
    expect(queue.messages()).toEqual([])
  })

  it('keeps a message no longer than it retains it, however often it was received', async () => {
    map(
      failOn(() => true),
      { retentionSeconds: 121, maximumReceives: 100 },
    )
    await send('always fails')
    await time.advance(later(600))
    expect(events.map(({ at }) => at)).toEqual([start, later(60), later(120)])
    expect([queue.messages(), dead.messages()]).toEqual([[], []])
  })

  it('hands out again only the part of a batch that failed', async () => {
    map(
      failOn(body => body === 'bad' && events.length === 1),
      { batchSize: 10 },
    )
    await Promise.all(['good', 'bad', 'fine'].map(body => send(body)))
    await time.advance(later(300))
    expect(events.map(({ bodies }) => bodies)).toEqual([['good', 'bad', 'fine'], ['bad']])
  })

  it('takes an answer that names an unknown message as a failure of the whole batch', async () => {
    const answers = [{ batchItemFailures: [{ itemIdentifier: 'unknown' }] }]
    map(async () => answers.shift(), { batchSize: 10 })
    await Promise.all(['a', 'b'].map(body => send(body)))
    await time.advance(later(300))
    expect(events.map(({ bodies }) => bodies)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
  })

  it('gives up on a message after its receipts and puts it in the dead letter queue', async () => {
    map(failOn(body => body === 'bad'))
    await send('bad')
    await time.advance(later(3600))
    expect(events.map(({ at }) => at)).toEqual([start, later(60), later(120)])
    expect(queue.messages()).toEqual([])
    expect(dead.messages()).toMatchObject([{ body: 'bad', receiveCount: 0 }])
  })
})
