import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { campaign, type Finding } from '../test/simulation/campaign.ts'
import { lookForAll, rowOf } from '../test/simulation/planted/table.ts'

const usage = 'npm run sim -- [--histories N] [--seed S] [--workers N] [--replay SEED:INDEX | --planted]'

/** A whole number from the command line; ends with the usage for anything else. */
const whole = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  console.error(usage)
  process.exit(2)
}

/** Played in this thread, which loads the functions for nothing else. */
const played = async (seed: number, index: number) => {
  const { simulator } = await import('../test/simulation/history.ts')
  return simulator().run(seed, index, { isTraced: true })
}

const replay = async (text: string): Promise<number> => {
  const [seed = '', index = ''] = text.split(':')
  const { trace, violations } = await played(whole(seed), whole(index))
  for (const line of trace) console.log(line)
  for (const violation of violations) console.log(`VIOLATION ${violation}`)
  console.log(`histories: 1, violations: ${violations.length > 0 ? 1 : 0}, seed: ${whole(seed)}`)
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

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    replay: { type: 'string' },
    planted: { type: 'boolean', default: false },
  },
})
const workers = Math.max(1, whole(values.workers))
if (values.planted) process.exitCode = await planted(workers)
else if (values.replay) process.exitCode = await replay(values.replay)
else process.exitCode = await run(whole(values.seed), whole(values.histories), workers)
