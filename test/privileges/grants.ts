import { CfnResource, type Stack } from 'aws-cdk-lib'
import { listed, policiesOf, roleOf } from '../infra/policies.ts'
import { functionNamed, type Json, type Stage } from '../infra/synthesized.ts'
import type { Use } from './uses.ts'

/** What the role of a function may do by the templates: each action on each resource, or pattern of resources. */
export const grantsOf = (stage: Stage, name: string): readonly Use[] => {
  const named = resourceNames(stage)
  const statements = policiesOf(stage, roleOf(stage, functionNamed(stage, name)))
  for (const { Effect } of statements) if (Effect !== 'Allow') throw new Error(`no grant is a ${Effect}`)
  return statements.flatMap(({ Action, Resource, Condition }) =>
    listed(Action).flatMap(action =>
      listed(Resource).map(resource => ({
        action: String(action),
        resource: named(resource),
        where: Condition === undefined ? undefined : wordsOf(Condition),
      })),
    ),
  )
}

/** The conditions we use, in words. */
const wordsOf = (condition: Json): string => {
  const { StringEquals, ...others } = condition as Record<string, Record<string, Json>>
  if (!StringEquals || Object.keys(others).length > 0)
    throw new Error(`no words for ${JSON.stringify(condition)}`)
  const services = (value: Json): string =>
    listed(value)
      .map(service => String(service).split('.')[0])
      .join(' or ')
  const prepositions: Record<string, string> = { 'kms:ViaService': 'via', 'iam:PassedToService': 'to' }
  return Object.entries(StringEquals)
    .map(([key, value]) => `${prepositions[key] ?? key} ${services(value)}`)
    .join(' and ')
}

/** Whether a grant covers a use: the same action, and a resource of its pattern. */
export const covers = (grant: Use, use: Use): boolean =>
  grant.action === use.action &&
  (grant.resource.endsWith('*')
    ? use.resource.startsWith(grant.resource.slice(0, -1))
    : grant.resource === use.resource)

/** Names the resource of a statement by its path in the stacks, whichever way the template points to it. */
const resourceNames = (stage: Stage): ((resource: Json) => string) => {
  const paths = new Map([stage.data, stage.address, stage.service].flatMap(pathsIn))
  const pathOf = (id: unknown): string => paths.get(String(id)) ?? String(id)
  const text = (value: Json): string => {
    if (typeof value !== 'object' || value === null) return String(value)
    const [kind, of] = Object.entries(value)[0] as [string, Json]
    if (kind === 'Ref') return pathOf(of)
    if (kind === 'Fn::GetAtt') return attribute(of as readonly Json[])
    if (kind === 'Fn::Join')
      return listed((of as readonly Json[])[1])
        .map(text)
        .join('')
    throw new Error(`no name for ${JSON.stringify(value)}`)
  }
  const attribute = ([id, of]: readonly Json[]): string =>
    of === 'StreamArn' ? `${pathOf(id)}/stream` : pathOf(id)
  return resource =>
    text(resource)
      .replace(/^arn:aws:\w+:[\w-]+:(AWS::AccountId|\d{12}):[\w-]+\//, '')
      // The group of schedules has the name of its stack.
      .replace(`${stage.service.stackName}/`, 'schedule/group/')
}

const pathsIn = (stack: Stack): (readonly [string, string])[] =>
  stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .map(({ logicalId, node }) => [
      String(stack.resolve(logicalId)),
      node.path.replace(`${stack.node.path}/`, '').replace(/\/Resource$/, ''),
    ])
