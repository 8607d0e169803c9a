import { once } from 'node:events'
import { join } from 'node:path'
import type { Processes } from '../test/cloud/processes.ts'
import { localService } from '../test/support/api/local-service.ts'
import { pythonWith, withProcesses } from './python/environment.ts'

const here = join(import.meta.dirname, 'python/schemathesis')

const callers = [
  { role: 'school', name: 'A. de Jong', schools: ['99AA00'] },
  { role: 'board', name: 'B. Bestuur', board: '99001' },
  { role: 'operator', name: 'O. Beheer' },
]

/** With all checks, which is its default: named, they would stand above what its settings say of one operation. */
const whole = ['--continue-on-failure', '--suppress-health-check', 'all']
const size = ['--max-examples', '20', '--seed', '1', '--warnings', 'off', '--no-color']

/** Has Schemathesis make requests from the document, as one caller, of a service of its own; answers its exit code. In `cwd` are its notes. */
const tryAs = async (processes: Processes, python: string, cwd: string, caller: object): Promise<number> => {
  const service = await localService()
  try {
    const header = ['--header', `Authorization: Bearer ${await service.tokenOf({ ...caller })}`]
    const tried = ['run', `${service.baseUrl}/v1/openapi.json`, ...header, ...whole, ...size]
    const config = ['--config-file', join(here, 'schemathesis.toml')]
    const child = processes.start(python, ['-m', 'schemathesis.cli', ...config, ...tried], {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const [code] = await once(child, 'close')
    return code ?? 1
  } finally {
    await service.stop()
  }
}

await withProcesses(async (processes, folder) => {
  const python = await pythonWith(processes, join(here, 'requirements.txt'), '3.11')
  for (const caller of callers) {
    console.log(`\n— Schemathesis, as ${caller.role}`)
    if ((await tryAs(processes, python, folder, caller)) !== 0) process.exitCode = 1
  }
})
