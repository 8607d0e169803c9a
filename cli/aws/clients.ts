import { BackupClient } from '@aws-sdk/client-backup'
import { BudgetsClient } from '@aws-sdk/client-budgets'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { KMSClient } from '@aws-sdk/client-kms'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { STSClient } from '@aws-sdk/client-sts'
import { documentClient, within } from '../../shared/platform/adapters/clients.ts'

const limits = { attempts: 3, milliseconds: 10_000 }
/** The longest a function works. */
const patient = { attempts: 1, milliseconds: 900_000 }

export type Aws = ReturnType<typeof awsClients>

/** With the credentials of the shell (environment, profile or single sign-on), and its region where none is given. */
export const awsClients = (region?: string) => {
  const where = region === undefined ? {} : { region }
  const settings = { ...within(limits), ...where }
  return {
    backup: sending(new BackupClient(settings)),
    // Known in one region alone.
    budgets: sending(new BudgetsClient({ ...settings, region: 'us-east-1' })),
    cloudFormation: sending(new CloudFormationClient(settings)),
    documents: sending(documentClient(limits, where)),
    kms: sending(new KMSClient(settings)),
    lambda: sending(new LambdaClient({ ...within(patient), ...where })),
    scheduler: sending(new SchedulerClient(settings)),
    ses: sending(new SESv2Client(settings)),
    sns: sending(new SNSClient(settings)),
    sqs: sending(new SQSClient(settings)),
    sts: sending(new STSClient(settings)),
  }
}

/** All that is used of a client, so that a test can stand in for it. */
const sending = <Client extends { send: unknown }>(client: Client): Pick<Client, 'send'> => client
