import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Measurement } from '../row.ts'

const program = fileURLToPath(new URL('../../sim.ts', import.meta.url))

export const simulator: Measurement = {
  name: 'simulator',
  about: 'on all cores',
  run: async size => {
    const histories = size === 'quick' ? '200' : '10000'
    const { stderr } = await promisify(execFile)(process.execPath, [program, '--histories', histories])
    const ours = Number(/^(\d+) histories a second$/m.exec(stderr)?.[1])
    return [{ measure: 'simulated histories', unit: 'a second', ours, target: { atLeast: 1000 } }]
  },
}
