import { type App, Stack, Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { type IApplyRule, NagRuleCompliance } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { checkWithNag, nagPacks } from '../../infra/nag.ts'
import { emptyApp, synthesizedApp } from './synthesized.ts'

// Some policies are complete only where it is synthesized.
const { app } = synthesizedApp()

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

const reportOf = (act: () => unknown): string => {
  try {
    act()
    return ''
  } catch (error) {
    return String(error)
  }
}

describe('the rules of cdk-nag', () => {
  it('are few times acknowledged', () => {
    const ids = new Set(acknowledgements.map(({ id }) => id.replace(/\[.*/, '')))
    expect(ids.size).toBe(27)
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

  it('stop the synthesis, of whichever pack', () => {
    const broken = emptyApp()
    checkWithNag(broken)
    const another = new Stack(broken, 'another')
    new Queue(another, 'queue')
    new Bucket(another, 'bucket')
    const synthesis = reportOf(() => broken.synth())
    for (const rule of [
      'AwsSolutions-SQS4',
      'Serverless-SQSRedrivePolicy',
      'NIST.800.53.R5-S3BucketVersioningEnabled',
    ])
      expect(synthesis).toContain(rule)
  })
})
