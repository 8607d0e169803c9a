import { AsyncLocalStorage } from 'node:async_hooks'
import type { VirtualTime } from '../../infra/local/virtual-time.ts'
import { causeOf, type LogIds } from '../../shared/platform/log.ts'
import { millisecondsOf, secondsAfter } from '../../shared/platform/time.ts'
import { type LineMetric, metricNamed } from './definitions.ts'
import type { Metrics } from './evaluation.ts'

/** Lambda and CloudWatch: runs functions, again where they fail, and makes metrics of what they do and log. */
export class Lambda {
  /** Functions whose every run breaks off. */
  readonly breaking = new Set<string>()
  readonly #time: VirtualTime
  readonly #metrics: Metrics
  readonly #lineMetrics: readonly LineMetric[]
  readonly #running = new AsyncLocalStorage<string>()
  readonly #setAside = new Map<string, number>()

  constructor(time: VirtualTime, metrics: Metrics, lineMetrics: readonly LineMetric[]) {
    this.#time = time
    this.#metrics = metrics
    this.#lineMetrics = lineMetrics
  }

  put(metric: string, value: number): void {
    this.#metrics.put(metric, Math.floor(millisecondsOf(this.#time.clock()) / 60_000), value)
  }

  /** One run of a function. A batch of which a part failed is no error of the function's. */
  async invoke<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
    this.put(metricNamed('AWS/Lambda', 'Invocations', name), 1)
    try {
      if (this.breaking.has(name)) throw new Error('Runtime exited')
      return await this.#running.run(name, work)
    } catch (error) {
      this.put(metricNamed('AWS/Lambda', 'Errors', name), 1)
      throw error
    }
  }

  /** As Lambda does with what nobody waits for: where it fails, again a minute later, and in the end it is set aside. */
  async asynchronously(name: string, retries: number, work: () => Promise<unknown>): Promise<void> {
    await this.invoke(name, work).catch(() => {
      if (retries === 0) return this.setAside(`${name}-failed`)
      this.#time.at(secondsAfter(this.#time.clock(), 60), () => this.asynchronously(name, retries - 1, work))
    })
  }

  /** A message in a queue, which is measured every minute from the first on. */
  setAside(queue: string): void {
    const before = this.#setAside.get(queue)
    this.#setAside.set(queue, (before ?? 0) + 1)
    if (before === undefined) this.#measure(queue)
  }

  /** Somebody took what was in it. */
  emptied(queue: string): void {
    this.#setAside.set(queue, 0)
  }

  #measure(queue: string): void {
    this.put(
      metricNamed('AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue),
      this.#setAside.get(queue) ?? 0,
    )
    this.#time.at(secondsAfter(this.#time.clock(), 60), () => this.#measure(queue))
  }

  /** A line of whichever function is running. */
  readonly logged = (code: string, ids: LogIds, cause?: unknown): void => {
    const functionName = this.#running.getStore()
    const line: LogIds = { code, ...ids, ...(cause !== undefined && causeOf(cause)) }
    for (const { figure, metric, ...of } of this.#lineMetrics) {
      const isCounted = of.conditions.some(({ field, text }) => text.test(String(line[field])))
      if (of.functionName !== functionName || !isCounted) continue
      this.put(metric, figure === undefined ? 1 : Number(line[figure]))
    }
  }
}
