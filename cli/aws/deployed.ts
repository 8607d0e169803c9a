import { createHash } from 'node:crypto'
import { DescribeKeyCommand, GetPublicKeyCommand } from '@aws-sdk/client-kms'
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler'
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import type { Found } from '../checks.ts'
import type { Aws } from './clients.ts'
import { stacksOf } from './stage.ts'

const notYet = (what: string): Found => ({ ok: undefined, found: `${what} with the deployment` })

/** Whether each address has confirmed that alarms may be mailed to it. */
export const subscriptions = async (
  { sns }: Aws,
  stage: string,
  region: string,
  account: string,
): Promise<Found> => {
  const told: string[] = []
  for (const severity of ['page', 'ticket']) {
    const TopicArn = `arn:aws:sns:${region}:${account}:${stacksOf(stage).service}-alerts-${severity}`
    try {
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))
      const confirmed = Subscriptions.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'))
      told.push(`${severity}: ${confirmed.length} of ${Subscriptions.length} confirmed`)
      if (confirmed.length === 0 || confirmed.length < Subscriptions.length) return unconfirmed(told)
    } catch (error) {
      if ((error as Error).name !== 'NotFoundException') throw error
      return notYet('come')
    }
  }
  return { ok: true, found: told.join('; ') }
}

const unconfirmed = (told: readonly string[]): Found => ({
  ok: false,
  found: told.join('; '),
  todo: ['Confirm what was mailed to alarmsTo; after three days deploy again, which mails it anew.'],
})

/** The key that signs, by what the inspectorate can compare with what it has: its name and its public half. */
export const signingKey = async ({ kms }: Aws, stage: string): Promise<Found> => {
  const KeyId = `alias/${stacksOf(stage).data}-signing-key`
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
    if (KeyMetadata?.KeyState !== 'Enabled')
      return {
        ok: false,
        found: `${KeyMetadata?.Arn} is ${KeyMetadata?.KeyState}`,
        todo: [`aws kms enable-key --key-id ${KeyMetadata?.Arn}`],
      }
    const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }))
    const digest = createHash('sha256').update(PublicKey).digest('hex')
    return { ok: true, found: `${KeyMetadata.Arn}; compare with the inspectorate: SHA-256 ${digest}` }
  } catch (error) {
    if ((error as Error).name !== 'NotFoundException') throw error
    return notYet('comes')
  }
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
