import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { administratorsFile, schoolsFile } from '../support/api/import-files.ts'
import { type LocalService, localService } from '../support/api/local-service.ts'
import { secondsAfter } from '../support/api/service-fixture.ts'
import { terms } from '../support/api/terms.ts'

type Caller = Awaited<ReturnType<LocalService['caller']>>

const schoolId = '99AA00'
const [former, present] = ['oud@99001.example', 'nieuw@99003.example']
const [formerName, presentName] = ['Stichting De Vier Windstreken', 'Stichting 99003']

let service: LocalService
let operator: Caller
let school: Caller
beforeEach(async () => {
  service = await localService()
  operator = await service.caller({ role: 'operator', name: 'O. Beheer' })
  school = await service.caller({ role: 'school', name: 'A. de Jong', schools: [schoolId] })
  await operator.bring('administrators', administratorsFile('99001', [former]))
  expect((await school.give(schoolId, terms({ level: 'school' }))).status).toBe(201)
})
afterEach(() => service.stop())

const moveTo = async (boardId: string, ...administrators: readonly string[]): Promise<void> => {
  expect((await operator.bring('schools', schoolsFile(boardId, 'VO', [schoolId]))).status).toBe('applied')
  if (administrators.length > 0)
    await operator.bring('administrators', administratorsFile(boardId, administrators))
}
const waitSeconds = async (seconds: number) => service.moveClockTo(secondsAfter(await service.now(), seconds))
/** What was mailed about the school after it was given, by the receiver. */
const told = async () =>
  (await service.mails())
    .filter(({ subject }) => /gewijzigd|ingetrokken|geleverd/i.test(subject) && !/beheerder/i.test(subject))
    .map(({ to, subject }) => `${to}: ${subject.split(':')[0]}`)
    .sort()
const notification = async () => (await school.consent(schoolId)).notification
const withdraw = async () => expect((await school.withdraw(schoolId, 1)).status).toBe(200)

describe('a school that moved to another board after it gave consent', () => {
  it('has each save mailed to the administrators of both, one mail to each board', async () => {
    await moveTo('99003', present)
    await school.change(schoolId, 1, terms({ level: 'school', deliveryDate: '2027-06-01' }))
    await school.withdraw(schoolId, 2)
    expect(await told()).toEqual([
      `${present}: Toestemming gewijzigd`,
      `${present}: Toestemming ingetrokken`,
      `${former}: Toestemming gewijzigd`,
      `${former}: Toestemming ingetrokken`,
    ])
    expect(await notification()).toMatchObject({ status: 'sent' })
  })

  it('tells each board that it is mailed as that board, and of both boards', async () => {
    await moveTo('99003', present)
    await withdraw()
    const mails = (await service.mails()).filter(({ subject }) =>
      subject.startsWith('Toestemming ingetrokken'),
    )
    for (const { to, text } of mails) {
      expect(text).toContain(
        `- Bestuur bij de toestemming: ${formerName}\n- Bestuur van de school nu: ${presentName}\n`,
      )
      expect(text).toContain(`gebruikersbeheerders van ${to[0] === present ? presentName : formerName}`)
    }
  })

  it('has what is no save mailed to the board of the consent alone', async () => {
    await moveTo('99003', present)
    await service.moveClockTo('2027-07-01T12:00:00+02:00')
    expect(await told()).toEqual([expect.stringContaining(former)])
  })

  it('gives consent anew under its present board, whose mail it is then', async () => {
    await withdraw()
    await moveTo('99003', present)
    await school.change(schoolId, 2, terms({ level: 'school' }))
    expect((await service.mails()).at(-1)?.to).toEqual([present])
  })

  it.each([
    ['first', ['throttle']],
    ['second', ['throttle', 'throttle']],
  ])('has one of the two mails sent later where the %s fails, and the other not twice', async (_, faults) => {
    await moveTo('99003', present)
    await service.orderMailFaults(...faults)
    await withdraw()
    expect(await notification()).toMatchObject({ status: 'pending' })
    await waitSeconds(3600)
    expect(await told()).toEqual([
      `${present}: Toestemming ingetrokken`,
      `${former}: Toestemming ingetrokken`,
    ])
    expect(await notification()).toMatchObject({ status: 'sent' })
  })

  it.each([
    ['rejected', 'failed', 1],
    ['bounced', 'bounced', 2],
  ])('shows the worse of the two where one of them is %s', async (fault, status, mails) => {
    await moveTo('99003', present)
    await service.orderMailFaults(fault)
    await withdraw()
    await waitSeconds(3600)
    expect(await told()).toHaveLength(mails)
    expect(await notification()).toMatchObject({ status })
  })

  it('has its former board mailed though the present one has no administrators', async () => {
    await moveTo('99003')
    await withdraw()
    expect(await told()).toEqual([`${former}: Toestemming ingetrokken`])
    expect(await notification()).toMatchObject({ status: 'sent' })
  })
})
