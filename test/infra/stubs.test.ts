import { existsSync, readFileSync } from 'node:fs'
import type { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { manifest as inspectorate } from '../../stubs/inspectorate/manifest.ts'
import { manifest as issuer } from '../../stubs/issuer/manifest.ts'
import { appOf, environments, type Json, type Properties, templatesOf } from './synthesized.ts'

const real = environments.prod
const stageOf = (stage: string, changes: object) => templatesOf(appOf(stage, { page: false, ...changes }))

const propertiesOf = (template: Template, type: string): readonly Properties[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties as Properties)

const both = stageOf('acc', { tokens: 'stub', inspectorate: 'stub' })
const stubs = both.get('-stubs')!

/** What the role of a function may do, by service. */
const allowedTo = (stub: string): readonly string[] =>
  Object.entries(stubs.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(`${stub}role`))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as readonly { Action: Json }[])
    .flatMap(({ Action }) => [Action].flat() as readonly string[])
    .filter(action => !action.startsWith('logs:'))

describe('the stubs', () => {
  it('have no place in prod, whichever it is', () => {
    for (const changes of [
      { tokens: 'stub' },
      { inspectorate: 'stub' },
      { tokens: 'stub', inspectorate: 'stub' },
    ])
      expect(() => stageOf('prod', changes)).toThrow('Stage prod has no stubs')
    expect([environments.prod.tokens, environments.prod.inspectorate]).not.toContain('stub')
  })

  it('are made as they are asked for', () => {
    const functionsOf = (changes: object) => {
      const made = stageOf('dev', changes).get('-stubs')
      return made && propertiesOf(made, 'AWS::Lambda::Function').map(({ FunctionName }) => FunctionName)
    }
    expect(functionsOf({})).toBeUndefined()
    expect(functionsOf({ tokens: 'stub' })).toEqual(['doorlevering-dev-stubs-issuer'])
    expect(functionsOf({ inspectorate: 'stub' })).toEqual(['doorlevering-dev-stubs-inspectorate'])
  })

  it('have an alarm each, as a ticket, with a section of a runbook that is there', () => {
    const alarms = propertiesOf(stubs, 'AWS::CloudWatch::Alarm')
    expect(alarms).toHaveLength(2)
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription).toMatch(/docs\/runbooks\/stubs\.md#a-stub-fails$/)
      expect(AlarmActions).toHaveLength(1)
    }
    const page = new URL('../../docs/runbooks/stubs.md', import.meta.url)
    expect(existsSync(page) && readFileSync(page, 'utf8')).toContain('## A stub fails')
    expect(propertiesOf(stubs, 'AWS::SNS::Subscription')).toMatchObject([{ Endpoint: real.alarmsTo.ticket }])
  })

  it('may do what their manifests say, and nothing else', () => {
    for (const [name, { grants }] of Object.entries({ issuer, inspectorate })) {
      const { objects, bucket, ...keys } = grants
      expect(allowedTo(name).toSorted()).toEqual(
        [
          ...[...objects, ...bucket].map(action => `s3:${action}`),
          ...Object.values(keys).flatMap(actions =>
            (actions as readonly string[]).map(action => `kms:${action}`),
          ),
        ].toSorted(),
      )
    }
  })

  it('keep what was made of demo data in a closed bucket, for a month, and their secret in no template', () => {
    expect(propertiesOf(stubs, 'AWS::S3::Bucket')).toMatchObject([
      {
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
        LifecycleConfiguration: {
          Rules: expect.arrayContaining([expect.objectContaining({ ExpirationInDays: 30 })]),
        },
      },
    ])
    for (const { Environment } of propertiesOf(stubs, 'AWS::Lambda::Function'))
      expect(JSON.stringify(Environment)).toMatch(
        /"STUBS_SECRET":\{"Fn::Join":\["",\["\{\{resolve:secretsmanager:/,
      )
  })

  it('sign tokens with a key of their own, which stays where a stage lasts', () => {
    const [key] = Object.values(stubs.findResources('AWS::KMS::Key'))
    expect(key).toMatchObject({
      Properties: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
      DeletionPolicy: 'Retain',
    })
  })
})
