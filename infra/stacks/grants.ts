import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { DeliverySchedule } from '../constructs/delivery-schedule.ts'
import type { MailChannel } from '../constructs/mail-channel.ts'
import { type table, uploadsPrefix } from '../wiring.ts'
import type { DataStack } from './data-stack.ts'

/** What a function may do, action by action and without wildcards. */
export interface Grants {
  readonly table: readonly (
    | 'DescribeTable'
    | 'GetItem'
    | 'BatchGetItem'
    | 'Query'
    | 'PutItem'
    | 'UpdateItem'
  )[]
  /** Indexes it may query. */
  readonly indexes?: readonly (keyof typeof table.indexes)[]
  readonly ledger?: readonly ('GetObject' | 'PutObject')[]
  readonly uploads?: readonly ('GetObjectVersion' | 'PutObject' | 'DeleteObjectVersion')[]
  readonly uploadsBucket?: readonly 'ListBucketVersions'[]
  /** S3 says that an object is not there only to who may list the bucket; to others, that they may not see it. */
  readonly ledgerBucket?: readonly 'ListBucket'[]
  readonly deliveries?: readonly 'SendMessage'[]
  readonly schedules?: readonly ('CreateSchedule' | 'DeleteSchedule')[]
  /** Which the Scheduler grants for all groups of an account, or for none. */
  readonly allSchedules?: readonly 'ListSchedules'[]
  readonly mail?: readonly 'SendEmail'[]
  readonly audit?: readonly ('CreateLogStream' | 'PutLogEvents')[]
  readonly signingKey?: readonly 'Sign'[]
}

/** What is granted on. */
export interface Granted {
  readonly data: DataStack
  readonly schedule: DeliverySchedule
  readonly mail: MailChannel
}

/** What DynamoDB's manual asks of whoever reads or writes a table encrypted with a key of ours; S3 asks less. */
const storageKeyActions = [
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
]

/** The grants as policy statements, each on the resources it is about. */
export const statementsFor = (may: Grants, { data, schedule, mail }: Granted): PolicyStatement[] => {
  const { table, ledger, audit, uploads, signingKey, dataKey, region } = data
  const indexArns = may.indexes?.map(name => `${table.tableArn}/index/${name}`)
  const storage = may.ledger || may.uploads ? ['dynamodb', 's3'] : ['dynamodb']
  const viaStorage = { 'kms:ViaService': storage.map(service => `${service}.${region}.amazonaws.com`) }
  return [
    ...allow('dynamodb', may.table, [table.tableArn]),
    ...allow('dynamodb', indexArns && ['Query'], indexArns),
    ...allow('kms', storageKeyActions, [dataKey.keyArn], viaStorage),
    ...allow('s3', may.ledger, [ledger.arnForObjects('*')]),
    ...allow('s3', may.ledgerBucket, [ledger.bucketArn]),
    ...allow('s3', may.uploads, [uploads.arnForObjects(`${uploadsPrefix}*`)]),
    ...allow('s3', may.uploadsBucket, [uploads.bucketArn]),
    ...allow('logs', may.audit, [audit.logGroupArn]),
    ...allow('kms', may.signingKey, [signingKey.keyArn]),
    ...allow('sqs', may.deliveries, [schedule.deliveries.queueArn]),
    ...allow('ses', may.mail, mail.arns),
    ...allow('scheduler', may.schedules, [schedule.schedulesArn]),
    ...allow('scheduler', may.allSchedules, ['*']),
    // Whoever makes a schedule says what the Scheduler acts as, and may say nothing but this role.
    ...allow('iam', may.schedules && ['PassRole'], [schedule.role.roleArn], {
      'iam:PassedToService': 'scheduler.amazonaws.com',
    }),
  ]
}

const allow = (
  service: string,
  actions: readonly string[] = [],
  resources: readonly string[] = [],
  equal?: Readonly<Record<string, string | string[]>>,
): PolicyStatement[] => {
  if (actions.length === 0) return []
  const statement = new PolicyStatement({
    actions: actions.map(action => `${service}:${action}`),
    resources: [...resources],
  })
  if (equal) statement.addCondition('StringEquals', equal)
  return [statement]
}
