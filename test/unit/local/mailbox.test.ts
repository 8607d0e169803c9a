import { type SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
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
