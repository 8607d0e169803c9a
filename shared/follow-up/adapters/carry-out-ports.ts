import type { SchedulerClient } from '@aws-sdk/client-scheduler'
import type { SESClient } from '@aws-sdk/client-ses'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoEventLog, dynamoOutbox } from '../../consent/adapters/dynamo-event-log.ts'
import { schedulerSchedules } from '../../delivery/adapters/scheduler-schedules.ts'
import { sqsDeliveryQueue } from '../../delivery/adapters/sqs-delivery-queue.ts'
import { dynamoDirectory } from '../../directory/adapters/dynamo-directory.ts'
import { dynamoMonitoring } from '../../monitoring/adapters/dynamo-monitoring.ts'
import { sesMailer } from '../../notification/adapters/ses-mailer.ts'
import { setting, settingsFrom } from '../../platform/settings.ts'
import type { World } from '../../platform/world.ts'
import type { CarryOutPorts } from '../carry-out.ts'

const settingsOf = {
  TABLE_NAME: setting,
  DELIVERIES_QUEUE_URL: setting,
  DELIVERIES_QUEUE_ARN: setting,
  SCHEDULE_GROUP: setting,
  SCHEDULE_ROLE_ARN: setting,
  SCHEDULE_DLQ_ARN: setting,
  MAIL_FROM: setting,
  MAIL_CONFIGURATION_SET: setting,
  PORTAL_URL: setting,
}

export interface CarryOutClients {
  documents: Pick<DynamoDBDocumentClient, 'send'>
  scheduler: Pick<SchedulerClient, 'send'>
  sqs: Pick<SQSClient, 'send'>
  ses: Pick<SESClient, 'send'>
}

/** Which adapter stands behind each port, for `carry-out` and for `sweep`, which does what it missed. */
export const carryOutPorts = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: CarryOutClients,
  { clock, random, log }: World,
): CarryOutPorts => {
  const settings = settingsFrom(settingsOf, environment)
  const table = { client: clients.documents, name: settings.TABLE_NAME }
  return {
    clock,
    random,
    log,
    events: dynamoEventLog(table),
    outbox: dynamoOutbox(table),
    store: dynamoMonitoring(table),
    directory: dynamoDirectory(table),
    schedules: schedulerSchedules(clients.scheduler, {
      group: settings.SCHEDULE_GROUP,
      queueArn: settings.DELIVERIES_QUEUE_ARN,
      roleArn: settings.SCHEDULE_ROLE_ARN,
      deadLetterArn: settings.SCHEDULE_DLQ_ARN,
    }),
    queue: sqsDeliveryQueue(clients.sqs, settings.DELIVERIES_QUEUE_URL),
    mailer: sesMailer(clients.ses, {
      from: settings.MAIL_FROM,
      configurationSet: settings.MAIL_CONFIGURATION_SET,
    }),
    portalUrl: settings.PORTAL_URL,
  }
}
