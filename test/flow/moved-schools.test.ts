import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { administratorsFile, schoolsFile } from '../support/api/import-files.ts'
import { type LocalService, localService } from '../support/api/local-service.ts'
import { secondsAfter } from '../support/api/service-fixture.ts'
import { terms } from '../support/api/terms.ts'

type Caller = Awaited<ReturnType<LocalService['caller']>>

const [former, present] = ['oud@99001.example', 'nieuw@99003.example']
const [formerName, presentName] = ['Stichting De Vier Windstreken', 'Stichting 99003']

/** Each test has a school of its own, which gave consent. */
let service: LocalService
let operator: Caller
let school: Caller
let schoolId: string
const schoolIds = ['99AA00', '99AC00', '99AD00', '99AB00']
beforeAll(async () => {
  service = await localService()
  operator = await service.caller({ role: 'operator', name: 'O. Beheer' })
  school = await service.caller({ role: 'school', name: 'A. de Jong', schools: schoolIds })
  await operator.bring('administrators', administratorsFile('99001', [former]))
})
beforeEach(async () => {
  schoolId = schoolIds.shift() ?? ''
  expect((await school.give(schoolId, terms())).status).toBe(201)
})
afterAll(() => service.stop())

const move = async (): Promise<void> => {
  expect((await operator.bring('schools', schoolsFile('99003', 'VO', [schoolId]))).status).toBe('applied')
  await operator.bring('administrators', administratorsFile('99003', [present]))
}
/** What was mailed about the school after it was given. */
const mails = async () =>
  (await service.mails()).filter(
    ({ subject, text }) => /gewijzigd|ingetrokken|geleverd/i.test(subject) && text.includes(schoolId),
  )
const told = async () => (await mails()).map(({ to, subject }) => `${to}: ${subject.split(':')[0]}`).sort()
const notification = async () => (await school.consent(schoolId)).notification

describe('a school that moved to another board after it gave consent', () => {
  it('has each save mailed to the administrators of both, one mail to each board, as that board', async () => {
    await move()
    await school.change(schoolId, 1, terms({ deliveryDate: '2027-06-01' }))
    await school.withdraw(schoolId, 2)
    expect(await told()).toEqual([
      `${present}: Toestemming gewijzigd`,
      `${present}: Toestemming ingetrokken`,
      `${former}: Toestemming gewijzigd`,
      `${former}: Toestemming ingetrokken`,
    ])
    expect(await notification()).toMatchObject({ status: 'sent' })
    for (const { to, text } of await mails()) {
      expect(text).toContain(
        `- Bestuur bij de toestemming: ${formerName}\n- Bestuur van de school nu: ${presentName}\n`,
      )
      expect(text).toContain(`gebruikersbeheerders van ${to[0] === present ? presentName : formerName}`)
    }
  })

  it('gives consent anew under its present board, whose mail it is then', async () => {
    await school.withdraw(schoolId, 1)
    await move()
    await school.change(schoolId, 2, terms())
    expect((await service.mails()).at(-1)?.to).toEqual([present])
  })

  it('has one of the two mails sent later where it fails, and the other not twice', async () => {
    await move()
    await service.orderMailFaults('throttle')
    await school.withdraw(schoolId, 1)
    expect(await notification()).toMatchObject({ status: 'pending' })
    await service.moveClockTo(secondsAfter(await service.now(), 3600))
    expect(await told()).toEqual([
      `${present}: Toestemming ingetrokken`,
      `${former}: Toestemming ingetrokken`,
    ])
    expect(await notification()).toMatchObject({ status: 'sent' })
  })

  it('has what is no save mailed to the board of the consent alone', async () => {
    await move()
    await service.moveClockTo('2027-07-01T12:00:00+02:00')
    expect(await told()).toEqual([expect.stringContaining(former)])
  })
})
