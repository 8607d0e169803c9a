import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler'
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { triggerFrom } from '../../shared/delivery/adapters/delivery-message.ts'
import { scheduleOf } from '../../shared/delivery/adapters/schedule.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { deployed } from './deployed.ts'

/** What stands behind the API, as an operator looks at it. */

const STAGE = 'doorlevering-dev'
const { ledger: Bucket } = deployed()

const s3 = new S3Client()
const lambda = new LambdaClient()
const logs = new CloudWatchLogsClient()
const scheduler = new SchedulerClient()
const sqs = new SQSClient()

type Line = Readonly<Record<string, unknown>>

/** Invokes a function, as its clock or its rule would, and answers what it answers; throws what it throws. */
export const invoke = async (name: string, event: object = {}): Promise<unknown> => {
  const Payload = JSON.stringify(event)
  const answer = await lambda.send(new InvokeCommand({ FunctionName: `${STAGE}-${name}:live`, Payload }))
  const text = answer.Payload?.transformToString() ?? 'null'
  if (answer.FunctionError) throw new Error(`${name}: ${text}`)
  return JSON.parse(text)
}

const linesIn = async (logGroupName: string): Promise<readonly Line[]> => {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }))
  return events
    .map(({ message = '' }) => message)
    .filter(message => message.startsWith('{'))
    .map((message): Line => JSON.parse(message))
}

/** The lines a function has logged with that code. */
export const logged = async (name: string, code: string): Promise<readonly Line[]> =>
  (await linesIn(`/aws/lambda/${STAGE}-${name}`)).filter(line => line.code === code)

/** Who saw, changed or tried what with a consent. */
export const audited = (): Promise<readonly Line[]> => logged('consent-api', 'REQUEST_AUDITED')

export const scheduleNames = async (): Promise<readonly (string | undefined)[]> => {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName: STAGE }))
  return Schedules.map(({ Name }) => Name)
}

export const scheduleNamed = (Name: string): Promise<GetScheduleCommandOutput> =>
  scheduler.send(new GetScheduleCommand({ Name, GroupName: STAGE }))

/** Makes that schedule anew, the same but for its time. */
export const moveSchedule = async (Name: string, at: Instant): Promise<void> => {
  const { Target } = await scheduleNamed(Name)
  const settings = {
    SCHEDULE_GROUP: STAGE,
    DELIVERIES_QUEUE_ARN: Target?.Arn ?? '',
    SCHEDULE_ROLE_ARN: Target?.RoleArn ?? '',
    SCHEDULE_DLQ_ARN: Target?.DeadLetterConfig?.Arn ?? '',
  }
  await scheduler.send(new DeleteScheduleCommand({ Name, GroupName: STAGE }))
  await scheduler.send(new CreateScheduleCommand(scheduleOf(triggerFrom(Target?.Input ?? ''), at, settings)))
}

/** Everything in the ledger, by its name. */
export const inLedger = async (): Promise<Readonly<Record<string, Line>>> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
  const objects = Contents.map(async ({ Key = '' }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
    return [Key, JSON.parse((await Body?.transformToString()) ?? '')] as const
  })
  return Object.fromEntries(await Promise.all(objects))
}

/** How many messages wait or are at work, by queue; those in which failures are set aside among them. */
export const messagesInQueues = async (): Promise<Readonly<Record<string, number>>> => {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}))
  const counts = QueueUrls.map(async QueueUrl => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: atWork } =
      Attributes ?? {}
    return [QueueUrl.split('/').at(-1) ?? '', Number(waiting) + Number(atWork)] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

/** The public half of the key that signs deliveries. */
export const publicKey = () =>
  new KMSClient().send(new GetPublicKeyCommand({ KeyId: `alias/${STAGE}-data-signing-key` }))
