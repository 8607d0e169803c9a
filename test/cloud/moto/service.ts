import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateScheduleGroupCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { CreateConfigurationSetCommand, SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { environmentOf } from '../../../infra/function-environment.ts'
import { functionCode, type Handler } from '../../../infra/local/functions.ts'
import { gateway } from '../../../infra/local/gateway.ts'
import { serve } from '../../../infra/local/server.ts'
import { isOfDeployments, manifests } from '../../../infra/manifests.ts'
import { table } from '../../../infra/wiring.ts'
import { documentClient } from '../../../shared/platform/adapters/clients.ts'
import { presigningClient, s3Client } from '../../../shared/platform/adapters/s3-client.ts'
import { publicKeyOf } from '../../../stubs/adapters/kms.ts'
import { signedBy } from '../../../stubs/inspectorate/jws.ts'
import {
  fetchOf,
  keptInMemory,
  ReferenceInspectorate,
} from '../../../stubs/inspectorate/reference-inspectorate.ts'
import { localIssuer } from '../../../stubs/issuer/issuer.ts'
import { callerOf, type Mail, sendTo } from '../../support/api/service-client.ts'
import type { StoppedClock } from '../../support/doubles/clock.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'
import { createTable } from '../../support/dynalite.ts'

const limits = { attempts: 1, milliseconds: 10_000 }
const tokenUrl = 'https://toegang.inspectie.example/token'
const inspectorateUrl = 'https://inspectie.example/doorlevering'
const definition = { tableName: 'doorlevering', ...table } as const
const projectFile = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

interface Sent {
  destinations: { ToAddresses: readonly string[] }
  subject: string
  body: string
}

/** What stands in an account before the functions. */
const prepared = async () => {
  await createTable(new DynamoDBClient(), definition)
  const s3 = new S3Client({ forcePathStyle: true })
  const place = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const
  await s3.send(new CreateBucketCommand({ Bucket: 'ledger', ObjectLockEnabledForBucket: true, ...place }))
  await s3.send(new CreateBucketCommand({ Bucket: 'uploads', ...place }))
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'uploads', VersioningConfiguration }))
  const queue = async (QueueName: string) =>
    (await new SQSClient().send(new CreateQueueCommand({ QueueName }))).QueueUrl!
  await new SchedulerClient().send(new CreateScheduleGroupCommand({ Name: 'deliveries' }))
  await new SESClient().send(new VerifyDomainIdentityCommand({ Domain: 'doorlevering.example' }))
  await new SESClient().send(
    new CreateConfigurationSetCommand({ ConfigurationSet: { Name: 'doorlevering' } }),
  )
  const signing = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } as const
  const { KeyMetadata } = await new KMSClient().send(new CreateKeyCommand(signing))
  return {
    keyId: KeyMetadata!.Arn!,
    deliveries: await queue('deliveries'),
    attempts: await queue('attempts'),
  }
}

/** The real functions, which reach moto by AWS' own SDK; what would invoke them is called for. */
export const serviceOnMoto = async (time: StoppedClock) => {
  const { keyId, deliveries, attempts } = await prepared()
  const { clock } = time
  const log = new InMemoryLog()
  const server = serve(() => request => answer(request)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = await localIssuer(baseUrl, clock)
  const kms = new KMSClient()
  const inspectorate = new ReferenceInspectorate({
    ...keptInMemory(clock),
    clock,
    isSenders: signedBy(await publicKeyOf(kms, keyId)()),
    tokenUrl,
    clientId: 'doorlevering',
    newToken: randomUUID,
    newReceiptId: randomUUID,
  })
  const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:123456789012:${name}`
  const known = {
    TABLE_NAME: definition.tableName,
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: issuer.audience,
    OIDC_JWKS_URI: issuer.jwksUri,
    UPLOADS_BUCKET: 'uploads',
    LEDGER_BUCKET: 'ledger',
    DELIVERIES_QUEUE_URL: deliveries,
    ATTEMPTS_QUEUE_URL: attempts,
    DELIVERIES_QUEUE_ARN: arn('sqs', 'deliveries'),
    SCHEDULE_GROUP: 'deliveries',
    SCHEDULE_ROLE_ARN: arn('iam', 'role/schedules'),
    SCHEDULE_DLQ_ARN: arn('sqs', 'dead-letters'),
    MAIL_FROM: 'Doorlevering <noreply@doorlevering.example>',
    MAIL_CONFIGURATION_SET: 'doorlevering',
    MAILS_PER_SECOND: '14',
    PORTAL_URL: baseUrl,
    INSPECTORATE_URL: inspectorateUrl,
    INSPECTORATE_TOKEN_URL: tokenUrl,
    INSPECTORATE_CLIENT_ID: 'doorlevering',
    SIGNING_KEY_ID: keyId,
    ORIGIN_SECRETS: undefined,
  }
  const s3 = { forcePathStyle: true }
  const clients = {
    documents: documentClient(limits),
    s3: s3Client(limits, s3),
    presigning: async () => presigningClient(s3),
    sqs: new SQSClient(),
    ses: new SESClient(),
    scheduler: new SchedulerClient(),
    kms,
    inspectorate: fetchOf(inspectorate, [inspectorateUrl, tokenUrl]),
  }
  const runtime = { clock, random: Math.random, newId: randomUUID, log, pause: async () => {} }
  const functions = Object.fromEntries(
    Object.entries(manifests)
      .filter(([, manifest]) => !isOfDeployments(manifest))
      .map(([name, { settings }]): [string, Handler] => {
        const environment = environmentOf(settings, known, ({ path }) => projectFile(path))
        return [name, functionCode[name]!.make(functionCode[name]!.wire(environment, clients, runtime))]
      }),
  )
  const api = gateway(functions, randomUUID)
  const answer: typeof api = async request =>
    request.url === new URL(issuer.jwksUri).pathname
      ? { statusCode: 200, body: JSON.stringify(await issuer.keys()) }
      : api(request)

  const invoke = (name: string) => functions[name]!({})
  /** As the pollers of Lambda do, until both queues are empty. */
  const drain = async (): Promise<void> => {
    for (const QueueUrl of [deliveries, attempts]) {
      const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }))
      for (const { MessageId, Body, ReceiptHandle } of Messages) {
        const eventSourceARN = arn('sqs', QueueUrl.split('/').at(-1)!)
        const Records = [{ messageId: MessageId, body: Body, eventSourceARN }]
        const { batchItemFailures } = await functions.deliver!({ Records })
        if (batchItemFailures.length > 0) throw new Error(log.lines.map(({ text }) => text).join('\n'))
        await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      }
      if (Messages.length > 0) return drain()
    }
  }
  /** All that comes of what was written and uploaded. The sweep leaves what is younger to the stream, which nobody polls here. */
  const idle = async (): Promise<void> => {
    time.moveOn(600)
    for (const name of ['import-file', 'sweep']) await invoke(name)
    await drain()
  }
  const mails = async (): Promise<readonly Mail[]> => {
    const told = await fetch(`${process.env.AWS_ENDPOINT_URL}/moto-api/data.json`)
    const { ses } = (await told.json()) as { ses: { Message: readonly Sent[] } }
    return ses.Message.map(({ destinations: { ToAddresses }, subject, body }) => ({
      to: ToAddresses,
      subject,
      text: body,
      html: body,
      sentAt: clock(),
    }))
  }
  return {
    baseUrl,
    log,
    inspectorate,
    invoke,
    idle,
    schedules: async () => {
      const { Schedules = [] } = await clients.scheduler.send(
        new ListSchedulesCommand({ GroupName: 'deliveries' }),
      )
      return Schedules.map(({ Name }) => Name)
    },
    send: sendTo(baseUrl),
    caller: (claims: Readonly<Record<string, unknown>>) =>
      callerOf({ baseUrl, tokenOf: token => issuer.token(token), idle }, claims),
    mails: async (_count: number) => {
      await idle()
      return mails()
    },
    now: async () => clock(),
    sleep: async () => time.moveOn(24 * 3600),
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
