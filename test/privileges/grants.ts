import { CfnResource, type Stack } from 'aws-cdk-lib'
import { listed, policiesOf, roleOf } from '../infra/policies.ts'
import { functionNamed, type Json, type Stage } from '../infra/synthesized.ts'
import type { Use } from './uses.ts'

/** What a function may do by the templates: each action on each resource, or pattern of resources. */
export const grantsOf = (stage: Stage, name: string): readonly Use[] =>
  grantsOfRole(stage, roleOf(stage, functionNamed(stage, name)))

/** What whoever takes on the role of that id may do. */
export const grantsOfRole = (stage: Stage, role: string): readonly Use[] => {
  const named = resourceNames(stage)
  const statements = policiesOf(stage, role)
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
const prepositions: Readonly<Record<string, string>> = {
  'StringEquals kms:ViaService': 'via',
  'StringEquals iam:PassedToService': 'to',
  'Bool kms:GrantIsForAWSResource': 'for a service of AWS:',
}

const wordsOf = (condition: Json): string =>
  Object.entries(condition as Record<string, Record<string, Json>>)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => [`${operator} ${key}`, value] as const),
    )
    .map(([test, value]) => {
      if (!prepositions[test]) throw new Error(`no words for ${test}`)
      const services = listed(value).map(service => String(service).split('.')[0])
      return `${prepositions[test]} ${services.join(' or ')}`
    })
    .join(' and ')

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
      .replace(/^arn:aws:\w+:[\w-]+:AWS::AccountId:[\w-]+\//, '')
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
