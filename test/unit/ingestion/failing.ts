import type { ProcessingPorts } from '../../../shared/ingestion/processing.ts'

type Moment = 'before' | 'after'

/** The port as it is, but that a call may fail: before it did anything, or when it was done. */
const failing = <Port extends object>(port: Port, momentOf: (method: string) => Moment | undefined): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return async (...values: unknown[]) => {
        const moment = momentOf(String(name))
        if (moment === 'before') throw new Error('lost')
        const answer: unknown = await method.apply(target, values)
        if (moment === 'after') throw new Error('lost')
        return answer
      }
    },
  })

/** Ports of which the call with that number fails, whichever it is. */
export const failingAt = <Ports extends ProcessingPorts>(
  ports: Ports,
  call: number,
  moment: Moment,
): Ports => {
  let calls = 0
  return failingPorts(ports, () => {
    calls += 1
    return calls === call ? moment : undefined
  })
}

/** Ports of which every call of that method fails before it did anything. */
export const failingAlwaysAt = <Ports extends ProcessingPorts>(ports: Ports, failed: string): Ports =>
  failingPorts(ports, method => (method === failed ? 'before' : undefined))

const failingPorts = <Ports extends ProcessingPorts>(
  ports: Ports,
  momentOf: (method: string) => Moment | undefined,
): Ports => ({
  ...ports,
  imports: failing(ports.imports, momentOf),
  uploads: failing(ports.uploads, momentOf),
  directory: failing(ports.directory, momentOf),
  store: failing(ports.store, momentOf),
  guard: failing(ports.guard, momentOf),
})
