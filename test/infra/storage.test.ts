import { describe, expect, it } from 'vitest'
import { manifests } from '../../infra/manifests.ts'
import { table } from '../../infra/wiring.ts'
import { statementsIn } from './policies.ts'
import {
  appOf,
  isApiLog,
  ofType,
  only,
  type Resource,
  type Stage,
  stagesOfApp,
  templatesOf,
} from './synthesized.ts'

const stages = stagesOfApp()
const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }
/** Not where its first deployment fails: what has a name would be in the way of the second. */
const retainedOnceMade = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }

const bucketNamed = (stage: Stage, name: string): Resource =>
  only(ofType(stage, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith(name)))

const keysFor = (stage: Stage, usage: string): readonly Resource[] =>
  ofType(stage, 'AWS::KMS::Key').filter(
    ({ Properties }) => (Properties.KeyUsage ?? 'ENCRYPT_DECRYPT') === usage,
  )

describe.each(stages)('what stage $name stores', stage => {
  it('keeps all consents and deliveries in one table, paid by use', () => {
    expect(only(ofType(stage, 'AWS::DynamoDB::GlobalTable')).Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
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

  it('signs with an RSA key that can do nothing else', () => {
    expect(only(keysFor(stage, 'SIGN_VERIFY')).Properties.KeySpec).toBe('RSA_2048')
  })

  it('lets nothing but the portal upload from a browser', () => {
    expect(bucketNamed(stage, 'uploads').Properties.CorsConfiguration).toMatchObject({
      CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: [stage.environment.portalUrl] }],
    })
  })

  it('locks what the ledger holds: nobody removes it for a set time, where it lasts not even we', () => {
    const { Properties } = bucketNamed(stage, 'ledger')
    const { lasting, ledgerDays } = stage.environment
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: lasting ? 'COMPLIANCE' : 'GOVERNANCE', Days: ledgerDays } },
      },
    })
  })

  it('keeps in the ledger for a year longer what the table lets go of after six', () => {
    expect(bucketNamed(stage, 'ledger').Properties.LifecycleConfiguration).toMatchObject({
      Rules: [{ ExpirationInDays: 7 * 366, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }, {}],
    })
  })

  it('lets nobody put a second version over an object of the ledger', () => {
    const { id } = bucketNamed(stage, 'ledger')
    const policy = ofType(stage, 'AWS::S3::BucketPolicy').filter(({ Properties }) =>
      JSON.stringify(Properties.Bucket).includes(id),
    )
    expect(statementsIn(only(policy).Properties.PolicyDocument)).toContainEqual({
      ...{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:PutObject' },
      Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/*']] },
      Condition: { Null: { 's3:if-none-match': 'true' } },
    })
  })
})

describe.each(stages.filter(({ environment }) => environment.lasting))(
  'what must last in stage $name',
  stage => {
    it('restores its table to any second, and protects it against deletion', () => {
      const { Replicas } = only(ofType(stage, 'AWS::DynamoDB::GlobalTable')).Properties
      expect(Replicas).toMatchObject([
        {
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        },
      ])
    })

    it('keeps tables, keys, the logs of who answers people and all buckets but those of uploads and of the page when the stack goes, or makes them anew', () => {
      const ofTypes = [
        'AWS::DynamoDB::GlobalTable',
        'AWS::KMS::Key',
        'AWS::S3::Bucket',
        'AWS::Logs::LogGroup',
      ]
      const kept = stage.resources.filter(
        resource =>
          ofTypes.includes(resource.Type) &&
          !/^(uploads|page)/.test(resource.id) &&
          (resource.Type !== 'AWS::Logs::LogGroup' || isApiLog(resource)),
      )
      expect(new Set(kept.map(({ Type }) => Type))).toEqual(new Set(ofTypes))
      for (const resource of kept)
        expect(resource, resource.id).toMatchObject(
          resource.Type === 'AWS::Logs::LogGroup' ? retainedOnceMade : retained,
        )
    })

    it('copies the table every night into a vault of its own, out of which nobody takes a copy before its time', () => {
      const vault = only(ofType(stage, 'AWS::Backup::BackupVault'))
      expect(vault).toMatchObject(retainedOnceMade)
      const { EncryptionKeyArn, AccessPolicy } = vault.Properties
      expect(EncryptionKeyArn).toEqual({ 'Fn::GetAtt': [only(keysFor(stage, 'ENCRYPT_DECRYPT')).id, 'Arn'] })
      expect(statementsIn(AccessPolicy)).toMatchObject([
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
        },
      ])
      const { BackupPlan } = only(ofType(stage, 'AWS::Backup::BackupPlan')).Properties
      expect(BackupPlan).toMatchObject({
        BackupPlanRule: [
          {
            ScheduleExpression: 'cron(0 1 * * ? *)',
            TargetBackupVault: { 'Fn::GetAtt': [vault.id, 'BackupVaultName'] },
            Lifecycle: { DeleteAfterDays: 7 },
          },
        ],
      })
      const { id } = only(ofType(stage, 'AWS::DynamoDB::GlobalTable'))
      const { BackupSelection } = only(ofType(stage, 'AWS::Backup::BackupSelection')).Properties
      expect(BackupSelection).toMatchObject({ Resources: [{ 'Fn::GetAtt': [id, 'Arn'] }] })
    })

    it('refuses to delete the stacks with the data, and with its address and the domain of its mails', () => {
      expect([stage.data, stage.address, stage.service].map(stack => stack.terminationProtection)).toEqual([
        true,
        true,
        false,
      ])
    })

    it('leaves nothing of a name of its own behind where its first deployment fails, and where the service is thrown away', () => {
      const named = /^(.*Name|Name|AliasName|EmailIdentity)$/
      const remaining = stage.resources.filter(
        ({ Properties, DeletionPolicy }) =>
          DeletionPolicy === 'Retain' && Object.keys(Properties).some(property => named.test(property)),
      )
      expect(remaining.map(({ id }) => id)).toEqual([])
    })
  },
)

describe('a table that was restored', () => {
  const restoredTable = 'arn:aws:dynamodb:eu-west-1:000000000000:table/restored/stream/1'
  const [before, after] = [{}, { restoredTable }].map(settings => templatesOf(appOf('prod', settings)))
  const service = after!.get('')!

  it('is put in place by the service first: it uses nothing that the data stack before lacks, nor the one after', () => {
    const used = [...JSON.stringify(service.toJSON()).matchAll(/"Fn::ImportValue":"(\w+-prod-data:[^"]+)"/g)]
    expect(used.length).toBeGreaterThan(3)
    for (const templates of [before!, after!]) {
      const exported = Object.values(templates.get('-data')!.findOutputs('*')).map(
        ({ Export }) => Export?.Name,
      )
      expect(exported).toEqual(expect.arrayContaining(used.map(([, name]) => name)))
    }
  })

  it('takes the place of the stack’s own, which is retained', () => {
    expect(Object.values(before!.get('-data')!.findResources('AWS::DynamoDB::GlobalTable'))).toMatchObject([
      retained,
    ])
    after!.get('-data')!.resourceCountIs('AWS::DynamoDB::GlobalTable', 0)
  })

  it('is the one that every function works on, that triggers process-events, and that is backed up', () => {
    const tables = Object.values(service.findResources('AWS::Lambda::Function')).flatMap(
      ({ Properties }) => Properties.Environment.Variables.TABLE_NAME ?? [],
    )
    expect(tables).toEqual(Array(Object.keys(manifests).length - 1).fill('restored'))
    service.hasResourceProperties('AWS::Lambda::EventSourceMapping', { EventSourceArn: restoredTable })
    const [selection] = Object.values(after!.get('-data')!.findResources('AWS::Backup::BackupSelection'))
    expect(JSON.stringify(selection)).toContain(':table/restored"')
  })
})

it('has a stage to try things on, and at least one that lasts', () => {
  expect(stages.map(({ environment }) => environment.lasting)).toEqual(expect.arrayContaining([true, false]))
})
