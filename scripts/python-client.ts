import { join } from 'node:path'
import type { Processes } from '../test/cloud/processes.ts'
import { localService } from '../test/support/api/local-service.ts'
import { pythonWith, withProcesses } from './python/environment.ts'

const here = join(import.meta.dirname, 'python/client')
const openApi = join(import.meta.dirname, '../docs/openapi.json')

/** Writes a Python client from the OpenAPI document, and gives consent with it; answers what the API said of it. */
const giveConsent = async (processes: Processes, python: string, folder: string): Promise<string> => {
  const from = ['--path', openApi, '--config', join(here, 'config.yaml')]
  const to = ['--meta', 'none', '--output-path', join(folder, 'doorlevering'), '--fail-on-warning']
  await processes.run(python, ['-m', 'openapi_python_client', 'generate', ...from, ...to], process.env)
  const service = await localService()
  try {
    const token = await service.tokenOf({ role: 'school', name: 'A. de Jong', schools: ['99AA00'] })
    const env = { ...process.env, PYTHONPATH: folder }
    return await processes.run(python, [join(here, 'give_consent.py'), `${service.baseUrl}/v1`, token], env)
  } finally {
    await service.stop()
  }
}

await withProcesses(async (processes, folder) => {
  const python = await pythonWith(processes, join(here, 'requirements.txt'), '3.11').catch(
    (reason: Error) => {
      console.log(`The Python client is not tried here. ${reason.message}`)
    },
  )
  if (python) console.log(await giveConsent(processes, python, folder))
})
