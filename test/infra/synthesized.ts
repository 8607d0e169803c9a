import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { afterAll } from 'vitest'
import { type Environment, environments } from '../../infra/environments.ts'
import { type Json, type Resource, resourcesOf, type StackTemplate } from '../../infra/rules/template.ts'
import { addStages } from '../../infra/stacks/stages.ts'

export type { Json, Properties, Resource } from '../../infra/rules/template.ts'

export interface Stage {
  readonly name: string
  readonly environment: Environment
  readonly data: Stack
  readonly service: Stack
  /** Of both stacks. */
  readonly resources: readonly Resource[]
  readonly templates: readonly StackTemplate[]
}

const outdir = mkdtempSync(join(tmpdir(), 'doorlevering-infra-'))
afterAll(() => rmSync(outdir, { recursive: true, force: true }))

/** Left to `npm run synth`, which does them once: they take seconds. */
const withoutTheSlow = { 'aws:cdk:bundling-stacks': [], '@aws-cdk/core:validateAgainstDefaultRules': false }

/** An app as `cdk.json` has it run, but for an operator's settings, the bundling and CloudFormation's own schema rules. */
export const emptyApp = (): App => {
  const cdkJson: { context: object } = JSON.parse(
    readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
  )
  return new App({ outdir, context: { ...cdkJson.context, settings: undefined, ...withoutTheSlow } })
}

/** That app with all its stages. */
export const makeApp = (): App => {
  const app = emptyApp()
  addStages(app)
  return app
}

/** Every stage with the resources of its synthesized templates. */
export const synthesizedStages = (app: App): readonly Stage[] =>
  Object.entries<Environment>(environments).map(([name, environment]) => {
    const data = stackNamed(app, `doorlevering-${name}-data`)
    const service = stackNamed(app, `doorlevering-${name}`)
    const templates = [data, service].map(stack => ({
      stackName: stack.stackName,
      lasting: environment.lasting,
      account: stack.resolve(stack.account),
      resources: resourcesOf(stack, Template.fromStack(stack).toJSON()),
    }))
    return {
      name,
      environment,
      data,
      service,
      templates,
      resources: templates.flatMap(({ resources }) => resources),
    }
  })

export const ofType = (stage: Stage, type: string): readonly Resource[] =>
  stage.resources.filter(resource => resource.Type === type)

/** The function of that name, as `functions/<name>` has it. */
export const functionNamed = (stage: Stage, name: string): Resource => {
  const fullName = `doorlevering-${stage.name}-${name}`
  return only(
    ofType(stage, 'AWS::Lambda::Function').filter(made => made.Properties.FunctionName === fullName),
  )
}

/** What a stack tells other stacks, by the names they ask for it. */
export const exportsOf = (stack: Stack): ReadonlyMap<string, Json> =>
  new Map(
    Object.values<{ Value: Json; Export?: { Name: string } }>(Template.fromStack(stack).toJSON().Outputs).map(
      ({ Value, Export }) => [Export?.Name ?? '', Value],
    ),
  )

/** The one there must be. */
export const only = <T>(found: readonly T[]): T => {
  if (found.length !== 1 || found[0] === undefined) throw new Error(`expected one, found ${found.length}`)
  return found[0]
}

const stackNamed = (app: App, name: string): Stack =>
  only(app.node.children.filter(Stack.isStack).filter(stack => stack.stackName === name))
