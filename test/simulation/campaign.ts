import { Worker } from 'node:worker_threads'
import type { Edit } from './planted/planting.ts'

/** One history in which something was violated. */
export interface Finding {
  readonly index: number
  readonly violations: readonly string[]
}

/** What is counted over all histories. */
export interface Totals {
  readonly steps: number
  readonly deliveries: number
  readonly extraMails: number
}

export interface CampaignResult {
  readonly histories: number
  /** By index. */
  readonly findings: readonly Finding[]
  readonly totals: Totals
}

export interface CampaignOptions {
  readonly seed: number
  readonly histories: number
  readonly workers: number
  /** Made in the sources as they are loaded, in the workers only. */
  readonly edits?: readonly Edit[]
  /** Runs no further than the first history with a violation. */
  readonly stopsAtFirst?: boolean
  /** How many histories are done, and what the last of them showed. */
  readonly onProgress?: (histories: number, found: readonly Finding[]) => void
}

/** What a worker is asked for, and what it answers. */
export interface Chunk {
  readonly from: number
  readonly to: number
}
export type ChunkResult = Omit<CampaignResult, 'histories'> & Chunk

/** Few enough to end soon after a first finding, enough to keep the threads from talking. */
const CHUNK = 25

export const none: Totals = { steps: 0, deliveries: 0, extraMails: 0 }

export const sumOf = (one: Totals, other: Totals): Totals => ({
  steps: one.steps + other.steps,
  deliveries: one.deliveries + other.deliveries,
  extraMails: one.extraMails + other.extraMails,
})

/** Runs histories 0 to n − 1 of a seed in worker threads. What it answers does not depend on how many there are. */
export const campaign = async (options: CampaignOptions): Promise<CampaignResult> => {
  const { seed, histories, edits = [], stopsAtFirst = false } = options
  const results: ChunkResult[] = []
  let next = 0
  let isOver = false
  const take = (): Chunk | undefined => {
    if (isOver || next >= histories) return undefined
    const from = next
    next = Math.min(from + CHUNK, histories)
    return { from, to: next }
  }
  const accept = (result: ChunkResult): void => {
    results.push(result)
    isOver ||= stopsAtFirst && result.findings.length > 0
    options.onProgress?.(
      results.reduce((sum, { from, to }) => sum + to - from, 0),
      result.findings,
    )
  }
  const threads = Array.from({ length: options.workers }, () => runThread({ seed, edits }, take, accept))
  await Promise.all(threads)

  results.sort((one, other) => one.from - other.from)
  const findings = results.flatMap(result => result.findings)
  return {
    histories: results.reduce((sum, { from, to }) => sum + to - from, 0),
    findings: stopsAtFirst ? findings.slice(0, 1) : findings,
    totals: results.map(({ totals }) => totals).reduce(sumOf, none),
  }
}

/** One worker: asks for chunks as long as there are any. Rejects where the simulation itself fails. */
const runThread = (
  workerData: { seed: number; edits: readonly Edit[] },
  take: () => Chunk | undefined,
  accept: (result: ChunkResult) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./campaign-worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 24 },
    })
    const goOn = (): void => {
      const chunk = take()
      if (chunk) worker.postMessage(chunk)
      else void worker.terminate()
    }
    worker.on('message', (result: ChunkResult) => {
      accept(result)
      goOn()
    })
    worker.once('error', reject)
    worker.once('exit', () => resolve())
    goOn()
  })
