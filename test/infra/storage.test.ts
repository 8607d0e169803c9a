import { describe, expect, it } from 'vitest'
import { table } from '../../infra/wiring.ts'
import { makeApp, ofType, only, type Resource, type Stage, synthesizedStages } from './synthesized.ts'

const stages = synthesizedStages(makeApp())
const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }

const bucketNamed = (stage: Stage, name: string): Resource =>
  only(ofType(stage, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith(name)))

const keysFor = (stage: Stage, usage: string): readonly Resource[] =>
  ofType(stage, 'AWS::KMS::Key').filter(
    ({ Properties }) => (Properties.KeyUsage ?? 'ENCRYPT_DECRYPT') === usage,
  )

describe.each(stages)('what stage $name stores', stage => {
  it('keeps all consents and deliveries in one table, paid by use, with a stream of what is new', () => {
    expect(only(ofType(stage, 'AWS::DynamoDB::GlobalTable')).Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      KeySchema: [
        { AttributeName: table.partitionKey, KeyType: 'HASH' },
        { AttributeName: table.sortKey, KeyType: 'RANGE' },
      ],
    })
  })

  it('has the indexes of the wiring and no other', () => {
    const indexes = only(ofType(stage, 'AWS::DynamoDB::GlobalTable')).Properties.GlobalSecondaryIndexes
    expect(indexes).toEqual(
      Object.entries(table.indexes).map(([IndexName, { partitionKey, sortKey, projection }]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: partitionKey, KeyType: 'HASH' },
          { AttributeName: sortKey, KeyType: 'RANGE' },
        ],
        Projection:
          typeof projection === 'string'
            ? { ProjectionType: projection }
            : { ProjectionType: 'INCLUDE', NonKeyAttributes: projection },
      })),
    )
  })

  it('encrypts the table, the archive and the uploads with a key of its own, which rotates', () => {
    const key = only(keysFor(stage, 'ENCRYPT_DECRYPT'))
    const arn = { 'Fn::GetAtt': [key.id, 'Arn'] }
    expect(key.Properties.EnableKeyRotation).toBe(true)
    expect(only(ofType(stage, 'AWS::DynamoDB::GlobalTable')).Properties).toMatchObject({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [{ SSESpecification: { KMSMasterKeyId: arn } }],
    })
    for (const name of ['archive', 'uploads']) {
      expect(bucketNamed(stage, name).Properties.BucketEncryption).toMatchObject({
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } },
        ],
      })
    }
  })

  it('signs with an RSA key that can do nothing else', () => {
    expect(only(keysFor(stage, 'SIGN_VERIFY')).Properties.KeySpec).toBe('RSA_2048')
  })

  it('shows no bucket to the public, and writes down who used it', () => {
    for (const { id, Properties } of ofType(stage, 'AWS::S3::Bucket')) {
      expect(Properties, id).toMatchObject({
        BucketEncryption: {},
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      })
      if (!id.startsWith('accesslogs')) expect(Properties, id).toHaveProperty('LoggingConfiguration')
    }
  })

  it('refuses every call to a bucket or a queue that is not over TLS', () => {
    const overPlainHttp = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }
    const refusing = (policyType: string, target: string): readonly Resource[] =>
      ofType(stage, policyType).filter(({ Properties }) =>
        JSON.stringify(Properties).includes(`"Ref":"${target}"`),
      )
    for (const [type, policyType] of [
      ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
      ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
    ] as const) {
      for (const { id } of ofType(stage, type)) {
        expect(only(refusing(policyType, id)).Properties, id).toMatchObject({
          PolicyDocument: { Statement: expect.arrayContaining([expect.objectContaining(overPlainHttp)]) },
        })
      }
    }
  })

  it('forgets an uploaded file after a day, and a half uploaded one too', () => {
    expect(bucketNamed(stage, 'uploads').Properties.LifecycleConfiguration).toEqual({
      Rules: [
        { Status: 'Enabled', ExpirationInDays: 1 },
        { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      ],
    })
  })

  it('lets nothing but the portal upload from a browser', () => {
    expect(bucketNamed(stage, 'uploads').Properties.CorsConfiguration).toMatchObject({
      CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: [stage.environment.portalUrl] }],
    })
  })

  it('keeps every version of what was delivered, and lets none of it expire', () => {
    const { Properties } = bucketNamed(stage, 'archive')
    expect(Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' })
    expect(JSON.stringify(Properties.LifecycleConfiguration)).not.toContain('Expiration')
  })
})

describe.each(stages.filter(({ environment }) => environment.lasting))(
  'what must last in stage $name',
  stage => {
    it('can restore the table to any second of the last weeks, and protects it against deletion', () => {
      const found = only(ofType(stage, 'AWS::DynamoDB::GlobalTable'))
      expect(found).toMatchObject(retained)
      expect(found.Properties.Replicas).toMatchObject([
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ])
    })

    it('keeps the keys and every bucket but the uploads when the stack goes', () => {
      const lasting = ofType(stage, 'AWS::S3::Bucket').filter(({ id }) => !id.startsWith('uploads'))
      for (const resource of [...ofType(stage, 'AWS::KMS::Key'), ...lasting]) {
        expect(resource, resource.id).toMatchObject(retained)
      }
    })

    it('refuses to delete the stack with the data', () => {
      expect(stage.data.terminationProtection).toBe(true)
    })
  },
)

it('has a stage to try things on, and at least one that lasts', () => {
  expect(stages.map(({ environment }) => environment.lasting)).toEqual(expect.arrayContaining([true, false]))
})
