import type { EventKey } from '../consent/event-name.ts'
import { type CarryOutPorts, carryOut } from './carry-out.ts'

/** How many events one sweep takes up; what is left waits for the next. */
const MOST = 1000
const AT_ONCE = 10

/** Finds what was missed, whatever became of its stream record, schedule or message, and does it. Answers how many. */
export const sweep = async (ports: CarryOutPorts): Promise<number> => {
  const due = [...(await ports.outbox.due(ports.clock(), MOST))]
  const failures: unknown[] = []
  const worker = async () => {
    for (let key = due.shift(); key; key = due.shift()) {
      // One event that cannot be read or carried out holds up no other.
      await lookAt(ports, key).catch(failure => failures.push(failure))
    }
  }
  const found = due.length
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  ports.log.info('SWEPT', { found, failed: failures.length })
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${found} events could not be carried out`)
  return found
}

const lookAt = async (ports: CarryOutPorts, key: EventKey): Promise<void> => {
  const record = await ports.events.record(key, key.version)
  if (record) await carryOut(ports, record)
}
