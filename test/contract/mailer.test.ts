import type { SESClient } from '@aws-sdk/client-ses'
import { describe, expect, it } from 'vitest'
import { FakeMailbox } from '../../infra/local/fakes/mailbox.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { sesMailer } from '../../shared/notification/adapters/ses-mailer.ts'
import type { Mail } from '../../shared/notification/ports.ts'
import { may11, traceId } from '../support/builders.ts'
import { InMemoryLog } from '../support/doubles/log.ts'

/** A mailer through SES, and the mailbox at its other end. */
const start = () => {
  const mailbox = new FakeMailbox(new VirtualTime(may11))
  const log = new InMemoryLog()
  const settings = { from: 'noreply@example.nl', configurationSet: 'mails' }
  return { mailbox, log, mailer: sesMailer(clientOf<SESClient>(mailbox), settings, log) }
}

const mail: Omit<Mail, 'to'> = {
  subject: 'Toestemming gegeven: Zeeën & Co',
  text: 'Tekst',
  html: '<p>Tekst</p>',
  reference: '99AA00_2026-2027_1',
  traceId,
}

describe('a mail to addresses that SES does not take', () => {
  const long = (name: string) => `${name.padEnd(65, 'x')}@example.nl`
  const good = Array.from({ length: 8 }, (_, number) => `beheer-${number}@example.nl`)

  it.each([
    { what: 'the first', to: [long('a'), ...good], left: '1' },
    { what: 'the last', to: [...good, long('a')], left: '9' },
    { what: 'one not in ASCII', to: ['een@example.nl', 'zoë@example.nl'], left: '2' },
    { what: 'the first and the last', to: [long('a'), ...good, long('b')], left: '1, 10' },
    { what: 'two of three', to: ['een@example.nl', long('a'), long('b')], left: '2, 3' },
  ])('is one mail to all others, and the log says which: $what', async ({ to, left }) => {
    const { mailbox, log, mailer } = start()
    expect(await mailer.send({ ...mail, to })).toBe('sent')
    expect(mailbox.mails().map(one => one.to)).toEqual([to.filter(one => /^[ -~]{1,64}@/.test(one))])
    const { reference } = mail
    const ids = { reference, traceId, outcome: 'address-rejected', administrators: left }
    expect(log.lines).toMatchObject([{ level: 'error', code: 'MAIL_FAILED', ids }])
    expect(log.told(to)).toEqual([])
  })

  it.each([
    { what: 'the only one', to: [long('a')] },
    { what: 'both', to: [long('a'), long('b')] },
    { what: 'three of four', to: ['een@example.nl', long('a'), long('b'), long('c')] },
  ])('is rejected, and nobody is mailed: $what', async ({ to }) => {
    const { mailbox, mailer } = start()
    expect(await mailer.send({ ...mail, to })).toBe('rejected')
    expect(mailbox.mails()).toEqual([])
  })

  it('has mailed nobody where it fails on the way, and one mail too many at most where its answer is lost', async () => {
    const { mailbox, mailer } = start()
    const to = ['een@example.nl', long('a'), 'twee@example.nl']
    mailbox.setFaults([{ kind: 'throttle' }, { kind: 'lost-response' }])
    await expect(mailer.send({ ...mail, to })).rejects.toThrow()
    expect(mailbox.mails()).toEqual([])
    await expect(mailer.send({ ...mail, to })).rejects.toThrow()
    expect(await mailer.send({ ...mail, to })).toBe('sent')
    expect(mailbox.mails().map(one => one.to)).toEqual([
      ['een@example.nl', 'twee@example.nl'],
      ['een@example.nl', 'twee@example.nl'],
    ])
  })

  it('is rejected for good where SES rejects the message, whatever the addresses', async () => {
    const { mailbox, log, mailer } = start()
    mailbox.setFaults([{ kind: 'rejected' }])
    expect(await mailer.send({ ...mail, to: ['een@example.nl', long('a')] })).toBe('rejected')
    expect([mailbox.mails(), log.lines]).toEqual([[], []])
  })
})
