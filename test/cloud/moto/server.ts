import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pythonWith } from '../../../scripts/python/environment.ts'
import { freePort, variablesFor } from '../emulator.ts'
import type { Processes, Variables } from '../processes.ts'

const at = (name: string): string => join(import.meta.dirname, name)

/** Moto on a free port of the loopback interface; answers what lets AWS's SDK reach it, and the Python that has AWS' models. Throws where it does not start. */
export const startMoto = async (
  processes: Processes,
): Promise<{ endpoint: string; python: string; variables: Variables }> => {
  const python = await pythonWith(processes, at('requirements.txt'), '3.10')
  const port = await freePort()
  const moto = processes.start(python, [at('run.py'), String(port)], {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const endpoint = `http://127.0.0.1:${port}`
  while (!(await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined))?.ok) {
    if (moto.exitCode !== null || moto.signalCode !== null) throw new Error('moto did not start')
    await wait(100)
  }
  return { endpoint, python, variables: variablesFor(endpoint) }
}
