import { describe, expect, it } from 'vitest'
import { recordOf } from '../../../shared/consent/decider.ts'
import { eventMailFrom } from '../../../shared/consent/event-name.ts'
import { consentView } from '../../../shared/consent/view.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import { claim } from '../../../shared/outbox/outbox.ts'
import { recordBounce } from '../../../shared/processing/record-bounce.ts'
import { boardId, given, key, may11, traceId, withdrawn } from '../../support/builders.ts'
import { aService } from '../../support/service.ts'

const present = '99002' as BoardId
const toPresent = 'nieuw@99002.example'

/** A withdrawal by a school that moved to another board since it gave consent. */
const aMove = async ({ administrators = [toPresent] } = {}) => {
  const service = await aService()
  if (administrators.length > 0)
    await service.directory.saveAdministrators(present, {
      items: administrators.map(email => ({ name: 'N. Beheer', email })),
      reminders: false,
    })
  await service.happened(given())
  const askedBy = { request: null, traceId, boardId: present }
  const record = recordOf(key, await service.head(), withdrawn(), askedBy)
  await service.events.append(record)
  return {
    ...service,
    take: () => service.processEvent(record),
    notification: async () => {
      const head = await service.head()
      return consentView(head, head, may11).notification
    },
    /** Of the mails about the withdrawal. */
    receivers: () =>
      service.mailer
        .sent()
        .filter(({ reference }) => reference.includes('_2026-2027_2'))
        .map(({ to }) => to.join()),
  }
}

describe('a save of a school that moved to another board', () => {
  it('is mailed to each board, under a reference of its own', async () => {
    const { take, mailer, notification } = await aMove()
    await take()
    expect(mailer.sent().map(({ to, reference }) => `${to} ${reference}`)).toEqual([
      'beheer@bestuur.example.nl 99AA00_2026-2027_2',
      `${toPresent} 99AA00_2026-2027_2_99002`,
    ])
    expect(await notification()).toEqual({ status: 'sent', sentAt: may11 })
  })

  it('is left to whoever took it up while the first mail was being sent', async () => {
    const { take, mailer, moveOn, clock, outbox, head, receivers } = await aMove()
    const { send } = mailer
    mailer.send = async mail => {
      const sent = await send(mail)
      await moveOn(300)
      await claim(outbox, await head(), clock())
      return sent
    }
    await take()
    expect(receivers()).toEqual(['beheer@bestuur.example.nl'])
  })

  it('is mailed to the board of the consent alone where the other has no administrators', async () => {
    const { take, receivers, notification, log } = await aMove({ administrators: [] })
    await take()
    expect(receivers()).toEqual(['beheer@bestuur.example.nl'])
    expect(await notification()).toMatchObject({ status: 'sent' })
    expect(log.codes).toContain('MAIL_WITHOUT_RECEIVER')
  })

  it.each([
    ['99AA00_2026-2027_2', boardId],
    ['99AA00_2026-2027_2_99002', present],
  ])('has a bounce saved with the mail that came back: %s', async (reference, board) => {
    const service = await aMove()
    await service.take()
    await recordBounce(service.ports, eventMailFrom(reference)!)
    const { mails } = (await service.head()).effects
    expect(Object.keys(mails).filter(one => mails[one]?.status === 'bounced')).toEqual([board])
    expect(await service.notification()).toMatchObject({ status: 'bounced' })
  })

  it('has neither mail sent twice where the first comes back before the second is sent', async () => {
    const service = await aMove()
    const { send } = service.mailer
    service.mailer.send = async mail => {
      const outcome = await send(mail)
      if (!mail.to.includes(toPresent)) await recordBounce(service.ports, eventMailFrom(mail.reference)!)
      return outcome
    }
    await service.take()
    await service.moveOn(3600)
    await service.sweep()
    expect(service.receivers()).toEqual(['beheer@bestuur.example.nl', toPresent])
    expect((await service.head()).nextAttemptAt).toBeNull()
  })
})
