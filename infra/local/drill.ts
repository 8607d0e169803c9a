import { doorlevering, isProblem } from '../../client/index.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { defaults, startLocal } from './start.ts'

/**
 * Plays the loss of the table on a delivery date, and its restore from a backup that knows nothing of a withdrawal and of
 * a delivery. Ends with 1 where one is forgotten, or the other made twice.
 */
const alarms = new Set<string>()
const log = { info: () => {}, error: (code: string) => void alarms.add(code) }
const { baseUrl, environment, stop } = await startLocal({ ...defaults, port: 0 }, log)
const { inspectorate, issuer, time } = environment

const DATE = '2027-06-01'
const [delivering, withdrawing] = ['99AA00', '99AB00'] as const
const token = () => issuer.token({ role: 'board', name: 'K. de Vries', board: '99001' })
const api = doorlevering({ baseUrl: `${baseUrl}/v1`, token, retries: 0 })
const monitoring = '/schools/{schoolId}/monitorings/{schoolYear}'
const pathOf = (schoolId: string) => ({ schoolId, schoolYear: '2026-2027' })

const heading = (text: string): void => console.log(`\n${text}`)
const show = (text: string): void => console.log(`  ${text}`)

const give = async (schoolId: string): Promise<void> => {
  const conduct = { representative: true, surveyedGroup: 'Alle leerlingen.', anonymous: true as const }
  const { data } = await api.PUT(`${monitoring}/consent`, {
    params: { path: pathOf(schoolId), header: { 'If-None-Match': '*' } },
    body: {
      boardApproval: true,
      boardNotification: true,
      level: 'education-type',
      deliveryDate: DATE,
      conduct,
    },
  })
  show(`${schoolId}: ${data?.statement}`)
}
const withdraw = (schoolId: string) =>
  api.DELETE(`${monitoring}/consent`, { params: { path: pathOf(schoolId), header: { 'If-Match': '"1"' } } })
const look = (schoolId: string) => api.GET(monitoring, { params: { path: pathOf(schoolId) } })
const moveClockTo = async (moment: string): Promise<void> => {
  await time.advance(instantFrom(moment))
  await time.idle()
}

heading('1. Two schools give consent; a backup is made')
for (const schoolId of [delivering, withdrawing]) await give(schoolId)
await time.idle()
const backup = environment.backup()
show(`${backup.length} items`)

heading('2. One of them withdraws; on the date the other is delivered')
await withdraw(withdrawing)
await moveClockTo(`${DATE}T08:00:00+02:00`)
const before = await inspectorate.deliveries()
show(`at the inspectorate: ${before.map(({ idempotencyKey }) => idempotencyKey).join(', ')}`)

heading('3. The table is lost, and restored from that backup')
environment.loseTable(backup)
const { response, error } = await look(withdrawing)
await moveClockTo(`${DATE}T09:00:00+02:00`)
const meanwhile = await inspectorate.deliveries()
show(`a school that looks is told: ${response.status} ${isProblem(error) && error.code}`)
show(`an hour later, at the inspectorate: ${meanwhile.length}`)
show(`operators are alarmed by: ${[...alarms].sort().join(', ')}`)

heading('4. An operator replays the ledger')
show(JSON.stringify(await environment.invoke('replay-ledger')))

heading('5. A day later')
await moveClockTo('2027-06-02T09:00:00+02:00')
const after = await inspectorate.deliveries()
const [delivered, withdrawn] = [await look(delivering), await look(withdrawing)].map(
  ({ data }) => data?.status,
)
show(`${delivering}: ${delivered}`)
show(`${withdrawing}: ${withdrawn}`)
show(`at the inspectorate: ${after.length}`)

await stop()
const isOnce = [before, meanwhile, after].every(({ length }) => length === 1)
const isKept = delivered === 'delivered' && withdrawn === 'consent-withdrawn' && response.status === 503
heading(isOnce && isKept ? 'Nothing was lost, and nothing came twice.' : 'SOMETHING WAS LOST, OR CAME TWICE.')
process.exitCode = isOnce && isKept ? 0 : 1
