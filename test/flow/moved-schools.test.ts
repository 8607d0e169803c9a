import { afterAll, beforeAll, expect, it } from 'vitest'
import { administratorsFile, schoolsFile } from '../support/api/import-files.ts'
import { type LocalService, localService } from '../support/api/local-service.ts'
import { terms } from '../support/api/terms.ts'

const [former, present] = ['oud@99001.example', 'nieuw@99003.example']
const [formerName, presentName] = ['Stichting De Vier Windstreken', 'Stichting 99003']

let service: LocalService
beforeAll(async () => {
  service = await localService()
})
afterAll(() => service.stop())

it('a school that moved after it gave consent has each save mailed to both boards, one mail to each', async () => {
  const operator = await service.caller({ role: 'operator', name: 'O. Beheer' })
  const school = await service.caller({ role: 'school', name: 'A. de Jong', schools: ['99AA00'] })
  await operator.bring('administrators', administratorsFile('99001', [former]))
  expect((await school.give('99AA00', terms())).status).toBe(201)
  await operator.bring('schools', schoolsFile('99003', 'VO', ['99AA00']))
  await operator.bring('administrators', administratorsFile('99003', [present]))
  const seen = (await service.mails()).length

  await school.change('99AA00', 1, terms({ deliveryDate: '2027-06-01' }))
  await school.withdraw('99AA00', 2)
  const mails = (await service.mails()).slice(seen)
  expect(mails.map(({ to, subject }) => `${to}: ${subject.split(':')[0]}`).sort()).toEqual([
    `${present}: Toestemming gewijzigd`,
    `${present}: Toestemming ingetrokken`,
    `${former}: Toestemming gewijzigd`,
    `${former}: Toestemming ingetrokken`,
  ])
  expect((await school.consent('99AA00')).notification).toMatchObject({ status: 'sent' })
  for (const { to, text } of mails) {
    expect(text).toContain(
      `- Bestuur bij de toestemming: ${formerName}\n- Bestuur van de school nu: ${presentName}\n`,
    )
    expect(text).toContain(`gebruikersbeheerders van ${to[0] === present ? presentName : formerName}`)
  }
})
