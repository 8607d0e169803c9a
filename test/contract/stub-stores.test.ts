import type { S3Client } from '@aws-sdk/client-s3'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { type Clock, instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import { s3Store } from '../../stubs/adapters/s3-store.ts'
import { InMemoryStore, type Store } from '../../stubs/store.ts'
import { StoppedClock } from '../support/doubles/clock.ts'

const start = instantFrom('2027-05-11T12:00:00Z')
const inS3 = (clock: Clock) => {
  const client = clientOf<S3Client>(new FakeBucket('stubs', clock))
  return {
    store: s3Store<string>(client, 'stubs', 'one', clock),
    other: s3Store(client, 'stubs', 'two', clock),
  }
}
const inMemory = (clock: Clock) => ({
  store: new InMemoryStore<string>(clock),
  other: new InMemoryStore<string>(clock),
})

describe.each([
  ['in memory', inMemory],
  ['in S3', inS3],
] as const)('what a stub keeps %s', (_, made) => {
  let time: StoppedClock
  let store: Store<string>
  let other: Store<unknown>
  beforeEach(() => {
    time = new StoppedClock(start)
    ;({ store, other } = made(time.clock))
  })

  it('is found by its name, there and nowhere else', async () => {
    expect(await store.add('een/naam?', 'ja')).toBe(true)
    expect(await store.find('een/naam?')).toBe('ja')
    expect(await store.find('naam')).toBeUndefined()
    expect([await other.find('een/naam?'), await other.all()]).toEqual([undefined, []])
  })

  it('is written once, whoever comes first', async () => {
    const added = await Promise.all(['a', 'b', 'c'].map(value => store.add('name', value)))
    expect(added.filter(Boolean)).toHaveLength(1)
    expect(await store.find('name')).toBe(['a', 'b', 'c'][added.indexOf(true)])
  })

  it('is gone from its moment on, and when it is removed', async () => {
    await store.add('short', 'x', secondsAfter(start, 60))
    await store.add('long', 'y')
    time.moveOn(59.999)
    expect(await store.find('short')).toBe('x')
    time.moveOn(0.001)
    expect([await store.find('short'), await store.all()]).toEqual([undefined, ['y']])
    await store.remove('long')
    await store.remove('never there')
    expect([await store.find('long'), await store.all()]).toEqual([undefined, []])
  })

  it('is told in the order in which it came', async () => {
    for (const value of ['c', 'a', 'b']) {
      await store.add(value, value)
      time.moveOn(1)
    }
    expect(await store.all()).toEqual(['c', 'a', 'b'])
  })
})
