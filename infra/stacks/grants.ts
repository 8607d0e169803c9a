import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Grants } from '../../functions/manifest.ts'
import type { DeliverySchedule } from '../constructs/delivery-schedule.ts'
import type { MailChannel } from '../constructs/mail-channel.ts'
import type { PrivateBucket } from '../constructs/private-bucket.ts'
import { onlyTriggeredBy } from '../manifests.ts'
import { table as wiredTable } from '../wiring.ts'
import type { DataStack } from './data-stack.ts'

/** What is granted on. */
export interface Granted {
  readonly data: DataStack
  readonly schedule: DeliverySchedule
  readonly mail: MailChannel
  /** The bucket of the page, where there is one. */
  readonly page?: PrivateBucket | undefined
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
export const statementsFor = (may: Grants, { data, schedule, mail, page }: Granted): PolicyStatement[] => {
  const { table, ledger, uploads, signingKey, dataKey, region } = data
  const indexArns = may.indexes?.map(name => `${table.tableArn}/index/${wiredIndex(name)}`)
  const storage = may.ledger || may.uploads ? ['dynamodb', 's3'] : ['dynamodb']
  const viaStorage = { 'kms:ViaService': storage.map(service => `${service}.${region}.amazonaws.com`) }
  return [
    ...allow('dynamodb', may.table, [table.tableArn]),
    ...allow('dynamodb', indexArns && ['Query'], indexArns),
    ...allow('kms', may.table && storageKeyActions, [dataKey.keyArn], viaStorage),
    ...allow('s3', may.ledger, [ledger.arnForObjects('*')]),
    ...allow('s3', may.ledgerBucket, [ledger.bucketArn]),
    ...allow('s3', may.uploads, [uploads.arnForObjects(`${onlyTriggeredBy('upload').trigger.prefix}*`)]),
    ...allow('s3', may.uploadsBucket, [uploads.bucketArn]),
    ...allow('s3', may.page, page && [page.arnForObjects('*')]),
    ...allow('s3', may.pageBucket, page && [page.bucketArn]),
    ...allow('kms', may.signingKey, [signingKey.keyArn]),
    ...allow('sqs', may.deliveries, [schedule.deliveries.queueArn]),
    ...allow('sqs', may.attempts, [schedule.attempts.queueArn]),
    ...allow('ses', may.mail, mail.arns),
    ...allow('scheduler', may.schedules, [schedule.schedulesArn]),
    ...allow('scheduler', may.allSchedules, ['*']),
    // Whoever makes a schedule says what the Scheduler acts as, and may say nothing but this role.
    ...allow('iam', may.schedules && ['PassRole'], [schedule.role.roleArn], {
      'iam:PassedToService': 'scheduler.amazonaws.com',
    }),
  ]
}

const wiredIndex = (name: string): string => {
  if (!Object.hasOwn(wiredTable.indexes, name)) throw new Error(`the table has no index ${name}`)
  return name
}

/** Nothing, where there are no actions or nothing to do them on. */
export const allow = (
  service: string,
  actions: readonly string[] = [],
  resources: readonly string[] = [],
  equal?: Readonly<Record<string, string | string[]>>,
): PolicyStatement[] => {
  if (actions.length === 0 || resources.length === 0) return []
  const statement = new PolicyStatement({
    actions: actions.map(action => `${service}:${action}`),
    resources: [...resources],
  })
  if (equal) statement.addCondition('StringEquals', equal)
  return [statement]
}
