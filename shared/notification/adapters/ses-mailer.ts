import { type SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import type { Log } from '../../platform/log.ts'
import type { Mail, Mailer } from '../ports.ts'

interface SesSettings {
  /** The sender, at a domain that is an identity of this account: `Doorlevering <noreply@example.nl>`. */
  from: string
  /** Publishes what becomes of a mail, with the reference as its tag `event`. */
  configurationSet: string
}

/**
 * Mails through SES, which takes a message for all its receivers or for none: one address that it does not take refuses the
 * others too. Up to two such addresses are found by leaving them out, in calls of which all but the last mail nobody, so that
 * whoever comes back after a failure mails nobody twice. Throws what SES says where that passes by itself, or an operator
 * can mend it. SES has no idempotency token: give it a client that makes one attempt.
 */
export const sesMailer = (
  client: Pick<SESClient, 'send'>,
  settings: SesSettings,
  log: Pick<Log, 'error'>,
): Mailer => ({
  async send(mail) {
    for (const leftOut of choicesOf(mail.to.length)) {
      const to = mail.to.filter((_, position) => !leftOut.includes(position))
      const outcome = await sendTo(client, commandFor({ ...mail, to }, settings))
      if (outcome === 'wrong-address') continue
      if (outcome === 'sent' && leftOut.length > 0) log.error('MAIL_FAILED', idsOf(mail, leftOut))
      return outcome
    }
    return 'rejected'
  },
})

/** Whom to leave out, by position: nobody, each of them, each two of them; never all. */
const choicesOf = (receivers: number): readonly (readonly number[])[] => {
  const positions = Array.from({ length: receivers }, (_, position) => position)
  const two = positions.flatMap(one => positions.slice(one + 1).map(other => [one, other]))
  return [[], ...positions.map(one => [one]), ...two].filter(({ length }) => length < receivers)
}

/** Which administrators, as the board lists them, counted from 1: an address is no thing to log. */
const idsOf = ({ reference, traceId }: Mail, leftOut: readonly number[]) => ({
  reference,
  traceId,
  outcome: 'address-rejected',
  administrators: leftOut.map(position => position + 1).join(', '),
})

const sendTo = async (
  client: Pick<SESClient, 'send'>,
  command: SendEmailCommand,
): Promise<'sent' | 'rejected' | 'wrong-address'> => {
  try {
    await client.send(command)
    return 'sent'
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.name === 'InvalidParameterValue') return 'wrong-address'
    if (error.name === 'MessageRejected' && !isOurSetUp(error)) return 'rejected'
    throw error
  }
}

const commandFor = (mail: Mail, { from, configurationSet }: SesSettings): SendEmailCommand =>
  new SendEmailCommand({
    Source: from,
    Destination: { ToAddresses: [...mail.to] },
    Message: {
      Subject: utf8(mail.subject),
      Body: { Text: utf8(mail.text), Html: utf8(mail.html) },
    },
    ConfigurationSetName: configurationSet,
    // Both have letters, digits, `-` and `_` only, which is all that SES allows in a tag.
    Tags: [
      { Name: 'event', Value: mail.reference },
      { Name: 'trace', Value: mail.traceId },
    ],
  })

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' })

/** SES says `MessageRejected` too where our domain is not verified or the account is paused or on trial. */
const isOurSetUp = ({ message }: Error): boolean => /not verified|paused/i.test(message)
