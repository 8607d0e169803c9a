import type { FunctionManifest } from '../../functions/manifest.ts'
import { manifests, triggeredBy } from '../../infra/manifests.ts'
import type { Use } from './uses.ts'

/** What a service does in the name of a function, which no call of the function shows. */
interface Need {
  readonly who: readonly string[]
  readonly actions: readonly string[]
  readonly resource: (name: string) => string
  readonly where?: string
  readonly why: string
  readonly source: string
}

const namesOf = (functions: readonly { readonly name: string }[]) => functions.map(({ name }) => name)
const whose = (is: (manifest: FunctionManifest) => boolean): readonly string[] =>
  Object.keys(manifests).filter(name => is(manifests[name]!))

const holdsObjects = ({ grants }: FunctionManifest): boolean =>
  grants.ledger !== undefined || grants.uploads !== undefined

const manual = 'https://docs.aws.amazon.com'

/** DynamoDB and S3 use the key of the data as whoever reads or writes. */
const storage = {
  actions: [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  resource: () => 'data-key',
  why: 'The manual lists these as the least for principals that use a table under a customer managed key, readers too; S3 asks for Decrypt and GenerateDataKey, which are among them.',
  source: `${manual}/amazondynamodb/latest/developerguide/encryption.usagenotes.html`,
}

const needs: readonly Need[] = [
  {
    who: Object.keys(manifests),
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resource: name => `${name}-log`,
    why: 'Lambda writes what a function prints as that function.',
    source: `${manual}/lambda/latest/dg/monitoring-cloudwatchlogs.html`,
  },
  { who: whose(holdsObjects), where: 'via dynamodb or s3', ...storage },
  {
    who: whose(manifest => manifest.grants.table !== undefined && !holdsObjects(manifest)),
    where: 'via dynamodb',
    ...storage,
  },
  {
    who: namesOf(triggeredBy('stream')),
    actions: [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
    resource: () => 'table/stream',
    why: 'The poller reads the stream as the function it invokes.',
    source: `${manual}/lambda/latest/dg/services-dynamodb-eventsourcemapping.html`,
  },
  {
    who: namesOf(triggeredBy('stream')),
    actions: ['kms:Decrypt', 'kms:DescribeKey'],
    resource: () => 'data-key',
    why: 'The stream is encrypted with the key of its table. Not by way of `dynamodb`: a stream has an endpoint of its own.',
    source: `${manual}/amazondynamodb/latest/developerguide/EncryptionAtRest.html`,
  },
  ...['deliveries', 'attempts'].map(queue => ({
    who: namesOf(triggeredBy('queue')),
    actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    resource: () => `schedule/${queue}`,
    why: 'The poller takes messages off the queue as the function it invokes.',
    source: `${manual}/lambda/latest/dg/services-sqs-configure.html`,
  })),
  {
    who: whose(({ trigger }) => 'deadLetters' in trigger),
    actions: ['sqs:SendMessage'],
    resource: name => `${name}/${name}-failed`,
    why: 'Lambda sets aside what failed again and again, as the function that failed.',
    source: `${manual}/lambda/latest/dg/invocation-async-retain-records.html`,
  },
  {
    who: ['operator-api'],
    actions: ['s3:PutObject'],
    resource: () => 'uploads/uploads/*',
    why: 'Who holds an upload URL may do what its signer may, at the moment of the upload.',
    source: `${manual}/AmazonS3/latest/userguide/using-presigned-url.html`,
  },
]

/** What services need in the name of that function. */
export const onBehalfOf = (name: string): readonly Use[] =>
  needs
    .filter(({ who }) => who.includes(name))
    .flatMap(({ actions, resource, where }) =>
      actions.map(action => ({ action, resource: resource(name), where })),
    )
