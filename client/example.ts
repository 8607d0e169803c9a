import { doorlevering, isProblem } from '@doorlevering/client'

const { BASE = 'http://127.0.0.1:3000' } = process.env
const local = (path: string, method = 'GET', body?: object): Promise<Response> =>
  fetch(`${BASE}/_local/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })

/** Who is signed in. Elsewhere this asks the OpenID provider; the local environment gives a token to anybody. */
const token = async (): Promise<string> => {
  const claims = { role: 'school', name: 'A. de Jong', schools: ['99AA00'] }
  const { accessToken } = (await (await local('tokens', 'POST', claims)).json()) as { accessToken: string }
  return accessToken
}

const api = doorlevering({ baseUrl: `${BASE}/v1`, token })
const path = { schoolId: '99AA00', schoolYear: '2026-2027' }
const monitoring = '/schools/{schoolId}/monitorings/{schoolYear}'

/** The answer and its ETag; throws what is to be told to people. */
const answered = async <Data>(call: Promise<{ data?: Data; error?: unknown; response: Response }>) => {
  const { data, error, response } = await call
  if (data === undefined) throw new Error(isProblem(error) ? error.detail : 'Probeer het later opnieuw.')
  return { data, etag: response.headers.get('ETag') ?? '' }
}

const terms = (level: 'school' | 'education-type', deliveryDate: string) => ({
  boardApproval: true as const,
  boardNotification: true as const,
  level,
  deliveryDate,
  conduct: { representative: true, surveyedGroup: 'Alle leerlingen.', anonymous: true as const },
})

// Where does the school stand, and what would be delivered?
const { data: before } = await answered(api.GET(monitoring, { params: { path } }))
const { data: report } = await answered(
  api.GET(`${monitoring}/reports/{level}`, { params: { path: { ...path, level: 'education-type' } } }),
)
console.log(`${before.schoolName}: ${before.status}, ${report.document.groups.length} groepen`)

// Give consent, change it, withdraw it, and give it again: each from the version before it.
const given = await answered(
  api.PUT(`${monitoring}/consent`, {
    params: { path, header: { 'If-None-Match': '*' } },
    body: terms('school', '2027-07-01'),
  }),
)
console.log(given.data.statement)
const changed = await answered(
  api.PUT(`${monitoring}/consent`, {
    params: { path, header: { 'If-Match': given.etag } },
    body: terms('education-type', '2027-06-01'),
  }),
)
const withdrawn = await answered(
  api.DELETE(`${monitoring}/consent`, { params: { path, header: { 'If-Match': changed.etag } } }),
)
console.log(withdrawn.data.statement)
const again = await answered(
  api.PUT(`${monitoring}/consent`, {
    params: { path, header: { 'If-Match': withdrawn.etag } },
    body: terms('education-type', '2027-06-01'),
  }),
)
console.log(again.data.statement)

// Let it be 1 June, eight o'clock.
await local('clock', 'PUT', { now: '2027-06-01T08:00:00+02:00' })
const { data: delivery } = await answered(api.GET(`${monitoring}/delivery`, { params: { path } }))
console.log(`${delivery.status}: ${delivery.receiptId}, ${delivery.reportDigest === report.digest}`)

// Too late: the API says no, and why.
const now = await answered(api.GET(`${monitoring}/consent`, { params: { path } }))
await answered(
  api.DELETE(`${monitoring}/consent`, { params: { path, header: { 'If-Match': now.etag } } }),
).catch((refused: Error) => console.log(refused.message))
