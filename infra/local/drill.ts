import { defaults, startLocal } from './start.ts'
import { telling } from './telling.ts'

/**
 * Plays the loss of the table on a delivery date, and its restore from a backup that knows nothing of a withdrawal and of
 * a delivery. Ends with 1 where one is forgotten, or the other made twice.
 */
const alarms = new Set<string>()
const log = { info: () => {}, error: (code: string) => void alarms.add(code) }
const { baseUrl, environment, stop } = await startLocal({ ...defaults, port: 0 }, log)
const { call, exampleTerms, heading, show, signIn, moveClockTo } = telling(baseUrl)

const DATE = '2027-06-01'
const token = await signIn({ role: 'board', name: 'K. de Vries', board: '99001' })
const pathOf = (schoolId: string): string => `/v1/schools/${schoolId}/monitorings/2026-2027`
const [delivering, withdrawing] = ['99AA00', '99AB00'] as const

const consentOf = (schoolId: string) => call('GET', `${pathOf(schoolId)}/consent`, { token })
const statusOf = async (schoolId: string): Promise<string> =>
  (await call('GET', pathOf(schoolId), { token })).body.status ?? 'not answered'
const received = async () => (await call('GET', '/_local/inspectorate/deliveries')).body.items

const give = async (schoolId: string): Promise<void> => {
  const body = { ...(await exampleTerms()), deliveryDate: DATE }
  const given = await call('PUT', `${pathOf(schoolId)}/consent`, {
    token,
    body,
    headers: { 'If-None-Match': '*' },
  })
  show(`${schoolId}: ${given.status}, ${given.body.statement}`)
}

heading('1. Two schools give consent; a backup is made')
for (const schoolId of [delivering, withdrawing]) await give(schoolId)
await call('GET', '/_local/idle')
const backup = environment.backup()
show(`${backup.length} items`)

heading('2. One of them withdraws; on the date the other is delivered')
const { etag } = await consentOf(withdrawing)
await call('DELETE', `${pathOf(withdrawing)}/consent`, { token, headers: { 'If-Match': etag } })
await moveClockTo(`${DATE}T08:00:00+02:00`)
const before = await received()
show(`at the inspectorate: ${before.map((one: { idempotencyKey: string }) => one.idempotencyKey).join(', ')}`)

heading('3. The table is lost, and restored from that backup')
environment.loseTable(backup)
const refused = await consentOf(withdrawing)
await moveClockTo(`${DATE}T09:00:00+02:00`)
const meanwhile = await received()
show(`a school that looks is told: ${refused.status} ${refused.body.code}`)
show(`an hour later, at the inspectorate: ${meanwhile.length}`)
show(`operators are alarmed by: ${[...alarms].sort().join(', ')}`)

heading('4. An operator replays the ledger')
show(await environment.invoke('replay-ledger'))

heading('5. A day later')
await moveClockTo('2027-06-02T09:00:00+02:00')
const after = await received()
const [delivered, withdrawn] = [await statusOf(delivering), await statusOf(withdrawing)]
show(`${delivering}: ${delivered}`, `${withdrawing}: ${withdrawn}`, `at the inspectorate: ${after.length}`)

await stop()
const isOnce = before.length === 1 && meanwhile.length === 1 && after.length === 1
const isKept = delivered === 'delivered' && withdrawn === 'consent-withdrawn' && refused.status === 503
show(
  '',
  isOnce && isKept ? 'Nothing was lost, and nothing came twice.' : 'SOMETHING WAS LOST, OR CAME TWICE.',
)
process.exitCode = isOnce && isKept ? 0 : 1
