import { commandName, type SdkCommand } from '../../infra/local/fakes/sdk.ts'

/** An action on a resource, both as IAM sees them. */
export interface Use {
  readonly action: string
  /** By its path in the stacks, with what follows it in an ARN: `table/index/open-events`. */
  readonly resource: string
  /** The condition of a grant: `via dynamodb`. */
  readonly where?: string | undefined
}

type Input = Readonly<Record<string, string>>

/** What the local environment calls the things that the stacks make. */
const places: Input = {
  doorlevering: 'table',
  'doorlevering-uploads': 'uploads',
  'doorlevering-ledger': 'ledger',
  'doorlevering-page': 'page',
  'local/deliveries': 'schedule/deliveries',
  'local/attempts': 'schedule/attempts',
  'arn:aws:iam:eu-west-1:000000000000:role/schedules': 'schedule/role',
  deliveries: 'schedule/group',
  local: 'signing-key',
}

const placeOf = (name = ''): string => {
  const place = places[name]
  if (place === undefined) throw new Error(`the stacks make nothing that is ${name} here`)
  return place
}

const on = (action: string, ...resources: readonly string[]): readonly Use[] =>
  resources.map(resource => ({ action, resource }))

const onTable =
  (action: string) =>
  ({ TableName }: Input) =>
    on(`dynamodb:${action}`, placeOf(TableName))

const onObject =
  (action: string) =>
  ({ Bucket, Key, VersionId }: Input) =>
    on(`s3:${action}${VersionId ? 'Version' : ''}`, `${placeOf(Bucket)}/${Key}`)

const scheduleIn = ({ GroupName, Name }: Input): string => `${placeOf(GroupName)}/${Name}`

/** What IAM is asked for each call. */
const asked: Readonly<Record<string, (input: Input) => readonly Use[]>> = {
  DescribeTableCommand: onTable('DescribeTable'),
  PutCommand: onTable('PutItem'),
  UpdateCommand: onTable('UpdateItem'),
  BatchGetCommand: ({ RequestItems }) =>
    on('dynamodb:BatchGetItem', ...Object.keys(RequestItems!).map(name => placeOf(name))),
  QueryCommand: ({ TableName, IndexName }) =>
    on('dynamodb:Query', IndexName ? `${placeOf(TableName)}/index/${IndexName}` : placeOf(TableName)),
  GetObjectCommand: onObject('GetObject'),
  PutObjectCommand: onObject('PutObject'),
  DeleteObjectCommand: onObject('DeleteObject'),
  ListObjectVersionsCommand: ({ Bucket }) => on('s3:ListBucketVersions', placeOf(Bucket)),
  ListObjectsV2Command: ({ Bucket }) => on('s3:ListBucket', placeOf(Bucket)),
  GetQueueAttributesCommand: ({ QueueUrl }) => on('sqs:GetQueueAttributes', placeOf(QueueUrl)),
  SendMessageCommand: ({ QueueUrl }) => on('sqs:SendMessage', placeOf(QueueUrl)),
  SendEmailCommand: () => on('ses:SendEmail', 'mail/identity', 'mail/configuration-set'),
  SignCommand: ({ KeyId }) => on('kms:Sign', placeOf(KeyId)),
  CreateScheduleCommand: input => [
    ...on('scheduler:CreateSchedule', scheduleIn(input)),
    ...on('iam:PassRole', placeOf((input.Target as unknown as Input).RoleArn)),
  ],
  DeleteScheduleCommand: input => on('scheduler:DeleteSchedule', scheduleIn(input)),
  ListSchedulesCommand: ({ GroupName }) => on('scheduler:ListSchedules', placeOf(GroupName)),
}

/** What a call needs of IAM. */
export const usesOf = (command: SdkCommand): readonly Use[] => {
  const uses = asked[commandName(command)]
  if (!uses) throw new Error(`it is not said what IAM is asked for a ${commandName(command)}`)
  return uses(command.input as Input)
}

/** What it needs besides where an object is not there: S3 says so only to who may list the bucket. */
export const usesWhereMissing = ({ input }: SdkCommand, error: unknown): readonly Use[] =>
  error instanceof Error && error.name === 'NoSuchKey'
    ? on('s3:ListBucket', placeOf((input as Input).Bucket))
    : []
