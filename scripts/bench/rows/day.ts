import { fileURLToPath } from 'node:url'
import { type Instant, millisecondsOf, secondsAfter } from '../../../shared/platform/time.ts'
import { type Day, seven } from '../../../test/simulation/season/day.ts'
import { atOnce, downUntil, hangsUntil, type Receiver } from '../../../test/simulation/season/receivers.ts'
import { messageOf } from '../programs.ts'
import type { Measurement, Row } from '../row.ts'

const program = fileURLToPath(new URL('../programs/day.ts', import.meta.url))

const HOUR = 3600

/** So slow that an answer is what a delivery takes, and the floor counts nothing else. */
const ANSWER_SECONDS = 8

/** Minutes from 07:00 until the last slot. */
const LAST_SLOT = 55

const recoveryOf = ({ outage }: Omit<Receiver, 'answers'>): Instant => outage?.until ?? seven

/** In a process of its own: its clock is a virtual one, and does not mind how many are played at once. */
const played = async (schools: number, receiver: Omit<Receiver, 'answers'>) => {
  const until = secondsAfter(recoveryOf(receiver), 24 * HOUR)
  const answering = { answers: 1000 * ANSWER_SECONDS, ...receiver }
  const day = await messageOf<Day>(program, [JSON.stringify({ schools, receiver: answering, until })])
  if (day.delivered < schools) throw new Error(`${day.delivered} of ${schools} are delivered, a day later`)
  const minutes = (millisecondsOf(day.last.delivered!) - millisecondsOf(recoveryOf(receiver))) / 60_000
  return { ...day, minutes }
}

const inHours = (count: number): string => (count === 1 ? '1 hour' : `${count} hours`)

type Played = Awaited<ReturnType<typeof played>>

const afterOutage = (outage: string, { minutes, backlog }: Played): Row => ({
  measure: `the backlog after ${outage}`,
  unit: 'min',
  ours: minutes,
  reference: (backlog * ANSWER_SECONDS) / atOnce / 60,
  target: { atMost: 1.05 },
})

export const day: Measurement = {
  name: 'day',
  about:
    'minutes of the virtual clock of `npm run season`, with answers that take eight seconds, beside the floor: the last slot, or what waits divided by what is sent at once; and the most seen at any moment of these days',
  run: async size => {
    const [schools, hours] = size === 'quick' ? [12, [1]] : [1200, [6, 24, 72]]
    const after = (count: number) => secondsAfter(seven, count * HOUR)
    const [faulty, refused, ...hung] = await Promise.all([
      played(schools, { refused: 0.05 }),
      played(schools, { outage: downUntil(after(3)) }),
      ...hours.map(count => played(schools, { outage: hangsUntil(after(count)) })),
    ])
    const all = [faulty, refused, ...hung]
    const most = (part: 'mostOfOne' | 'mostInFlight') => Math.max(...all.map(one => one[part]))
    return [
      {
        measure: `the day with 5 % transient faults, ${schools.toLocaleString('en')} deliveries`,
        unit: 'min',
        ours: faulty.minutes,
        reference: LAST_SLOT,
        target: { atMost: 1.01 },
      },
      afterOutage(`${inHours(3)} of quick refusals`, refused),
      ...hung.map((one, index) => afterOutage(`${inHours(hours[index]!)} without answers`, one)),
      {
        measure: 'messages of one delivery at once',
        unit: '',
        ours: most('mostOfOne'),
        target: { atMost: 1 },
      },
      {
        measure: 'deliveries in flight at once',
        unit: '',
        ours: most('mostInFlight'),
        target: { atMost: atOnce },
      },
    ]
  },
}
