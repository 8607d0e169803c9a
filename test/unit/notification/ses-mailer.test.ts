import { Readable } from 'node:stream'
import { SESClient } from '@aws-sdk/client-ses'
import { describe, expect, it } from 'vitest'
import { sesMailer } from '../../../shared/notification/adapters/ses-mailer.ts'
import { given } from '../../support/builders.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'
import { mailAfter } from './mails.ts'

const settings = { from: 'Doorlevering <noreply@example.nl>', configurationSet: 'mails' }
const mail = mailAfter(given({ schoolName: 'Zeeën & Co' }))

/** The real client on a wire that ends here: what it puts on it, and an answer as SES gives it. */
const wire = (status: number, answer: string) => {
  const bodies: URLSearchParams[] = []
  const client = new SESClient({
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
    requestHandler: {
      handle: async ({ body }: { body: string }) => {
        bodies.push(new URLSearchParams(body))
        const headers = { 'content-type': 'text/xml' }
        return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(answer)]) } }
      },
    },
  })
  return { mailer: sesMailer(client, settings, new InMemoryLog()), bodies }
}

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/'
const accepted = `<SendEmailResponse xmlns="${namespace}">
  <SendEmailResult><MessageId>m-1</MessageId></SendEmailResult>
</SendEmailResponse>`
const refusal = (code: string, message: string) => `<ErrorResponse xmlns="${namespace}">
  <Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
</ErrorResponse>`

const outcomeOf = (status: number, code: string, message = 'See the code.') =>
  wire(status, refusal(code, message)).mailer.send(mail)

describe('a mail through SES', () => {
  it('goes out whole: receivers, subject, text and HTML in UTF-8', async () => {
    const { mailer, bodies } = wire(200, accepted)
    expect(await mailer.send(mail)).toBe('sent')
    expect(Object.fromEntries(bodies[0]!)).toMatchObject({
      Action: 'SendEmail',
      Source: settings.from,
      'Destination.ToAddresses.member.1': mail.to[0],
      'Destination.ToAddresses.member.2': mail.to[1],
      'Message.Subject.Data': 'Toestemming gegeven: Zeeën & Co, 2026-2027',
      'Message.Subject.Charset': 'UTF-8',
      'Message.Body.Text.Data': mail.text,
      'Message.Body.Text.Charset': 'UTF-8',
      'Message.Body.Html.Data': mail.html,
      'Message.Body.Html.Charset': 'UTF-8',
    })
  })

  it('carries its reference as a tag that SES allows, so that a bounce can be told', async () => {
    const { mailer, bodies } = wire(200, accepted)
    await mailer.send(mail)
    const sent = Object.fromEntries(bodies[0]!)
    expect(sent).toMatchObject({ ConfigurationSetName: 'mails', 'Tags.member.1.Name': 'event' })
    expect(sent['Tags.member.1.Value']).toBe('99AA00_2026-2027_1')
    expect(sent['Tags.member.1.Value']).toMatch(/^[A-Za-z0-9_-]{1,256}$/)
  })

  it.each([
    ['MessageRejected', 'Address blacklisted.'],
    ['InvalidParameterValue', "Missing final '@domain'"],
  ])('is rejected for good where the fault is its own: %s', async (code, message) => {
    expect(await outcomeOf(400, code, message)).toBe('rejected')
  })

  it.each([
    ['MessageRejected', 'Email address is not verified. The following identities failed the check: a@b.nl'],
    ['MessageRejected', 'Sending paused for this account.'],
    ['MailFromDomainNotVerifiedException', 'See the code.'],
    ['AccountSendingPausedException', 'See the code.'],
    ['ConfigurationSetSendingPausedException', 'See the code.'],
    ['ConfigurationSetDoesNotExist', 'See the code.'],
    ['AccessDenied', 'See the code.'],
    ['InvalidClientTokenId', 'See the code.'],
  ])('waits where an operator can mend it: %s, %s', async (code, message) => {
    await expect(outcomeOf(400, code, message)).rejects.toMatchObject({ name: expect.stringContaining(code) })
  })

  it.each([
    [400, 'Throttling'],
    [400, 'ThrottlingException'],
    [500, 'InternalFailure'],
    [503, 'ServiceUnavailable'],
  ])('waits where it passes by itself: %i %s', async (status, code) => {
    await expect(outcomeOf(status, code)).rejects.toMatchObject({ name: expect.stringContaining(code) })
  })

  it('waits where the answer cannot be read, or does not come', async () => {
    await expect(wire(502, '<html>Bad gateway</html>').mailer.send(mail)).rejects.toThrow()
    const broken = { send: async () => Promise.reject(new Error('socket hang up')) }
    await expect(sesMailer(broken, settings, new InMemoryLog()).send(mail)).rejects.toThrow('socket hang up')
  })
})
