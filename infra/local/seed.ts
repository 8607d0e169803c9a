import { readFile } from 'node:fs/promises'
import { doorlevering } from '../../client/index.ts'
import type { LocalEnvironment } from './environment.ts'

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
  eligibility: 'all' as const,
}))

/** Sets the calendar and imports the demo files as an operator does: over the API and the upload it gives. */
export const loadDemoData = async (baseUrl: string, { issuer, time }: LocalEnvironment): Promise<void> => {
  const token = () => issuer.token({ role: 'operator', name: 'Demo' })
  const api = doorlevering({ baseUrl: `${baseUrl}/v1`, token })
  const params = { path: { schoolYear: '2026-2027' } }
  const { error } = await api.PUT('/school-years/{schoolYear}', { params, body: { deliveryWindows } })
  if (error) throw new Error('the calendar was refused', { cause: error })
  for (const [kind, name] of demoFiles) {
    const { importId, uploadUrl } = (await api.POST('/imports', { body: { kind } })).data!
    const body = await readFile(new URL(`./demo-data/${name}`, import.meta.url))
    await fetch(uploadUrl, { method: 'PUT', body })
    await time.idle()
    const { data } = await api.GET('/imports/{importId}', { params: { path: { importId } } })
    if (data?.status !== 'applied') throw new Error(`${name} was not applied: ${JSON.stringify(data)}`)
  }
}
