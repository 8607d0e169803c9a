import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { App, CfnResource, Stack, TagManager } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { environmentsFrom } from '../../infra/settings-file.ts'
import { addStages } from '../../infra/stacks/stages.ts'
import type { ConnectedEnvironment, Environment } from '../../infra/stage-settings.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type Properties = Readonly<Record<string, Json>>

/** A resource of a template, as CloudFormation gets it: overrides and references between stacks are in it. */
export interface Resource {
  readonly id: string
  readonly Type: string
  readonly Properties: Properties
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
  /** Which the construct tree knows, and the template does not. */
  readonly taggable: boolean
}

export interface Stage {
  readonly name: string
  readonly environment: Environment
  readonly data: Stack
  readonly address: Stack
  readonly service: Stack
  /** Of all its stacks. */
  readonly resources: readonly Resource[]
}

/** The project's examples. */
export const environments = environmentsFrom(undefined) as {
  readonly dev: Environment
  readonly acc: Environment
  readonly prod: ConnectedEnvironment
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/** One for each worker, written over each time. */
const cached = (name: string): string => {
  mkdirSync(cache, { recursive: true })
  return `${cache}${name}-${process.env.VITEST_POOL_ID}`
}

/** A file with these settings of operators; a text goes into it as it is. */
export const settingsFile = (settings: unknown): string => {
  const file = cached('settings.json')
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings))
  return file
}

/** Left to `npm run synth`, which does them once: they take seconds. */
const withoutTheSlow = { builtinCloudFormationValidation: false, stackTraces: false, treeMetadata: false }

/**
 * An app as `cdk.json` has it run, but for an operator's settings, the bundling and CloudFormation's own schema rules. What
 * it synthesizes is written over by the next app in that directory, and is read when it is first asked for.
 */
export const emptyApp = (folder = 'synthesized'): App => {
  const cdkJson: { context: object } = JSON.parse(
    readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
  )
  const context = { ...cdkJson.context, settings: undefined, 'aws:cdk:bundling-stacks': [] }
  return new App({ outdir: cached(folder), context, ...withoutTheSlow })
}

/** That app with one stage, of which operators set what they must, and this beside it. */
export const appOf = (stage: string, settings: object): App => {
  const { tokens, mailDomain, portalUrl, inspectorate, alarmsTo, runbooksUrl } = environments.prod
  const required = { tokens, mailDomain, portalUrl, inspectorate, alarmsTo, runbooksUrl }
  const app = emptyApp()
  app.node.setContext('settings', settingsFile({ [stage]: { ...required, ...settings } }))
  addStages(app)
  return app
}

/** Its templates, by what the name of their stack adds to that of the stage: `-data`. */
export const templatesOf = (app: App): ReadonlyMap<string, Template> =>
  new Map(
    app.node.children
      .filter(Stack.isStack)
      .map(stack => [stack.stackName.replace(/^doorlevering-[a-z]+/, ''), Template.fromStack(stack)]),
  )

/** That app with all its stages, in a folder of its own: by folder CDK remembers what it staged for another app. */
export const makeApp = (folder: string): App => {
  const app = emptyApp(folder)
  addStages(app)
  return app
}

/** Every stage with the resources of its synthesized templates. */
export const synthesizedStages = (app: App): readonly Stage[] =>
  Object.entries<Environment>(environments).map(([name, environment]) => {
    const data = stackNamed(app, `doorlevering-${name}-data`)
    const address = stackNamed(app, `doorlevering-${name}-address`)
    const service = stackNamed(app, `doorlevering-${name}`)
    const all = [data, address, service, stackNamed(app, `doorlevering-${name}-budget`)]
    const resources = asIfOfOneStack(all.flatMap(resourcesOf), exportsOf(...all))
    return { name, environment, data, address, service, resources }
  })

/** What is imported from another stack is as that stack has it. */
const asIfOfOneStack = (
  resources: readonly Resource[],
  exported: ReadonlyMap<string, Json>,
): readonly Resource[] =>
  JSON.parse(JSON.stringify(resources), (_, value) => exported.get(value?.['Fn::ImportValue']) ?? value)

let made: { readonly app: App; readonly stages: readonly Stage[] } | undefined

/** The app as it is with its stages, synthesized once for all who only look at it. */
export const synthesizedApp = (): NonNullable<typeof made> => {
  if (made === undefined) {
    const app = makeApp('looked-at')
    made = { app, stages: synthesizedStages(app) }
  }
  return made
}

export const stagesOfApp = (): readonly Stage[] => synthesizedApp().stages

const resourcesOf = (stack: Stack): readonly Resource[] => {
  const taggable = stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .filter(isTaggable)
    .map(({ logicalId }) => String(stack.resolve(logicalId)))
  const { Resources } = Template.fromStack(stack).toJSON() as {
    Resources: Readonly<Record<string, Omit<Resource, 'id' | 'taggable'>>>
  }
  return Object.entries(Resources).map(([id, resource]) => ({
    ...resource,
    Properties: resource.Properties ?? {},
    id,
    taggable: taggable.includes(id),
  }))
}

/** By itself, or by the construct it is made by: a table in several regions has tags in each. */
const isTaggable = (resource: CfnResource): boolean => {
  const { scope } = resource.node
  const madeBy = scope?.node.defaultChild === resource ? scope : undefined
  return [resource, madeBy].some(construct => construct && TagManager.of(construct) !== undefined)
}

export const ofType = (stage: Stage, type: string): readonly Resource[] =>
  stage.resources.filter(resource => resource.Type === type)

/** The function of that name, as `functions/<name>` has it. */
export const functionNamed = (stage: Stage, name: string): Resource => {
  const fullName = `doorlevering-${stage.name}-${name}`
  return only(
    ofType(stage, 'AWS::Lambda::Function').filter(made => made.Properties.FunctionName === fullName),
  )
}

/** Of a type, the one that is of the function of that name: its alias `live`, or its version. */
export const ofFunction = (stage: Stage, type: string, name: string): Resource => {
  const ref = JSON.stringify({ Ref: functionNamed(stage, name).id })
  return only(ofType(stage, type).filter(({ Properties }) => JSON.stringify(Properties.FunctionName) === ref))
}

/** The log of a function that answers people. */
export const isApiLog = ({ id }: Resource): boolean => /^(board|consent|operator|report)apilog/.test(id)

/** What stacks tell others, by the names they ask for it. */
const exportsOf = (...stacks: readonly Stack[]): ReadonlyMap<string, Json> =>
  new Map(
    stacks
      .flatMap(stack =>
        Object.values<{ Value: Json; Export?: { Name: string } }>(
          Template.fromStack(stack).toJSON().Outputs ?? {},
        ),
      )
      .map(({ Value, Export }) => [Export?.Name ?? '', Value]),
  )

/** The one there must be. */
export const only = <T>(found: readonly T[]): T => {
  if (found.length !== 1 || found[0] === undefined) throw new Error(`expected one, found ${found.length}`)
  return found[0]
}

const stackNamed = (app: App, name: string): Stack =>
  only(app.node.children.filter(Stack.isStack).filter(stack => stack.stackName === name))
