import { MessageRejected, type SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeMailbox, type MailFault } from '../../../infra/local/fakes/mailbox.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../../infra/local/virtual-time.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

const start = instantFrom('2027-05-11T12:03:00Z')

describe('the fake mailbox', () => {
  let time: VirtualTime
  let mailbox: FakeMailbox
  let feedback: (string | undefined)[]
  beforeEach(() => {
    time = new VirtualTime(start)
    feedback = []
    mailbox = new FakeMailbox(time, reference => void feedback.push(reference))
  })

  const send = (subject = 'Subject', rest: object = {}) =>
    clientOf<SESClient>(mailbox).send(
      new SendEmailCommand({
        Source: 'Sender <sender@example.org>',
        Destination: { ToAddresses: ['a@example.org', 'b@example.org'] },
        Message: {
          Subject: { Data: subject },
          Body: { Text: { Data: 'Text' }, Html: { Data: '<p>Html</p>' } },
        },
        ConfigurationSetName: 'set',
        Tags: [{ Name: 'event', Value: 'e1' }],
        ...rest,
      }),
    )
  const order = (...kinds: MailFault['kind'][]) => mailbox.setFaults(kinds.map(kind => ({ kind })))
  const subjects = () => mailbox.mails().map(({ subject }) => subject)

  it('keeps what was sent, as it was sent', async () => {
    const { MessageId } = await send()
    expect(mailbox.mails()).toEqual([
      {
        messageId: MessageId,
        source: 'Sender <sender@example.org>',
        to: ['a@example.org', 'b@example.org'],
        subject: 'Subject',
        text: 'Text',
        html: '<p>Html</p>',
        sentAt: start,
        tags: { event: 'e1' },
        configurationSet: 'set',
      },
    ])
  })

  it('gives every mail its own id', async () => {
    const ids = [await send(), await send()].map(({ MessageId }) => MessageId)
    expect(new Set(ids).size).toBe(2)
  })

  it.each([
    ['throttle', { name: 'Throttling', $metadata: { httpStatusCode: 400 } }],
    ['error', { $fault: 'server', $metadata: { httpStatusCode: 503 } }],
    ['rejected', { name: 'MessageRejected', $metadata: { httpStatusCode: 400 } }],
  ] as const)('sends nothing on the fault %s', async (kind, error) => {
    order(kind)
    await expect(send()).rejects.toMatchObject(error)
    expect(mailbox.mails()).toEqual([])
    await send()
    expect(mailbox.mails()).toHaveLength(1)
  })

  it('rejects with the class of the SDK', async () => {
    order('rejected')
    await expect(send()).rejects.toThrow(MessageRejected)
  })

  it('has sent the mail of which the answer was lost', async () => {
    order('lost-response')
    await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(subjects()).toEqual(['Subject'])
  })

  it('goes wrong in the order asked for, and a new list replaces the rest of the old', async () => {
    order('throttle', 'lost-response', 'rejected')
    await expect(send('1')).rejects.toThrow('rate')
    await expect(send('2')).rejects.toThrow('socket')
    order('error')
    await expect(send('3')).rejects.toThrow('unavailable')
    await send('4')
    order('error')
    order()
    await send('5')
    expect(subjects()).toEqual(['2', '4', '5'])
  })

  it('publishes a bounce through the configuration set, after the answer', async () => {
    order('bounced')
    await send()
    await time.idle()
    expect(feedback).toEqual(['e1'])
    expect(subjects()).toEqual(['Subject'])
  })

  it('publishes nothing without a configuration set', async () => {
    order('bounced')
    await send('Subject', { ConfigurationSetName: undefined })
    await time.idle()
    expect(feedback).toEqual([])
  })

  it.each([
    ['nobody to send to', { Destination: { ToAddresses: [] } }],
    ['no sender', { Source: '' }],
    ['no text', { Message: { Subject: { Data: 'Subject' }, Body: {} } }],
  ])('refuses a mail with %s, and keeps the fault for the next', async (_, rest) => {
    order('throttle')
    await expect(send('Subject', rest)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
    await expect(send()).rejects.toMatchObject({ name: 'Throttling' })
    expect(mailbox.mails()).toEqual([])
  })
})
