import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { wholeNumber } from '../cli/whole-number.ts'
import { campaign, type Finding } from '../test/simulation/campaign.ts'
import { lookForAll, rowOf } from '../test/simulation/planted/table.ts'

/** Played in this thread, which loads the functions for nothing else. */
const played = async (seed: number, index: number) => {
  const { simulator } = await import('../test/simulation/history.ts')
  return simulator().run(seed, index, { isTraced: true })
}

interface Place {
  readonly seed: number
  readonly index: number
}

const placeIn = (text: string): Place => {
  const [, seed, index] = /^(\d+):(\d+)$/.exec(text) ?? []
  if (index === undefined) throw new InvalidArgumentError('Expected a place, such as 1:42.')
  return { seed: Number(seed), index: Number(index) }
}

const replay = async ({ seed, index }: Place): Promise<number> => {
  const { trace, violations } = await played(seed, index)
  for (const line of trace) console.log(line)
  for (const violation of violations) console.log(`VIOLATION ${violation}`)
  console.log(`histories: 1, violations: ${violations.length > 0 ? 1 : 0}, seed: ${seed}`)
  return violations.length > 0 ? 1 : 0
}

/** The table of planted bugs, as it stands in the documentation. */
const planted = async (workers: number): Promise<number> => {
  let missed = 0
  await lookForAll(workers, found => {
    if (found.index === undefined) missed += 1
    console.log(rowOf(found))
  })
  return missed > 0 ? 1 : 0
}

/** How many traces are shown in full; of the rest it is told how to see them. */
const SHOWN = 3

const run = async (seed: number, histories: number, workers: number): Promise<number> => {
  const start = performance.now()
  const perSecond = (done: number): string => ((1000 * done) / (performance.now() - start)).toFixed(0)
  let [told, violated] = [0, 0]
  const onProgress = (done: number, found: readonly Finding[]): void => {
    violated += found.length
    for (const { index, violations } of found)
      console.error(`history ${seed}:${index}: ${violations.join('; ')}`)
    if (done - told < histories / 20) return
    told = done
    console.error(`${done} of ${histories}, ${violated} violations, ${perSecond(done)} a second`)
  }
  const { findings, totals } = await campaign({ seed, histories, workers, onProgress })
  for (const [place, { index, violations }] of findings.entries()) {
    console.log(`\nhistory ${seed}:${index} (npm run sim -- --replay ${seed}:${index})`)
    for (const violation of violations) console.log(`VIOLATION ${violation}`)
    if (place >= SHOWN) continue
    for (const line of (await played(seed, index)).trace) console.log(line)
  }
  const { steps, deliveries, extraMails } = totals
  console.log(
    `steps of I/O: ${steps}, deliveries: ${deliveries}, extra mails after lost answers: ${extraMails}`,
  )
  console.error(`${perSecond(histories)} histories a second`)
  console.log(`histories: ${histories}, violations: ${findings.length}, seed: ${seed}`)
  return findings.length > 0 ? 1 : 0
}

const ANY = [0, 999_999_999] as const
const asked = new Command('npm run sim --')
  .addOption(wholeNumber('--histories <n>', 'how many are played', 10_000, ANY))
  .addOption(wholeNumber('--seed <n>', 'the same seed plays the same histories', 1, ANY))
  .addOption(wholeNumber('--workers <n>', 'how many threads play', availableParallelism()))
  .addOption(new Option('--replay <seed:index>', 'one history, step by step').argParser(placeIn))
  .option('--planted', 'look for every planted bug')
  .parse()
  .opts()
if (asked.planted) process.exitCode = await planted(asked.workers)
else if (asked.replay) process.exitCode = await replay(asked.replay)
else process.exitCode = await run(asked.seed, asked.histories, asked.workers)
