import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LocalService, localService } from '../support/api/local-service.ts'
import * as paths from '../support/api/paths.ts'
import { operator as operatorUser, schoolUser } from '../support/api/people.ts'
import { terms } from '../support/api/terms.ts'

const DATE = '2027-06-01'
const figures = `VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN
99AA00;2026-2027;VMBO-GT;164
99AA00;2026-2027;HAVO;300
99AA00;2026-2027;VWO;127
99BA00;2026-2027;BO;321
`

let service: LocalService
beforeAll(async () => {
  service = await localService()
})
afterAll(() => service.stop())

it('a table that is lost in the night of a delivery is delivered from as it was, figures and all', async () => {
  const school = await service.caller(schoolUser('99AA00'))
  const operator = await service.caller(operatorUser())
  const deliveryPath = `${paths.monitoring('99AA00')}/delivery`
  const { status } = await school.request({
    method: 'PUT',
    path: paths.consent('99AA00'),
    body: { ...terms(), level: 'education-type', deliveryDate: DATE },
    headers: { 'if-none-match': '*' },
  })
  expect(status).toBe(201)
  await service.idle()
  const backup = service.environment.backup()

  await service.moveClockTo('2027-05-31T12:00:00+02:00')
  expect(await operator.bring('pupils', figures)).toMatchObject({ status: 'applied' })
  const { reportDigest } = await school.get<{ reportDigest: string }>(deliveryPath)

  await service.moveClockTo(`${DATE}T00:30:00+02:00`)
  service.environment.loseTable(backup)
  expect(await operator.bring('pupils', figures)).toMatchObject({ status: 'applied' })
  await service.environment.invoke('replay-ledger')
  await service.moveClockTo(`${DATE}T08:00:00+02:00`)

  expect(await school.get(deliveryPath)).toMatchObject({ status: 'delivered', reportDigest })
  const received = await service.received()
  expect(received.map(({ payload }) => /"pupils":300\b/.test(payload))).toEqual([true])
})
