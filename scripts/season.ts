import { Command, Option } from '@commander-js/extra-typings'
import { wholeNumber } from '../cli/whole-number.ts'
import { type Instant, secondsAfter } from '../shared/platform/time.ts'
import { type Day, lastSlot, type Progress, playDay } from '../test/simulation/season/day.ts'
import { atOnce, mailsPerSecond, type Receiver, receivers } from '../test/simulation/season/receivers.ts'

/** Time of day in Europe/Amsterdam, which is two hours ahead on that day. */
const inAmsterdam = (at: Instant | undefined): string => (at ? secondsAfter(at, 7200).slice(11, 19) : 'never')

const columns = ['begun', 'delivered', 'mailed', 'inFlight', 'waiting', 'attempts', 'messages'] as const

const say = (line: string): void => console.log(line)
const rowOf = (cells: readonly (string | number)[]): string =>
  cells.map(cell => String(cell).padStart(10)).join('')

const tell = (progress: Progress): void =>
  say(rowOf([inAmsterdam(progress.at), ...columns.map(column => progress[column])]))

/** Until when all must be delivered: a quarter of an hour after it recovered, or began, and what then waits ÷ its rate. */
const deadlineOf = ({ answers, outage }: Receiver, backlog: number): Instant => {
  const from = outage && outage.until > lastSlot ? outage.until : lastSlot
  return secondsAfter(from, 15 * 60 + Math.ceil((backlog * answers) / 1000 / atOnce))
}

/** Each promise in words, and whether it was kept. */
const promisesOf = (schools: number, receiver: Receiver, day: Day): readonly [string, boolean][] => {
  const { begun, delivered, mailed } = day.last
  const deadline = deadlineOf(receiver, day.backlog)
  return [
    ['every delivery begun by 07:56', day.begun === schools && begun! <= secondsAfter(lastSlot, 60)],
    [
      `every delivery taken in once, by ${inAmsterdam(deadline)}`,
      day.delivered === schools && day.accepted === schools && delivered! <= deadline,
    ],
    ['every board mailed within an hour', day.mailed === schools && mailed! <= secondsAfter(deadline, 3600)],
    [`at most ${atOnce} sent at once`, day.mostInFlight <= atOnce],
    ['at most one message waits for each', day.mostOfOne <= 1],
    [`at most ${mailsPerSecond} addressees mailed in a second`, day.mostMailed <= mailsPerSecond],
  ]
}

const season = async (schools: number, receiver: Receiver): Promise<number> => {
  say(`1 July of ${schools} schools, ${atOnce} sent at once`)
  say(rowOf(['', ...columns]))
  const until = secondsAfter(deadlineOf(receiver, schools), 2 * 3600)
  const day = await playDay({ schools, receiver, until }, tell)
  tell(day)
  say('')
  for (const what of ['begun', 'delivered', 'mailed'] as const)
    say(`the last was ${what} at ${inAmsterdam(day.last[what])}`)
  say(`at most ${day.mostInFlight} in flight and ${day.mostWaiting} waiting`)
  say(`at most ${day.mostMailed} addressees mailed in a second`)
  say(`${day.attempts} attempts, ${day.messages} messages\n`)
  const promises = promisesOf(schools, receiver, day)
  for (const [promise, isKept] of promises) say(`${isKept ? 'kept  ' : 'BROKEN'}  ${promise}`)
  const broken = promises.filter(([, isKept]) => !isKept).length
  say(`\npromises: ${promises.length}, broken: ${broken}`)
  return broken
}

const names = Object.keys(receivers) as (keyof typeof receivers)[]
const asked = new Command('npm run season --')
  .addOption(wholeNumber('--schools <n>', 'how many deliver on 1 July', 9000))
  .addOption(
    new Option('--receiver <how>', 'how the inspectorate is').choices(names).default('healthy' as const),
  )
  .parse()
  .opts()
process.exitCode = (await season(asked.schools, receivers[asked.receiver])) > 0 ? 1 : 0
