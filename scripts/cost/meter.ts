import type { OnCall } from '../../infra/local/calls.ts'
import { commandName } from '../../infra/local/fakes/sdk.ts'
import type { FunctionName } from '../../infra/stacks/functions.ts'
import { type Log, logCatalogue } from '../../shared/platform/log.ts'
import { type Instant, millisecondsOf } from '../../shared/platform/time.ts'
import { keyIsKeptMinutes, logged } from './assumptions.ts'
import { counters } from './calls.ts'
import type { Counted, Counts } from './counts.ts'
import { type Item, storedBytes, writeUnits } from './table-units.ts'

const WINDOW = keyIsKeptMinutes * 60_000

/** Counts what the functions of a local environment ask of AWS, phase by phase; what sweeps ask is a phase of its own. */
export const meter = () => {
  const phases = new Map<string, Map<Counted, number>>()
  const stored = new Map<string, Item>()
  const keysInUse = new Set<string>()
  let phase = ''
  let now = (): Instant => '1970-01-01T00:00:00.000Z' as Instant

  const add = (name: string, counted: Counted, number: number): void => {
    const counts = phases.get(name) ?? new Map<Counted, number>()
    phases.set(name, counts.set(counted, (counts.get(counted) ?? 0) + number))
  }
  const write = (name: string, fresh: Item): void => {
    const key = `${fresh.pk} ${fresh.sk}`
    const old = stored.get(key)
    add(name, 'writeUnits', writeUnits(old, fresh))
    add(name, 'tableByteMonths', storedBytes(fresh) - (old ? storedBytes(old) : 0))
    if (key === 'SWEEP LAST') add(name, 'sweeps', 1)
    // A new event wakes `process-events`, over the stream.
    if (!old && String(fresh.sk).startsWith('LOG#')) add(name, 'invocations of process-events', 1)
    stored.set(key, fresh)
  }
  const useKey = (name: string, by: FunctionName, of: string): void => {
    const use = `${by} ${of} ${Math.floor(millisecondsOf(now()) / WINDOW)}`
    if (!keysInUse.has(use)) add(name, 'keyWindows', 1)
    keysInUse.add(use)
  }
  const onCall: OnCall = async (by, command, send) => {
    const name = by === 'sweep' && phase !== 'idle' ? 'sweep' : phase
    // Asks for the whole item, by which it is known what a note on it costs.
    if (commandName(command) === 'UpdateCommand') Object.assign(command.input, { ReturnValues: 'ALL_NEW' })
    const called = {
      add: (counted: Counted, number: number) => add(name, counted, number),
      write: (item: Item) => write(name, item),
      useKey: (of: string) => useKey(name, by, of),
      lasts: (milliseconds: number) => add(name, `milliseconds of ${by}`, milliseconds),
      input: command.input,
    }
    const count = counters[commandName(command)]
    if (!count) throw new Error(`it is not said what a ${commandName(command)} costs`)
    try {
      const answer = await send(command)
      count({ ...called, answer })
      return answer
    } catch (error) {
      count({ ...called, answer: undefined })
      throw error
    }
  }
  const log: Log = {
    info: (code, ids) => {
      const line = {
        level: 'INFO',
        message: logCatalogue[code],
        timestamp: now(),
        service: 'process-events',
        code,
      }
      // A sweep tells of itself, whether there are schools or not.
      if (code !== 'SWEPT' || phase === 'idle')
        add(phase, 'logBytes', JSON.stringify({ ...line, ...ids }).length + logged.bytesALine)
    },
    error: (code, _ids, cause) => {
      throw new Error(`the year was to be without faults: ${code}`, { cause })
    },
  }
  return {
    onCall,
    log,
    add: (counted: Counted, number: number): void => add(phase, counted, number),
    /** The time of the environment, once there is one. */
    follow: (clock: () => Instant): void => {
      now = clock
    },
    begin: (name: string): void => {
      phase = name
    },
    countsOf: (name: string): Counts => phases.get(name) ?? new Map(),
  }
}
