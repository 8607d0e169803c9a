/** Thrown by a port where the process is meant to have died. */
export class Crash extends Error {}

export const moments = ['before', 'after'] as const

/** Whether the process dies before a call does anything, or once it has done it. */
export type Moment = (typeof moments)[number]

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

/** What the SDK sends again where an answer was lost. */
const WRITE =
  /^(events\.(append|unlistBefore)|outbox\.saveOutcome|archive\.keep|archive\.keepReceipt|schedules\.\w+)$/

/**
 * Ports of which the write with that number (from 1) is made twice, since the answer to the first was lost: the second
 * answer is the one that counts. `repeated` names that write; undefined where there were not that many.
 */
export const repeatingAt = <Ports extends object>(ports: Ports, number: number) => {
  let writes = 0
  let repeated: string | undefined
  const step: Step = async (act, call) => {
    if (!WRITE.test(call)) return act()
    writes += 1
    if (writes !== number) return act()
    repeated = call
    await act()
    return act()
  }
  return { ports: wrapped(ports, step), repeated: () => repeated }
}

/** Runs `work` once for every call it makes and those moments, each time dying there. Answers how often it died. */
export const atEveryCrash = async (
  run: (number: number, moment: Moment) => Promise<string | undefined>,
  at: readonly Moment[] = moments,
): Promise<number> => {
  let crashes = 0
  for (const moment of at)
    for (let number = 1; (await run(number, moment)) !== undefined; number += 1) crashes += 1
  return crashes
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
