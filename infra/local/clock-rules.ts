import {
  type Clock,
  type Instant,
  instantFrom,
  instantFromMilliseconds,
  millisecondsOf,
  secondsAfter,
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
  const now = clock()
  const today = instantFrom(`${now.slice(0, 10)}T${at}:00Z`)
  return today > now ? today : secondsAfter(today, 24 * 3600)
}

/** The first tick after now that is not before the moment. */
export const nextTick = (time: VirtualTime, minutes: number, moment = time.clock()): Instant => {
  const earliest = Math.max(millisecondsOf(moment), millisecondsOf(time.clock()) + 1)
  const period = minutes * 60_000
  return instantFromMilliseconds(Math.ceil(earliest / period) * period)
}
