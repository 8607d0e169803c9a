import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { InitializeMiddleware } from '@smithy/types'

/** What one call to AWS may take: so many attempts, each of so many milliseconds. */
export interface CallLimits {
  attempts: number
  milliseconds: number
}

const CONNECTION_MILLISECONDS = 1_000

/** `requestTimeout` ends with the first byte of an answer; from then on `socketTimeout` ends a silence. */
export const within = ({ attempts, milliseconds }: CallLimits) => ({
  maxAttempts: attempts,
  requestHandler: {
    connectionTimeout: CONNECTION_MILLISECONDS,
    requestTimeout: milliseconds,
    socketTimeout: milliseconds,
    throwOnRequestTimeout: true,
  },
})

/** Any client of the SDK, as far as steps can be added to it. */
interface Steps {
  middlewareStack: { add(step: InitializeMiddleware<object, object>, at: { step: 'initialize' }): void }
}

/** Says on what the client throws which call it was, `S3:PutObject`: a log has nothing else to tell it by. */
export const naming = <Client>(client: Client & Steps): Client => {
  const step: InitializeMiddleware<object, object> = (next, context) => async args => {
    try {
      return await next(args)
    } catch (error) {
      const { clientName = '', commandName = '' } = context
      const call = `${clientName.replace(/Client$/, '')}:${commandName.replace(/Command$/, '')}`
      throw error instanceof Error ? Object.assign(error, { call }) : error
    }
  }
  client.middlewareStack.add(step, { step: 'initialize' })
  return client
}

/** As long as all attempts together may take. */
const inOneAttempt = ({ attempts, milliseconds }: CallLimits) =>
  within({ attempts: 1, milliseconds: attempts * milliseconds })

/** The table's client: what is undefined is left out of an item. */
export const documentClient = (
  limits: CallLimits,
  configuration: DynamoDBClientConfig = {},
): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(naming(new DynamoDBClient({ ...within(limits), ...configuration })), {
    marshallOptions: { removeUndefinedValues: true },
  })

/** SES has no idempotency token: only who claims first sends again. */
export const sesClient = (limits: CallLimits): SESClient => naming(new SESClient(inOneAttempt(limits)))

export const sqsClient = (limits: CallLimits): SQSClient => naming(new SQSClient(within(limits)))

export const schedulerClient = (limits: CallLimits): SchedulerClient =>
  naming(new SchedulerClient(within(limits)))

export const kmsClient = (limits: CallLimits): KMSClient => naming(new KMSClient(within(limits)))
