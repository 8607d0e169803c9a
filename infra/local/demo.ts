import { defaults, startLocal } from './start.ts'
import { telling } from './telling.ts'

/** Tells the whole job in one go, with nothing but HTTP calls, and prints what was really answered. */
const { baseUrl, stop } = await startLocal({ ...defaults, port: 0 })

const { call, exampleTerms, heading, show, signIn, moveClockTo } = telling(baseUrl)
const monitoring = '/v1/schools/99AA00/monitorings/2026-2027'
const token = await signIn({ role: 'school', name: 'A. de Jong', schools: ['99AA00'] })

const lastMail = async () => {
  await call('GET', '/_local/idle')
  const mails = (await call('GET', '/_local/mails')).body.items
  const { to, subject, text } = mails.at(-1)
  show(`aan: ${to.join(', ')}`, `onderwerp: ${subject}`, '', ...text.split('\n'))
  return mails.length
}

heading('1. De school kijkt hoe het ervoor staat')
const state = (await call('GET', monitoring, { token })).body
show(
  `${state.schoolName} (${state.schoolId}), ${state.boardName}: ${state.status}`,
  state.results,
  state.levels,
)

heading('2. Ze bekijkt het rapport, op beide niveaus')
const previews: Record<string, string> = {}
for (const level of ['school', 'education-type']) {
  const { document, digest, withheld } = (await call('GET', `${monitoring}/reports/${level}`, { token })).body
  previews[level] = digest
  show(`niveau ${level}, controlecode ${digest}`, `achtergehouden: ${JSON.stringify(withheld)}`)
  for (const { educationType, questionnaire, respondents, responseRate, indicators } of document.groups) {
    const scores = indicators.map(
      (indicator: { name: string; score: number }) => `${indicator.name} ${indicator.score}`,
    )
    show(
      `  ${educationType ?? 'hele school'} (${questionnaire}): ${respondents} respondenten (${responseRate} %), ${scores.join(', ')}`,
    )
  }
}

const terms = { ...(await exampleTerms()), level: 'school', deliveryDate: '2027-06-01' }
const consent = `${monitoring}/consent`

heading('3. Ze geeft toestemming')
const given = await call('PUT', consent, { token, body: terms, headers: { 'If-None-Match': '*' } })
show(
  `${given.status}, ETag ${given.etag}`,
  given.body.statement,
  `te wijzigen tot ${given.body.editableUntil}`,
)

heading('4. De beheerders van het bestuur krijgen bericht')
await lastMail()

heading('5. Ze kiest een ander niveau en een andere datum')
const changes = { ...terms, level: 'education-type', deliveryDate: '2027-07-01' }
const changed = await call('PUT', consent, { token, body: changes, headers: { 'If-Match': given.etag } })
show(`${changed.status}, ETag ${changed.etag}`, changed.body.statement)

heading('6. Ze trekt de toestemming in')
const withdrawn = await call('DELETE', consent, { token, headers: { 'If-Match': changed.etag } })
show(`${withdrawn.status}, ETag ${withdrawn.etag}`, withdrawn.body.statement)

heading('7. En geeft haar opnieuw')
const again = await call('PUT', consent, { token, body: changes, headers: { 'If-Match': withdrawn.etag } })
show(`${again.status}, ETag ${again.etag}`, again.body.statement)
show((await call('GET', `${monitoring}/delivery`, { token })).body)

heading('8. Het wordt 1 juli 2027; wijzigen kan niet meer')
await moveClockTo('2027-07-01T00:00:00+02:00')
const late = await call('DELETE', consent, { token, headers: { 'If-Match': again.etag } })
show(`${late.status} ${late.body.code}: ${late.body.detail}`)

heading('9. Om acht uur is er precies één levering bij de inspectie')
await moveClockTo('2027-07-01T08:00:00+02:00')
const received = (await call('GET', '/_local/inspectorate/deliveries')).body.items
const delivery = (await call('GET', `${monitoring}/delivery`, { token })).body
show(`ontvangen leveringen: ${received.length}`, delivery)
const isPreviewed = delivery.reportDigest === previews['education-type']
show(`de controlecode is die van het bekeken rapport: ${isPreviewed ? 'ja' : 'nee'}`)

heading('10. Het bestuur hoort dat er geleverd is')
const mails = await lastMail()
show('', `berichten in totaal: ${mails}`)

await stop()
process.exitCode = received.length === 1 && isPreviewed ? 0 : 1
