import { readFile } from 'node:fs/promises'

/** The demo data's files, in the order in which one needs the other. */
export const demoFiles = [
  ['schools', 'schools.csv'],
  ['administrators', 'administrators.csv'],
  ['pupils', 'pupils.csv'],
  ['respondents', 'respondents-lto-vo.csv'],
  ['respondents', 'respondents-prozo.csv'],
  ['respondents', 'respondents-lto-po.csv'],
] as const

const deliveryWindows = ['2027-06-01', '2027-07-01'].map(date => ({
  fromDate: date,
  untilDate: date,
  eligibility: 'all',
}))

/** Sets the calendar and imports the demo files as an operator does: over the API and the upload it gives. */
export const loadDemoData = async (baseUrl: string): Promise<void> => {
  const { accessToken } = await call(`${baseUrl}/_local/tokens`, 'POST', { role: 'operator', name: 'Demo' })
  const api = (path: string, method: string, body?: unknown) =>
    call(`${baseUrl}/v1${path}`, method, body, accessToken)

  await api('/school-years/2026-2027', 'PUT', { deliveryWindows })
  for (const [kind, name] of demoFiles) {
    const { importId, uploadUrl } = await api('/imports', 'POST', { kind })
    const body = await readFile(new URL(`./demo-data/${name}`, import.meta.url))
    const uploaded = await fetch(String(uploadUrl), { method: 'PUT', body })
    if (!uploaded.ok) throw new Error(`upload of ${name} was answered with ${uploaded.status}`)
    await call(`${baseUrl}/_local/idle`, 'GET')
    const { status, errors } = await api(`/imports/${importId}`, 'GET')
    if (status !== 'applied') throw new Error(`${name} was ${status}: ${JSON.stringify(errors)}`)
  }
}

const call = async (
  url: string,
  method: string,
  body?: unknown,
  token?: unknown,
): Promise<Record<string, unknown>> => {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok)
    throw new Error(`${method} ${url} was answered with ${response.status}: ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}
