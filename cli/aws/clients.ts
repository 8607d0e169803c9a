import { BackupClient } from '@aws-sdk/client-backup'
import { BudgetsClient } from '@aws-sdk/client-budgets'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SNSClient } from '@aws-sdk/client-sns'
import { STSClient } from '@aws-sdk/client-sts'
import {
  documentClient,
  kmsClient,
  lambdaClient,
  schedulerClient,
  sqsClient,
  within,
} from '../../shared/platform/adapters/clients.ts'

const limits = { attempts: 3, milliseconds: 10_000 }
/** The longest a function works. */
const patient = { attempts: 1, milliseconds: 900_000 }

export type Aws = ReturnType<typeof awsClients>

/** With the credentials and the region of the shell: environment, profile or single sign-on. */
export const awsClients = () => ({
  backup: sending(new BackupClient(within(limits))),
  // Known in one region alone.
  budgets: sending(new BudgetsClient({ ...within(limits), region: 'us-east-1' })),
  cloudFormation: sending(new CloudFormationClient(within(limits))),
  documents: sending(documentClient(limits)),
  kms: sending(kmsClient(limits)),
  lambda: sending(lambdaClient(patient)),
  scheduler: sending(schedulerClient(limits)),
  ses: sending(new SESv2Client(within(limits))),
  sns: sending(new SNSClient(within(limits))),
  sqs: sending(sqsClient(limits)),
  sts: sending(new STSClient(within(limits))),
})

/** All that is used of a client, so that a test can stand in for it. */
const sending = <Client extends { send: unknown }>(client: Client): Pick<Client, 'send'> => client
