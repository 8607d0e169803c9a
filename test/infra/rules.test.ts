import { type App, CfnResource, Stack, Validations } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { type IApplyRule, NagRuleCompliance } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { nagPacks } from '../../infra/rules/packs.ts'
import { findingsIn, type RuleName, rules } from '../../infra/rules/project-rules.ts'
import { resourcesOf, type StackTemplate } from '../../infra/rules/template.ts'
import { DataStack } from '../../infra/stacks/data-stack.ts'
import { mutations } from './mutations/index.ts'
import type { Mutation } from './mutations/mutation.ts'
import { emptyApp, makeApp, only, synthesizedStages } from './synthesized.ts'

const app = makeApp()
const stages = synthesizedStages(app)
const prod = only(stages.filter(({ name }) => name === 'prod'))

/** The name by which the CDK keeps an acknowledgement says where it came from, too. */
const plain = (id: string): string => id.replace(/^annotation::/i, '')

const acknowledgements = app.node.findAll().flatMap(({ node }) =>
  node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries<string>(data))
    .map(([id, reason]) => ({ path: node.path, id: plain(id), reason })),
)

/** What cdk-nag finds, whether somebody has acknowledged it or not. */
const allFindings = (checked: App): readonly { readonly path: string; readonly id: string }[] =>
  nagPacks.flatMap(Pack => {
    const found: { path: string; id: string }[] = []
    const pack = new Pack(checked)
    const applyRule = ({ rule, ruleSuffixOverride = rule.name, node }: IApplyRule): void => {
      const id = `${pack.readPackName}-${ruleSuffixOverride}`
      const result = rule(node)
      const ids = Array.isArray(result) ? result.map(finding => `${id}[${finding}]`) : [id]
      if (Array.isArray(result) || result === NagRuleCompliance.NON_COMPLIANT)
        found.push(...ids.map(one => ({ path: node.node.path, id: one })))
    }
    Object.assign(pack, { applyRule }).validateScope(checked)
    return found
  })

/** Takes a path as `addPropertyOverride` does; without a value the property goes, without a path the resource. */
const mutated = (template: StackTemplate, mutation: Mutation): StackTemplate => {
  const { of, named = '', path, to, as } = mutation
  const resources = structuredClone(template.resources)
  const called = (name: string) => resources.find(({ Type, id }) => Type === of && id.startsWith(name))
  const target = called(named)
  if (!target) return template
  if (path === undefined) return { ...template, resources: resources.filter(one => one !== target) }
  const keys = path.split('.')
  const last = keys.pop()!
  const partOf = (whole: unknown): Part => keys.reduce((value, key) => value[key] as Part, whole as Part)
  const value = as === undefined ? to : partOf(called(as))[last]
  if (value === undefined) delete partOf(target)[last]
  else partOf(target)[last] = value
  return { ...template, resources }
}

type Part = Record<string, unknown>

const rulesBrokenBy = (mutation: Mutation): readonly RuleName[] => {
  const templates = prod.templates.map(template => mutated(template, mutation))
  expect(templates, 'nothing is changed').not.toEqual(prod.templates)
  return [...new Set(templates.flatMap(findingsIn).map(({ rule }) => rule))]
}

const reportOf = (act: () => unknown): string => {
  try {
    act()
    return ''
  } catch (error) {
    return String(error)
  }
}

describe('the rules of our own', () => {
  it.each(stages)('hold in stage $name', ({ templates }) => {
    expect(templates.flatMap(findingsIn)).toEqual([])
  })

  it('know our account by its number too, where a stage says it', () => {
    const env = { account: '123456789012', region: prod.environment.region }
    const data = new DataStack(emptyApp(), 'data', { env, environment: prod.environment })
    const resources = resourcesOf(data, Template.fromStack(data).toJSON())
    const letsIn = (account: string) =>
      findingsIn({ stackName: 'data', lasting: true, account, resources })
        .filter(({ rule }) => rule === 'lets-in-this-account-only')
        .map(({ resource }) => resource.Type)
    expect(letsIn(env.account)).toEqual([])
    expect(letsIn('000000000000')).toEqual(['AWS::KMS::Key', 'AWS::KMS::Key'])
  })

  it('are each tried on a stack that breaks it', () => {
    expect(Object.keys(mutations).sort()).toEqual(Object.keys(rules).sort())
    for (const [name, tried] of Object.entries(mutations)) expect(tried.length, name).toBeGreaterThan(0)
  })

  it.each(
    Object.entries(mutations).flatMap(([rule, tried]) =>
      tried.map((mutation: Mutation) => ({ rule, what: mutation.what, mutation })),
    ),
  )('$rule alone finds $what', ({ rule, mutation }) => {
    expect(rulesBrokenBy(mutation)).toEqual([rule])
  })
})

describe('the rules of cdk-nag', () => {
  it('are few times acknowledged', () => {
    const ids = new Set(acknowledgements.map(({ id }) => id.replace(/\[.*/, '')))
    expect(ids.size).toBe(17)
  })

  it('are acknowledged for a finding there is, with a reason that is used', () => {
    const findings = allFindings(app)
    const reasonsFor = (list: readonly { id: string; reason: string }[]) =>
      new Set(list.map(({ id, reason }) => `${id}: ${reason}`))
    const needed = acknowledgements.filter(({ path, id }) =>
      findings.some(finding => finding.id === id && (path === '' || finding.path.startsWith(`${path}/`))),
    )
    expect(reasonsFor(acknowledgements)).toEqual(reasonsFor(needed))
  })

  it('find nothing in any stage that is not acknowledged', () => {
    for (const Pack of nagPacks) expect(new Pack(app).validateScope(app).violations).toEqual([])
  })
})

it('stops the synthesis on what breaks a rule, of any pack', () => {
  const broken = makeApp()
  const another = new Stack(broken, 'another')
  new Queue(another, 'queue')
  new Bucket(another, 'bucket')
  const table = only(
    broken.node
      .findAll()
      .filter(CfnResource.isCfnResource)
      .filter(({ node }) => node.path === 'doorlevering-acc-data/table/Resource'),
  )
  table.addPropertyOverride('Replicas.0.DeletionProtectionEnabled', false)
  const report = reportOf(() => broken.synth())
  for (const rule of [
    'AwsSolutions-SQS4',
    'Serverless-SQSRedrivePolicy',
    'NIST.800.53.R5-S3BucketVersioningEnabled',
    'table-is-protected',
  ])
    expect(report).toContain(rule)
})
