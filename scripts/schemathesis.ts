import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Processes } from '../test/cloud/processes.ts'
import { localService } from '../test/support/api/local-service.ts'
import { pythonWith } from './python/environment.ts'

const here = join(import.meta.dirname, 'python/schemathesis')

const callers = [
  { role: 'school', name: 'A. de Jong', schools: ['99AA00'] },
  { role: 'board', name: 'B. Bestuur', board: '99001' },
  { role: 'operator', name: 'O. Beheer' },
]

/** With all checks, which is its default: named, they would stand above what its settings say of one operation. */
const whole = ['--continue-on-failure', '--suppress-health-check', 'all']
const size = ['--max-examples', '20', '--seed', '1', '--warnings', 'off', '--no-color']

/** Has Schemathesis make requests from the document, as one caller, of a service of its own; answers its exit code. */
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

const processes = new Processes()
// Where it keeps notes of its own.
const folder = await mkdtemp(join(tmpdir(), 'doorlevering-schemathesis-'))
let failed = 0
try {
  const python = await pythonWith(processes, join(here, 'requirements.txt'), '3.11')
  for (const caller of callers) {
    console.log(`\n— Schemathesis, as ${caller.role}`)
    if ((await tryAs(processes, python, folder, caller)) !== 0) failed += 1
  }
} finally {
  await processes.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1
