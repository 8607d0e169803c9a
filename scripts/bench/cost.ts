import { performance } from 'node:perf_hooks'
import { peakMemory } from './memory.ts'

/** What work took of the process that did it: milliseconds of CPU and of time, and the most memory it has had, in bytes. */
export interface Cost {
  cpu: number
  wall: number
  peak: number
}

export const costOf = async (work: () => unknown): Promise<Cost> => {
  const [start, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000, wall: performance.now() - start, peak: peakMemory() }
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)]!

/** Runs all of them in turn, so many times, so that a busy moment strikes each alike; answers the medians of each. */
export const interleaved = async <Name extends string>(
  rounds: number,
  runs: Readonly<Record<Name, () => Promise<Cost>>>,
): Promise<Record<Name, Cost>> => {
  const names = Object.keys(runs) as Name[]
  const costs = Object.fromEntries(names.map(name => [name, [] as Cost[]])) as Record<Name, Cost[]>
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) costs[name].push(await runs[name]())
  const medians = names.map(name => {
    const of = (part: keyof Cost) => median(costs[name].map(cost => cost[part]))
    return [name, { cpu: of('cpu'), wall: of('wall'), peak: of('peak') }]
  })
  return Object.fromEntries(medians) as Record<Name, Cost>
}
