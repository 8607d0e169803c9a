import { bug, type PlantedBug } from './bug.ts'

const time = 'shared/platform/time.ts'
const deadline = 'shared/consent/deadline.ts'

/** Mistakes about the deadline, the day and the changes of the clock. */
export const timeBugs: readonly PlantedBug[] = [
  bug('the date itself is still open', deadline, 'dayOf(now) >= state.consent', 'dayOf(now) > state.consent'),
  bug('what is locked is shown as open', deadline, 'return !hasReachedItsDate(state, now)', 'return true'),
  bug(
    'a consent can be given for today',
    'shared/consent/decider.ts',
    'if (date <= dayOf(now))',
    'if (date < dayOf(now))',
  ),
  bug('the day is that of London', time, 'localDateTimeOf(moment).slice(0, 10)', 'moment.slice(0, 10)'),
  bug('it is always winter', time, "zoned(day, '00:00')", "instantFrom(day + 'T00:00+01:00')"),
  bug(
    'every day has 24 hours',
    time,
    'zoned(day, time)',
    'secondsAfter(startOf(day), 3600 * Number(time.slice(0, 2)) + 60 * Number(time.slice(3)))',
  ),
  bug(
    'the schedule is read in London',
    'shared/delivery/adapters/schedule.ts',
    "'Europe/Amsterdam'",
    "'UTC'",
  ),
]
