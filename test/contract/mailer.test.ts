import type { SESClient } from '@aws-sdk/client-ses'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeMailbox, type MailFault } from '../../infra/local/fakes/mailbox.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { sesMailer } from '../../shared/notification/adapters/ses-mailer.ts'
import type { Mail, Mailer } from '../../shared/notification/ports.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import type { TraceId } from '../../shared/platform/trace.ts'
import { traceId } from '../support/builders.ts'
import { InMemoryMailer } from '../support/doubles/mailer.ts'

/** A mailer, what arrived through it, and how to make it fail. */
interface Post {
  mailer: Mailer
  arrived: () => readonly Mail[]
  setFaults: (faults: readonly MailFault[]) => void
}

const throughSes = (): Post => {
  const mailbox = new FakeMailbox(new VirtualTime(instantFrom('2027-05-11T12:03:00Z')))
  const settings = { from: 'noreply@example.nl', configurationSet: 'mails' }
  return {
    mailer: sesMailer(clientOf<SESClient>(mailbox), settings),
    arrived: () =>
      mailbox.mails().map(({ to, subject, text, html, tags }) => ({
        to,
        subject,
        text,
        html,
        reference: tags.event ?? '',
        traceId: tags.trace as TraceId,
      })),
    setFaults: faults => mailbox.setFaults(faults),
  }
}

const inMemory = (): Post => {
  const mailer = new InMemoryMailer()
  return { mailer, arrived: () => mailer.sent, setFaults: faults => mailer.setFaults(faults) }
}

const mail = (version: number): Mail => ({
  to: ['een@example.nl', 'twee@example.nl'],
  subject: `Toestemming gegeven: Zeeën & Co, ${version}`,
  text: 'Tekst',
  html: '<p>Tekst</p>',
  reference: `99AA00_2026-2027_${version}`,
  traceId,
})

describe.each([
  ['through SES', throughSes],
  ['in memory', inMemory],
])('a mailer %s', (_, makePost) => {
  let post: Post
  beforeEach(() => {
    post = makePost()
  })

  it('sends one message to all its receivers, as it is', async () => {
    expect(await post.mailer.send(mail(1))).toBe('sent')
    expect(post.arrived()).toEqual([mail(1)])
  })

  it.each(['throttle', 'error'] as const)('fails, and has sent nothing, on %s', async kind => {
    post.setFaults([{ kind }])
    await expect(post.mailer.send(mail(1))).rejects.toThrow()
    expect(post.arrived()).toEqual([])
  })

  it('fails when the answer is lost, though the mail arrived', async () => {
    post.setFaults([{ kind: 'lost-response' }])
    await expect(post.mailer.send(mail(1))).rejects.toThrow()
    expect(post.arrived()).toEqual([mail(1)])
  })

  it('makes one attempt a time, so that a lost answer costs one extra mail at most', async () => {
    post.setFaults([{ kind: 'lost-response' }])
    await expect(post.mailer.send(mail(1))).rejects.toThrow()
    expect(await post.mailer.send(mail(1))).toBe('sent')
    expect(post.arrived()).toEqual([mail(1), mail(1)])
  })

  it('says rejected where the message will never be sent', async () => {
    post.setFaults([{ kind: 'rejected' }])
    expect(await post.mailer.send(mail(1))).toBe('rejected')
    expect(post.arrived()).toEqual([])
  })

  it('has sent a mail that bounces later', async () => {
    post.setFaults([{ kind: 'bounced' }])
    expect(await post.mailer.send(mail(1))).toBe('sent')
    expect(post.arrived()).toEqual([mail(1)])
  })

  it('fails in the order that was asked for, and then no more', async () => {
    post.setFaults([{ kind: 'throttle' }, { kind: 'rejected' }])
    const outcomes = []
    for (const version of [1, 2, 3])
      outcomes.push(await post.mailer.send(mail(version)).catch(() => 'failed'))
    expect(outcomes).toEqual(['failed', 'rejected', 'sent'])
    expect(post.arrived()).toEqual([mail(3)])
  })
})
