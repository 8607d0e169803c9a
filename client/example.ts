import createClient from 'openapi-fetch'
import type { paths } from './doorlevering.ts'

const { BASE = 'http://127.0.0.1:3000', TOKEN } = process.env
const api = createClient<paths>({ baseUrl: `${BASE}/v1`, headers: { Authorization: `Bearer ${TOKEN}` } })

const path = { schoolId: '99AA00', schoolYear: '2026-2027' }
const conduct = { representative: true, surveyedGroup: 'Alle leerlingen.', anonymous: true } as const
const agreed = { boardApproval: true, boardNotification: true } as const
const body = { ...agreed, level: 'school', deliveryDate: '2027-07-01', conduct } as const
const { data, error } = await api.PUT('/schools/{schoolId}/monitorings/{schoolYear}/consent', {
  params: { path, header: { 'If-None-Match': '*' } },
  body,
})
if (data) console.log(data.statement)
// What the gateway says by itself (too many requests, above all) is no problem of ours: it has a `message` alone.
else console.error('detail' in error ? error.detail : error.message)
