import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { instant } from 'temporal-polyfill/fns/Now'
import type { Runtime } from '../runtime.ts'
import { instantFromMilliseconds } from '../time.ts'
import { powertoolsLog } from './powertools-log.ts'
import { traceToSource } from './source-maps.ts'

/** The one place that reads the system's clock and chance; only the `index.ts` of a function may ask for it. */
export const systemRuntime = (): Runtime => {
  traceToSource()
  return {
    clock: () => instantFromMilliseconds(instant().epochMilliseconds),
    random: Math.random,
    newId: randomUUID,
    log: powertoolsLog(),
    pause: (most, least = 0) => setTimeout(least + Math.random() * (most - least)),
  }
}
