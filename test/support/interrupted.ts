/** Whether a call breaks off before it does anything, or once it has done it. */
type Moment = 'before' | 'after'

/** Ports of which each call is announced, by port and method (`mailer.send`), before it is made. */
export const interrupted = <Ports extends object>(
  ports: Ports,
  before: (call: string) => Promise<void>,
): Ports =>
  wrapped(ports, async (act, call) => {
    await before(call)
    return act()
  })

/** Ports at which something else happens just before the first call of that name. */
export const overtakenAt = <Ports extends object>(
  ports: Ports,
  name: string,
  happens: () => Promise<unknown>,
): Ports => {
  let isOver = false
  return interrupted(ports, async call => {
    if (call !== name || isOver) return
    isOver = true
    await happens()
  })
}

/** Ports of which the call with that number (from 1) fails, whichever it is. */
export const failingAt = <Ports extends object>(ports: Ports, number: number, moment: Moment): Ports => {
  let calls = 0
  return wrapped(ports, async act => {
    calls += 1
    const isLost = calls === number
    if (isLost && moment === 'before') throw new Error('lost')
    const answer = await act()
    if (isLost) throw new Error('lost')
    return answer
  })
}

/** Ports of which every call of that method fails before it did anything. */
export const failingAlwaysAt = <Ports extends object>(ports: Ports, method: string): Ports =>
  interrupted(ports, async call => {
    if (call.endsWith(`.${method}`)) throw new Error('lost')
  })

/** Thrown by a port where the process is meant to have died. */
export class Crash extends Error {}

/**
 * Ports at which the process dies at the call with that number (from 1); whatever it asks afterwards does
 * nothing. `diedAt` names that call (`mailer.send`); undefined where there were not that many.
 */
export const dyingAt = <Ports extends object>(ports: Ports, number: number, moment: Moment) => {
  let calls = 0
  let diedAt: string | undefined
  const step: Step = async (act, call) => {
    calls += 1
    if (calls === number) diedAt = call
    if (calls > number || (calls === number && moment === 'before')) throw new Crash()
    const answer = await act()
    if (calls >= number) throw new Crash()
    return answer
  }
  return { ports: wrapped(ports, step), diedAt: () => diedAt }
}

/** Runs `work` once for every call it makes, each time dying there, before it and after. Answers how often it died. */
export const atEveryCrash = async (
  run: (number: number, moment: Moment) => Promise<string | undefined>,
): Promise<number> => {
  let crashes = 0
  for (const moment of ['before', 'after'] as const)
    for (let number = 1; (await run(number, moment)) !== undefined; number += 1) crashes += 1
  return crashes
}

type Step = (act: () => unknown, call: string) => Promise<unknown>

/** What answers at once and cannot fail. */
const atHand = ['time', 'log']

const wrapped = <Ports extends object>(ports: Ports, step: Step): Ports =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      typeof port === 'object' && !atHand.includes(name) ? wrappedPort(name, port, step) : port,
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
