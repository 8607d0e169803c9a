import { describe, expect, it } from 'vitest'
import { listed, type Statement, statementsIn } from './policies.ts'
import { type Json, ofType, type Properties, type Resource, type Stage, stagesOfApp } from './synthesized.ts'

const stages = stagesOfApp()

/** The account itself, which grants on by its own policies. */
const root: Json = { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] }

const isSame = (one: Json | undefined, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Every statement by which a resource lets somebody in, wherever it stands: in a policy, or the trust in a role. */
const lettingIn = (value: Json): readonly Statement[] => {
  if (typeof value !== 'object' || value === null) return []
  const { Effect, Principal, NotPrincipal } = value as Properties
  const isOne = Effect === 'Allow' && (Principal !== undefined || NotPrincipal !== undefined)
  return isOne ? [value as unknown as Statement] : Object.values(value as Properties).flatMap(lettingIn)
}

/** Lambda and AWS Backup name no source where they take on a role, by their manuals. */
const namesNoSource = ['lambda.amazonaws.com', 'backup.amazonaws.com'].map(Service => ({ Service }))

const takesARole = ({ Action, Principal }: Statement): boolean =>
  Action === 'sts:AssumeRole' && namesNoSource.some(service => isSame(Principal, service))

/** By which a policy tells for whom a service comes; CloudWatch Logs names the log, in the context of a key. */
const sources = ['aws:sourceaccount', 'aws:sourcearn', 'kms:encryptioncontext:aws:logs:arn']

/** Under which a condition holds for what it names, and for nothing else. */
const operators = ['StringEquals', 'ArnEquals', 'ArnLike']

/** The sources that a condition names, of what is ours alone; IAM takes its keys in whatever case. */
const sourcesIn = (condition: Json | undefined): readonly string[] =>
  operators
    .flatMap(operator =>
      Object.entries({ ...((condition as Properties | undefined)?.[operator] as Properties) }),
    )
    .filter(
      ([key, value]) =>
        sources.includes(key.toLowerCase()) && listed(value).length > 0 && listed(value).every(isOurs),
    )
    .map(([key]) => key.toLowerCase())

/** A role is taken on for an account and for a thing of it, all else for one of both. */
const namesUs = ({ Action, Condition }: Statement): boolean =>
  sourcesIn(Condition).length >= (Action === 'sts:AssumeRole' ? 2 : 1)

/** The account, a thing of it by its ARN, or one of the template. */
const isOurs = (named: Json): boolean => /{"Ref":"AWS::AccountId"}|{"Fn::GetAtt":/.test(JSON.stringify(named))

/** Whom a resource lets in beside this account, and services on its behalf. */
const strangersIn = (properties: Json): readonly Statement[] =>
  lettingIn(properties).filter(statement => {
    const { Principal } = statement
    if (isSame(Principal, { AWS: root })) return false
    return !(isSame(Object.keys(Principal ?? {}), ['Service']) && namesUs(statement))
  })

const policiesOn = (stage: Stage, { id }: Resource): readonly Statement[] =>
  ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy']
    .flatMap(type => ofType(stage, type))
    .filter(({ Properties: { Bucket, Queues, Topics } }) =>
      JSON.stringify([Bucket, Queues, Topics]).includes(`{"Ref":"${id}"}`),
    )
    .flatMap(({ Properties }) => statementsIn(Properties.PolicyDocument))

describe.each(stages)('who reaches what in stage $name', stage => {
  it('is this account, or a service on its behalf, and nobody else', () => {
    const open = stage.resources.filter(({ Properties }) => lettingIn(Properties).length > 0)
    expect([...new Set(open.map(({ Type }) => Type))].sort()).toEqual([
      'AWS::IAM::Role',
      'AWS::KMS::Key',
      'AWS::S3::BucketPolicy',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::QueuePolicy',
    ])
    for (const { id, Properties } of open)
      expect(
        strangersIn(Properties).filter(statement => !takesARole(statement)),
        id,
      ).toEqual([])
  })

  it('takes on a role without a source only as Lambda, for each function, and as AWS Backup, for what lasts', () => {
    const functions = ofType(stage, 'AWS::Lambda::Function')
    const trusts = lettingIn(stage.resources.map(({ Properties }) => Properties)).filter(takesARole)
    expect(trusts).toHaveLength(functions.length + (stage.environment.lasting ? 1 : 0))
  })

  it('administers every key, and has CloudWatch write each log that is encrypted with one', () => {
    const keys = ofType(stage, 'AWS::KMS::Key')
    for (const { id, Properties } of keys)
      expect(statementsIn(Properties.KeyPolicy), id).toContainEqual({
        ...{ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
      })
    for (const { id, Properties } of ofType(stage, 'AWS::Logs::LogGroup')) {
      if (!Properties.KmsKeyId) continue
      const [of] = (Properties.KmsKeyId as { 'Fn::GetAtt': readonly Json[] })['Fn::GetAtt']
      const policy = keys.find(key => key.id === of)?.Properties.KeyPolicy
      const writing = statementsIn(policy).filter(({ Condition }) =>
        JSON.stringify(Condition)?.includes(`:log-group:${Properties.LogGroupName}"`),
      )
      expect(writing, id).toMatchObject([
        {
          Principal: { Service: `logs.${stage.data.region}.amazonaws.com` },
          Action: expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']),
        },
      ])
    }
  })

  it('calls a function for one rule or one API only', () => {
    const permissions = ofType(stage, 'AWS::Lambda::Permission')
    expect(permissions).not.toEqual([])
    for (const { id, Properties } of permissions) expect(Properties, id).toHaveProperty('SourceArn')
  })

  it.each([
    ['AWS::S3::Bucket', { AWS: '*' }, 's3:*'],
    ['AWS::SQS::Queue', { AWS: '*' }, 'sqs:*'],
    // Whatever a topic carries is published on it.
    ['AWS::SNS::Topic', '*', 'sns:Publish'],
  ])('comes to every %s over TLS', (type, Principal, Action) => {
    const resources = ofType(stage, type)
    expect(resources).not.toEqual([])
    const refused = (Condition: object): unknown =>
      expect.objectContaining({ Effect: 'Deny', Principal, Action, Condition })
    for (const resource of resources) {
      const statements = policiesOn(stage, resource)
      expect(statements, resource.id).toContainEqual(refused({ Bool: { 'aws:SecureTransport': 'false' } }))
      if (type === 'AWS::S3::Bucket')
        expect(statements, resource.id).toContainEqual(refused({ NumericLessThan: { 's3:TlsVersion': 1.2 } }))
    }
  })
})
