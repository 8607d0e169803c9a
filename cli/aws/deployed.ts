import { createHash } from 'node:crypto'
import { DescribeKeyCommand, GetPublicKeyCommand } from '@aws-sdk/client-kms'
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler'
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import type { Found } from '../checks.ts'
import type { Aws } from './clients.ts'
import { stacksOf } from './stage.ts'

/** Whether each address has confirmed that alarms may be mailed to it. */
export const subscriptions = async (
  { sns }: Aws,
  stage: string,
  region: string,
  account: string,
): Promise<Found> => {
  const topics = ['page', 'ticket'].map(async severity => {
    const TopicArn = `arn:aws:sns:${region}:${account}:${stacksOf(stage).service}-alerts-${severity}`
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))
    const confirmed = Subscriptions.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'))
    return {
      ok: confirmed.length > 0 && confirmed.length === Subscriptions.length,
      found: `${severity}: ${confirmed.length} of ${Subscriptions.length} confirmed`,
    }
  })
  const told = await Promise.all(topics)
  return {
    ok: told.every(({ ok }) => ok),
    found: told.map(({ found }) => found).join('; '),
    todo: ['Confirm what was mailed to alarmsTo; after three days deploy again, which mails it anew.'],
  }
}

/** The key that signs, by what the inspectorate can compare with what it has: its name and its public half. */
export const signingKey = async ({ kms }: Aws, stage: string): Promise<Found> => {
  const KeyId = `alias/${stacksOf(stage).data}-signing-key`
  const { Arn, KeyState } = (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata ?? {}
  if (KeyState !== 'Enabled')
    return { ok: false, found: `${Arn} is ${KeyState}`, todo: [`aws kms enable-key --key-id ${Arn}`] }
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }))
  const digest = createHash('sha256').update(PublicKey).digest('hex')
  return { ok: true, found: `${Arn}; compare with the inspectorate: SHA-256 ${digest}` }
}

/** Names of all schedules of a stage. */
export const scheduleNames = async ({ scheduler }: Aws, stage: string): Promise<ReadonlySet<string>> => {
  const names = new Set<string>()
  let from: string | undefined
  do {
    const page = await scheduler.send(
      new ListSchedulesCommand({ GroupName: stacksOf(stage).service, NextToken: from, MaxResults: 100 }),
    )
    for (const { Name = '' } of page.Schedules ?? []) names.add(Name)
    from = page.NextToken
  } while (from)
  return names
}
