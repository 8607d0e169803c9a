import { type SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import type { Mail, Mailer } from '../ports.ts'

interface SesSettings {
  /** The sender, at a domain that is an identity of this account: `Doorlevering <noreply@example.nl>`. */
  from: string
  /** Publishes what becomes of a mail, with the reference as its tag `event`. */
  configurationSet: string
}

/**
 * Mails through SES. Throws what SES says where that passes by itself, or an operator can mend it. SES has no idempotency
 * token: give it a client that makes one attempt.
 */
export const sesMailer = (client: Pick<SESClient, 'send'>, settings: SesSettings): Mailer => ({
  send: async mail => {
    const command = commandFor(mail, settings)
    try {
      await client.send(command)
      return 'sent'
    } catch (error) {
      if (isOfTheMessage(error)) return 'rejected'
      throw error
    }
  },
})

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

/** Errors about this message or its addresses: no later attempt can pass. All others, known or not, may. */
const aboutTheMessage: readonly string[] = ['MessageRejected', 'InvalidParameterValue']

const isOfTheMessage = (error: unknown): boolean =>
  error instanceof Error && aboutTheMessage.includes(error.name) && !isOurSetUp(error)

/** SES says `MessageRejected` too where our domain is not verified or the account is paused or on trial. */
const isOurSetUp = ({ message }: Error): boolean => /not verified|paused/i.test(message)
