import { readFileSync } from 'node:fs'
import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
} from 'aws-cdk-lib'
import { anywhereRules } from './anywhere.ts'
import type { Rule } from './rule.ts'
import { servingRules } from './serving.ts'
import { storageRules } from './storage.ts'
import { type Resource, resourcesOf, type StackTemplate, stageOf } from './template.ts'
import { wakingRules } from './waking.ts'

/** What we ask of our own templates, beside the packs of cdk-nag. */
export const rules = { ...storageRules, ...wakingRules, ...servingRules, ...anywhereRules } as const

export type RuleName = keyof typeof rules

export interface Finding {
  readonly rule: RuleName
  readonly resource: Resource
}

/** Every resource of a template for which a rule does not hold. */
export const findingsIn = (template: StackTemplate): readonly Finding[] =>
  Object.entries<Rule>(rules).flatMap(([name, rule]) =>
    template.resources
      .filter(resource => isAsked(rule, resource, template) && !rule.holds(resource, template))
      .map(resource => ({ rule: name as RuleName, resource })),
  )

const isAsked = ({ of, lasting }: Rule, { Type, taggable }: Resource, template: StackTemplate): boolean => {
  if (lasting && !template.lasting) return false
  if (of === 'everything') return true
  return of === 'all that can be tagged' ? taggable : of.includes(Type)
}

/** Makes the synthesis fail on every finding. It reads the templates as they are deployed, which cdk-nag does not. */
export class ProjectRules implements IPolicyValidationPlugin {
  readonly name = 'doorlevering'
  readonly ruleIds = Object.keys(rules)
  readonly #lasting: readonly string[]

  /** @param lasting The stages whose data must outlive their stacks. */
  constructor(lasting: readonly string[]) {
    this.#lasting = lasting
  }

  validate({ appConstruct, stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    const stacks = appConstruct.node.findAll().filter(Stack.isStack)
    const violations = stackTemplates.flatMap(({ stackConstructPath, templatePath }) => {
      const stack = stacks.find(({ node }) => node.path === stackConstructPath)
      if (!stack) throw new Error(`There is no stack at ${stackConstructPath}`)
      const resources = resourcesOf(stack, JSON.parse(readFileSync(templatePath, 'utf8')))
      const { stackName } = stack
      const lasting = this.#lasting.includes(stageOf(stackName))
      const account = stack.resolve(stack.account)
      return findingsIn({ stackName, lasting, account, resources }).map(finding =>
        violationOf(finding, templatePath),
      )
    })
    return { success: violations.length === 0, violations }
  }
}

const violationOf = ({ rule, resource }: Finding, templatePath: string): PolicyViolation => ({
  ruleName: rule,
  description: rules[rule].says,
  severity: 'error',
  violatingResources: [{ resourceLogicalId: resource.id, templatePath, locations: ['Properties'] }],
})
