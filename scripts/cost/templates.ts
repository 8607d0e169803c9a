import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import type { FunctionName } from '../../infra/stacks/functions.ts'
import { addStages } from '../../infra/stacks/stages.ts'

interface Resource {
  readonly Type: string
  readonly Properties: Readonly<Record<string, unknown>>
}

/** What stage `prod` has by its templates, without the bundles of its functions. */
export const production = () => {
  const outdir = mkdtempSync(join(tmpdir(), 'doorlevering-cost-'))
  try {
    const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'))
    const app = new App({
      outdir,
      context: { ...context, settings: undefined, 'aws:cdk:bundling-stacks': [] },
    })
    addStages(app)
    const resources = app.node.children
      .filter(Stack.isStack)
      .filter(({ stackName }) => /^doorlevering-prod(-data)?$/.test(stackName))
      .flatMap(stack => Object.values<Resource>(Template.fromStack(stack).toJSON().Resources))
    return { resources, memoryOf: memoryOf(resources) }
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

export type Production = ReturnType<typeof production>

/** In gigabytes. */
const memoryOf =
  (resources: readonly Resource[]) =>
  (name: FunctionName): number => {
    const found = resources.find(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::Function' && Properties.FunctionName === `doorlevering-prod-${name}`,
    )
    if (!found) throw new Error(`the templates have no ${name}`)
    return Number(found.Properties.MemorySize) / 1024
  }
