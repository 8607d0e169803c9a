import { parentPort, workerData } from 'node:worker_threads'
import { type Chunk, type ChunkResult, none, sumOf } from './campaign.ts'
import { type Edit, plant } from './planted/planting.ts'

const { seed, edits } = workerData as { seed: number; edits: readonly Edit[] }

// Before the functions are loaded, which therefore happens here.
plant(edits)
const { simulator } = await import('./history.ts')
const simulated = simulator()

// A stack that nobody reads costs more than the error it belongs to: a replay, which has no worker, shows them.
Error.stackTraceLimit = 0

const run = async ({ from, to }: Chunk): Promise<ChunkResult> => {
  const findings = []
  let totals = none
  for (let index = from; index < to; index += 1) {
    const { violations, ...counted } = await simulated.run(seed, index)
    if (violations.length > 0) findings.push({ index, violations })
    totals = sumOf(totals, counted)
  }
  return { from, to, findings, totals }
}

parentPort?.on('message', async (chunk: Chunk) => parentPort?.postMessage(await run(chunk)))
