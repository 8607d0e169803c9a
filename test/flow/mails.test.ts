import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ServiceFixture, secondsAfter, serviceFixture } from '../support/api/service-fixture.ts'
import { terms } from '../support/api/terms.ts'

let fixture: ServiceFixture
beforeAll(async () => {
  fixture = await serviceFixture(16)
})
// One that fails leaves nothing to the next.
afterEach(() => fixture.service.orderMailFaults())
afterAll(() => fixture.service.stop())

const notificationOf = async (schoolId: string) => (await fixture.school.consent(schoolId)).notification

const waitSeconds = async (seconds: number) => {
  const { service } = fixture
  await service.moveClockTo(secondsAfter(await service.now(), seconds))
}

const HOUR = 3600

describe('the mail about a save', () => {
  it('is one, to all administrators of the board together', async () => {
    const { school, consenting, mailsAbout } = fixture
    const { schoolId, date } = await consenting()
    await school.change(schoolId, 1, terms({ deliveryDate: date, level: 'school' }))
    await school.change(schoolId, 2, terms({ deliveryDate: date, level: 'school' }))
    await school.withdraw(schoolId, 3)
    const mails = await mailsAbout(schoolId)
    expect(mails).toHaveLength(4)
    expect(new Set(mails.map(({ to }) => to.join()))).toEqual(
      new Set(['een@99001.example,twee@99001.example']),
    )
    expect(await notificationOf(schoolId)).toMatchObject({ status: 'sent' })
  })

  it('holds no words of the school on its survey, and no markup of a name', async () => {
    const { service, consenting, mailsAbout } = fixture
    const { schoolId, date } = await consenting()
    const rude = await service.caller({
      role: 'school',
      name: '<b>Bob</b>\r\nBcc: x@y.nl',
      schools: [schoolId],
    })
    await rude.change(schoolId, 1, terms({ deliveryDate: date, conduct: { surveyedGroup: 'Een geheim' } }))
    const [, mail] = await mailsAbout(schoolId)
    expect(mail?.text).toContain('<b>Bob</b>Bcc: x\u2060@\u2060y\u2060.\u2060nl')
    expect(mail?.html).toContain('&lt;b&gt;Bob')
    expect(mail?.html).not.toContain('<b>Bob')
    expect(mail?.subject).not.toMatch(/[\r\n]/)
    expect(JSON.stringify(mail)).not.toContain('geheim')
  })
})

describe('a mail that cannot be sent yet', () => {
  it.each(['throttle', 'error'])('(%s) waits, and is sent once', async kind => {
    const { service, consenting, mailsAbout } = fixture
    await service.orderMailFaults(kind, kind, kind)
    const { schoolId } = await consenting()
    expect(await mailsAbout(schoolId)).toEqual([])
    expect(await notificationOf(schoolId)).toEqual({ status: 'pending', sentAt: null })
    await waitSeconds(HOUR)
    expect(await mailsAbout(schoolId)).toHaveLength(1)
    const { status, sentAt } = await notificationOf(schoolId)
    expect({ status, sentAt }).toEqual({ status: 'sent', sentAt: (await mailsAbout(schoolId))[0]?.sentAt })
    await waitSeconds(HOUR)
    expect(await mailsAbout(schoolId)).toHaveLength(1)
  })
})

describe('a mail that comes back', () => {
  it('is shown as such, and makes no version', async () => {
    const { service, consenting, mailsAbout, school } = fixture
    await service.orderMailFaults('bounced')
    const { schoolId } = await consenting()
    const [mail, ...more] = await mailsAbout(schoolId)
    expect(more).toEqual([])
    expect(await school.consent(schoolId)).toMatchObject({
      version: 1,
      notification: { status: 'bounced', sentAt: mail?.sentAt },
    })
    expect(await school.eventTypes(schoolId)).toEqual(['given'])
  })
})
