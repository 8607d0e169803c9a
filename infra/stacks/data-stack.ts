import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { CfnBucket, HttpMethods, ObjectLockRetention } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { ApiLog } from '../constructs/api-log.ts'
import { OriginSecrets } from '../constructs/origin-secrets.ts'
import { pageLogPrefix } from '../constructs/page-files.ts'
import { PrivateBucket } from '../constructs/private-bucket.ts'
import { logNameOf } from '../constructs/service-function.ts'
import { TableBackups } from '../constructs/table-backups.ts'
import { httpPaths } from '../manifests.ts'
import { type Environment, LEDGER_KEPT_DAYS } from '../stage-settings.ts'
import { table as wiredTable } from '../wiring.ts'

export interface DataStackProps extends StackProps {
  readonly environment: Environment
  /** Of the stack whose functions work on the data. */
  readonly serviceName: string
}

/** What must outlive a deployment: the log of consents and deliveries, the ledger behind it, and the keys to both. */
export class DataStack extends Stack {
  /** Encrypts the table and the buckets. */
  readonly dataKey: Key
  /** Signs what is sent to the inspectorate (RSA 2048, for PS256); its private half never leaves KMS. */
  readonly signingKey: Key
  readonly table: ITableV2
  /** Every event of every log, the exact bytes that were delivered, and the receipts: nobody can change or remove them. */
  readonly ledger: PrivateBucket
  /** Of the functions that answer people, by their names: who saw, changed or tried what. */
  readonly apiLogs: Readonly<Record<string, ApiLog>>
  readonly accessLogs: PrivateBucket
  /** Import files, for the moment it takes to apply them. */
  readonly uploads: PrivateBucket

  constructor(scope: Construct, id: string, { environment, serviceName, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: environment.lasting })
    const removalPolicy = environment.lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY
    this.dataKey = new Key(this, 'data-key', { alias: `${id}-key`, enableKeyRotation: true, removalPolicy })
    this.signingKey = new Key(this, 'signing-key', {
      alias: `${id}-signing-key`,
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy,
    })
    const table = this.tableFor(environment, removalPolicy)
    this.table = table
    if (environment.lasting) {
      new TableBackups(this, 'backups', { table, key: this.dataKey, vaultName: id })
    }
    const { front } = environment
    if (front) new OriginSecrets(this, 'front-secrets', { dataStack: id, newest: front.secret })
    this.apiLogs = Object.fromEntries(
      Object.keys(httpPaths).map(name => [name, this.makeApiLog(name, serviceName, environment)]),
    )
    this.accessLogs = this.makeAccessLogs(environment)
    this.ledger = this.makeLedger(environment, this.accessLogs)
    this.uploads = this.makeUploads(environment, this.accessLogs)
    new CfnOutput(this, 'TableName', { value: this.table.tableName })
    new CfnOutput(this, 'LedgerBucket', { value: this.ledger.bucketName })
    new CfnOutput(this, 'SigningKey', {
      value: this.signingKey.keyArn,
      description: 'Its public half is the inspectorate’s',
    })
  }

  /** Where the browser of an operator uploads files to. */
  get uploadsOrigin(): string {
    return `https://${this.uploads.bucketRegionalDomainName}`
  }

  /** The table, or the copy of it that was restored; the stack then lets go of its own, which is retained. */
  private tableFor(environment: Environment, removalPolicy: RemovalPolicy): ITableV2 {
    const { restoredTable: restored } = environment
    // Said to be an ITableV2, since the CDK's own types do not hold under exactOptionalPropertyTypes.
    if (!restored) return this.makeTable(environment, removalPolicy) as ITableV2
    return TableV2.fromTableAttributes(this, 'restored-table', {
      tableName: restored.split('/')[1]!,
      tableStreamArn: restored,
      encryptionKey: this.dataKey,
    })
  }

  private makeTable({ lasting }: Environment, removalPolicy: RemovalPolicy): TableV2 {
    return new TableV2(this, 'table', {
      partitionKey: { name: wiredTable.partitionKey, type: AttributeType.STRING },
      sortKey: { name: wiredTable.sortKey, type: AttributeType.STRING },
      globalSecondaryIndexes: Object.entries(wiredTable.indexes).map(indexFrom),
      timeToLiveAttribute: wiredTable.timeToLive,
      dynamoStream: StreamViewType.NEW_IMAGE,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.dataKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: lasting },
      deletionProtection: lasting,
      removalPolicy,
    })
  }

  private makeApiLog(name: string, serviceName: string, environment: Environment): ApiLog {
    return new ApiLog(this, `${name}-log`, {
      logGroupName: logNameOf(`${serviceName}-${name}`),
      encryptionKey: this.dataKey,
      retention: environment.auditRetention,
      // One that stayed after a first deployment that failed would block the second: it has a name.
      removalPolicy: environment.lasting ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    })
  }

  private makeAccessLogs({ lasting, logRetention }: Environment): PrivateBucket {
    const accessLogs = new PrivateBucket(this, 'access-logs', {
      // What somebody removes stays for a day, to be found.
      versioned: true,
      lifecycleRules: [
        { expiration: Duration.days(logRetention), noncurrentVersionExpiration: Duration.days(1) },
      ],
      lasting,
    })
    // Of the page, whose bucket is in a stack that this one knows nothing of.
    accessLogs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [accessLogs.arnForObjects(`${pageLogPrefix}*`)],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
    return accessLogs
  }

  /** Written once: whoever puts an object must say that there may be none of its name yet. */
  private makeLedger({ lasting, ledgerDays }: Environment, accessLogs: PrivateBucket): PrivateBucket {
    const days = Duration.days(ledgerDays)
    const ledger = new PrivateBucket(this, 'ledger', {
      encryptionKey: this.dataKey,
      accessLogs,
      lasting,
      versioned: true,
      // What has expired is hidden at first, and removed when nothing locks it any more.
      lifecycleRules: [
        { expiration: Duration.days(LEDGER_KEPT_DAYS), noncurrentVersionExpiration: Duration.days(1) },
      ],
      objectLockDefaultRetention: lasting
        ? ObjectLockRetention.compliance(days)
        : ObjectLockRetention.governance(days),
    })
    ledger.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [ledger.arnForObjects('*')],
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    )
    return ledger
  }

  private makeUploads({ portalUrl }: Environment, accessLogs: PrivateBucket): PrivateBucket {
    const uploads = new PrivateBucket(this, 'uploads', {
      encryptionKey: this.dataKey,
      accessLogs,
      lasting: false,
      // Whoever uploads again to a URL puts a version over the first, which is the one that counts.
      versioned: true,
      // A file that was applied is removed at once; this is for those that were not.
      lifecycleRules: [
        { expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
        { expiredObjectDeleteMarker: true },
      ],
      cors: [
        { allowedMethods: [HttpMethods.PUT], allowedOrigins: [portalUrl], allowedHeaders: ['content-type'] },
      ],
    })
    // Said to CloudFormation itself: CDK's own way deploys a Python function with rights on every bucket.
    const resource = uploads.node.defaultChild
    if (resource instanceof CfnBucket) {
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
    }
    return uploads
  }
}

type WiredIndex = (typeof wiredTable.indexes)[keyof typeof wiredTable.indexes]

const indexFrom = ([indexName, { partitionKey, sortKey, projection }]: [
  string,
  WiredIndex,
]): GlobalSecondaryIndexPropsV2 => ({
  indexName,
  partitionKey: { name: partitionKey, type: AttributeType.STRING },
  sortKey: { name: sortKey, type: AttributeType.STRING },
  ...(typeof projection === 'string'
    ? { projectionType: ProjectionType[projection] }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] }),
})
