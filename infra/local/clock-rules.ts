import { Temporal } from 'temporal-polyfill'
import {
  type Clock,
  type Instant,
  instantFromMilliseconds,
  millisecondsOf,
} from '../../shared/platform/time.ts'
import type { VirtualTime } from './virtual-time.ts'

type Invoke = () => Promise<unknown>

/** A rule that invokes once a day, at a time of the day in UTC (`03:30`). One that failed comes again the next day. */
export const daily = (time: VirtualTime, at: string, invoke: Invoke): void =>
  repeatedly(time, () => nextDailyFrom(time.clock, at), invoke)

/** A rule that invokes every so many minutes. One that failed comes again, as the next one would. */
export const every = (time: VirtualTime, minutes: number, invoke: Invoke): void =>
  repeatedly(time, () => nextTick(time, minutes), invoke)

const repeatedly = (time: VirtualTime, next: () => Instant, invoke: Invoke): void => {
  time.at(next(), async () => {
    await invoke().catch(() => undefined)
    repeatedly(time, next, invoke)
  })
}

const nextDailyFrom = (clock: Clock, at: string): Instant => {
  const now = Temporal.Instant.from(clock()).toZonedDateTimeISO('UTC')
  const today = now.withPlainTime(at)
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 })
  return instantFromMilliseconds(next.epochMilliseconds)
}

/** The first tick after now that is not before the moment. */
export const nextTick = (time: VirtualTime, minutes: number, moment = time.clock()): Instant => {
  const earliest = Math.max(millisecondsOf(moment), millisecondsOf(time.clock()) + 1)
  const period = minutes * 60_000
  return instantFromMilliseconds(Math.ceil(earliest / period) * period)
}
