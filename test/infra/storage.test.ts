import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { AddressStack } from '../../infra/stacks/address-stack.ts'
import { DataStack } from '../../infra/stacks/data-stack.ts'
import { ServiceStack } from '../../infra/stacks/service-stack.ts'
import { table } from '../../infra/wiring.ts'
import {
  emptyApp,
  environments,
  exportsOf,
  isApiLog,
  ofType,
  only,
  type Resource,
  type Stage,
  stagesOfApp,
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
    expect(only(policy).Properties.PolicyDocument).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:PutObject',
          Condition: { Null: { 's3:if-none-match': 'true' } },
        }),
      ]),
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
      expect(vault.Properties).toMatchObject({
        EncryptionKeyArn: { 'Fn::GetAtt': [only(keysFor(stage, 'ENCRYPT_DECRYPT')).id, 'Arn'] },
        AccessPolicy: {
          Statement: [
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
            },
          ],
        },
      })
      const plan = only(ofType(stage, 'AWS::Backup::BackupPlan'))
      expect(plan.Properties.BackupPlan).toMatchObject({
        BackupPlanRule: [
          {
            ScheduleExpression: 'cron(0 1 * * ? *)',
            TargetBackupVault: { 'Fn::GetAtt': [vault.id, 'BackupVaultName'] },
            Lifecycle: { DeleteAfterDays: 7 },
          },
        ],
      })
      const { id } = only(ofType(stage, 'AWS::DynamoDB::GlobalTable'))
      expect(only(ofType(stage, 'AWS::Backup::BackupSelection')).Properties).toMatchObject({
        BackupPlanId: { 'Fn::GetAtt': [plan.id, 'BackupPlanId'] },
        BackupSelection: { Resources: [{ 'Fn::GetAtt': [id, 'Arn'] }] },
      })
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

/** The outputs of one stack that another one uses: their names, as it imports them. */
const importsOf = (template: Template): readonly string[] =>
  [...JSON.stringify(template.toJSON()).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name = '']) => name)

describe('a table that was restored', () => {
  const environment = {
    ...environments.prod,
    restoredTable: 'arn:aws:dynamodb:eu-west-1:000000000000:table/doorlevering-prod-2027-07-01/stream/1',
  }
  const app = emptyApp()
  const props = { environment, env: { region: environment.region } }
  const before = stages.find(({ name }) => name === 'prod')!
  // Read before templates of the same names are made.
  const exportedBefore = [...exportsOf(before.data).keys()]
  const serviceName = before.service.stackName
  const data = new DataStack(app, before.data.stackName, { ...props, serviceName })
  const address = new AddressStack(app, before.address.stackName, { ...props, data, serviceName })
  const service = Template.fromStack(new ServiceStack(app, serviceName, { ...props, data, address }))

  it('is put in place by the service first: it uses nothing that the data stack before lacks, nor the one after', () => {
    expect(exportedBefore).toContainEqual(expect.stringMatching(/Atttable.*StreamArn/))
    const ofData = importsOf(service).filter(name => name.startsWith(data.stackName))
    for (const exported of [exportedBefore, [...exportsOf(data).keys()]])
      expect(exported).toEqual(expect.arrayContaining(ofData))
    expect(ofData.length).toBeGreaterThan(3)
  })

  it('takes the place of the stack’s own, which is retained', () => {
    Template.fromStack(data).resourceCountIs('AWS::DynamoDB::GlobalTable', 0)
    expect(before.resources).toContainEqual(
      expect.objectContaining({ Type: 'AWS::DynamoDB::GlobalTable', ...retained }),
    )
  })

  it('is the one every function works on, by its own name', () => {
    const functions = Object.values(service.findResources('AWS::Lambda::Function')).filter(
      ({
        Properties: {
          Environment: { Variables },
        },
      }) => !Variables.PAGE_BUCKET,
    )
    for (const { Properties } of functions) {
      expect(Properties.Environment.Variables.TABLE_NAME).toBe('doorlevering-prod-2027-07-01')
    }
    expect(functions.length).toBeGreaterThan(6)
  })

  it('is the one that is backed up', () => {
    const [selection] = Object.values(Template.fromStack(data).findResources('AWS::Backup::BackupSelection'))
    expect(JSON.stringify(selection)).toContain(':table/doorlevering-prod-2027-07-01"')
  })

  it('triggers process-events by its stream', () => {
    service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: environment.restoredTable,
    })
  })
})

it('has a stage to try things on, and at least one that lasts', () => {
  expect(stages.map(({ environment }) => environment.lasting)).toEqual(expect.arrayContaining([true, false]))
})
