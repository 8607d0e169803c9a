import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../../infra/bundle.ts'
import type { Cost } from '../cost.ts'
import { messageOf, started, temporaryFolder } from '../programs.ts'
import type { Measurement } from '../row.ts'

const [aws, save] = ['aws', 'save'].map(name =>
  fileURLToPath(new URL(`../programs/${name}.ts`, import.meta.url)),
) as [string, string]

interface Aws {
  path: string
  token: string
  environment: Readonly<Record<string, string>>
}

export const warmSave: Measurement = {
  name: 'warm save',
  about:
    'CPU of a save by the bundle, with the SDK’s requests to a table and a bucket in another process, beside a Hono route that parses and validates the same body with zod and answers the same; one of each in turn, 900 times',
  run: async size => {
    const { message, stop } = await started<Aws>(aws)
    const { path, token, environment } = message
    const folder = temporaryFolder()
    await bundle('functions/consent-api', {}, folder)
    const words = [join(folder, 'index.js'), path, token, size === 'quick' ? '2' : '900']
    const env = {
      ...process.env,
      ...environment,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    }
    const costs = await messageOf<Record<'ours' | 'reference', Cost>>(save, words, { env })
    await stop()
    const { ours, reference } = costs
    return [
      {
        measure: 'warm save',
        unit: 'ms',
        ours: ours.cpu,
        reference: reference.cpu,
        wallRatio: ours.wall / reference.wall,
        target: { atMost: 35 },
      },
    ]
  },
}
