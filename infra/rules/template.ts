import { CfnResource, type Stack, TagManager } from 'aws-cdk-lib'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type Properties = Readonly<Record<string, Json>>

/** A resource of a template, as CloudFormation gets it: overrides and references between stacks are in it. */
export interface Resource {
  readonly id: string
  readonly Type: string
  readonly Properties: Properties
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
  readonly taggable: boolean
}

export interface StackTemplate {
  readonly stackName: string
  /** Whether the stage is one whose data must outlive the stack. */
  readonly lasting: boolean
  /** The number of its account, or CloudFormation's word for it where the stage does not say. */
  readonly account: Json
  readonly resources: readonly Resource[]
}

/** The resources of a stack's template; whether one can be tagged stands in the construct tree only. */
export const resourcesOf = (
  stack: Stack,
  template: { readonly Resources?: Readonly<Record<string, Partial<Resource> & { Type: string }>> },
): readonly Resource[] => {
  const taggable = new Set(
    stack.node
      .findAll()
      .filter(CfnResource.isCfnResource)
      .filter(isTaggable)
      .map(resource => String(stack.resolve(resource.logicalId))),
  )
  return Object.entries(template.Resources ?? {}).map(([id, resource]) => ({
    Properties: {},
    ...resource,
    id,
    taggable: taggable.has(id),
  }))
}

/** The second part of `doorlevering-<stage>`, or of what begins so; empty where there is none. */
export const stageOf = (stackName: string): string => stackName.split('-')[1] ?? ''

/** By itself, or by what it is made by: of a table in several regions, each region has tags. */
const isTaggable = (resource: CfnResource): boolean => {
  const { scope } = resource.node
  const madeBy = scope?.node.defaultChild === resource ? scope : undefined
  return [resource, madeBy].some(construct => construct && TagManager.of(construct) !== undefined)
}
