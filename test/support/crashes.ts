/** Thrown by a port where the process is meant to have died. */
export class Crash extends Error {}

type Moment = 'before' | 'after'

/**
 * Ports at which the process dies at the call with that number (from 1), before it does anything or once it is done;
 * whatever it asks afterwards does nothing. `crashed` tells whether it came that far.
 */
export const dyingAt = <Ports extends object>(ports: Ports, call: number, moment: Moment) => {
  let calls = 0
  const dead = () => calls > call || (calls === call && moment === 'before')
  const step = async (act: () => unknown): Promise<unknown> => {
    calls += 1
    const isLast = calls === call
    if (dead()) throw new Crash()
    const answer = await act()
    if (isLast) throw new Crash()
    return answer
  }
  return { ports: wrapped(ports, step), crashed: () => calls >= call }
}

/** Ports of which each call is announced, by port and method, before it is made. */
export const interrupted = <Ports extends object>(
  ports: Ports,
  before: (call: string) => Promise<void>,
): Ports =>
  wrapped(ports, async (act, call) => {
    await before(call)
    return act()
  })

type Step = (act: () => unknown, call: string) => Promise<unknown>

const kept = ['time', 'log']

const wrapped = <Ports extends object>(ports: Ports, step: Step): Ports =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      typeof port === 'object' && !kept.includes(name) ? wrappedPort(name, port, step) : port,
    ]),
  ) as Ports

const wrappedPort = (name: string, port: object, step: Step): object =>
  new Proxy(port, {
    get: (target, method) => {
      const value: unknown = Reflect.get(target, method)
      if (typeof value !== 'function') return value
      return (...values: unknown[]) => step(() => value.apply(target, values), `${name}.${String(method)}`)
    },
  })
