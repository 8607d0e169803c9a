import { Temporal } from 'temporal-polyfill'
import { type Clock, type Instant, instantFromMilliseconds } from '../../shared/platform/time.ts'
import type { VirtualTime } from './virtual-time.ts'

/** A rule that invokes once a day, at a time of the day in UTC (`03:30`). One that failed comes again the next day. */
export const daily = (time: VirtualTime, at: string, invoke: () => Promise<unknown>): void => {
  time.at(nextFrom(time.clock, at), async () => {
    await invoke().catch(() => undefined)
    daily(time, at, invoke)
  })
}

const nextFrom = (clock: Clock, at: string): Instant => {
  const now = Temporal.Instant.from(clock()).toZonedDateTimeISO('UTC')
  const today = now.withPlainTime(at)
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 })
  return instantFromMilliseconds(next.epochMilliseconds)
}
