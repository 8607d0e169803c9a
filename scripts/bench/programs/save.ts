import { Hono } from 'hono'
import * as z from 'zod'
import { gateway, type HttpHandler } from '../../../infra/local/gateway.ts'
import { terms } from '../../../test/support/api/terms.ts'
import { costOf, interleaved } from '../cost.ts'

const [handlerFile = '', path = '', token = '', times = ''] = process.argv.slice(2)

const body = { ...terms(), deliveryDate: '2099-07-01' }
const { handler } = (await import(handlerFile)) as { handler: HttpHandler }
const answer = gateway({ 'consent-api': handler }, () => 'request-1')

let version = 0
const save = async () => {
  const precondition = version === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...precondition }
  const answered = await answer({
    method: 'PUT',
    url: path,
    headers,
    body: Buffer.from(JSON.stringify(body)),
  })
  if (answered.statusCode !== 200 && answered.statusCode !== 201) throw new Error(JSON.stringify(answered))
  version += 1
  return answered.body ?? ''
}

const sentence = z.string().trim().min(1).max(2000)
const schema = z.strictObject({
  boardApproval: z.literal(true),
  boardNotification: z.literal(true),
  level: z.enum(['school', 'education-type']),
  deliveryDate: z.iso.date(),
  conduct: z.strictObject({
    representative: z.boolean(),
    surveyedGroup: sentence,
    anonymous: z.boolean(),
    notAnonymousReason: sentence.optional(),
  }),
})
const consent = JSON.parse(await save())
const app = new Hono().put(':path{.+}', async context => {
  const parsed = schema.safeParse(await context.req.json())
  if (!parsed.success) return context.json(parsed.error.issues, 400)
  return context.json({ ...consent, ...parsed.data }, 200, { ETag: '"1"' })
})
const route = async () => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answered = await app.request(path, { method: 'PUT', headers, body: JSON.stringify(body) })
  if (answered.status !== 200) throw new Error(await answered.text())
  await answered.text()
}

// One of each in turn, as an instance is asked: in a row of the same, a route so small stays in the processor's cache.
const runs = { ours: () => costOf(save), reference: () => costOf(route) }
// Warm: what was run before is compiled.
await interleaved(Math.ceil(Number(times) / 9), runs)
process.send?.(await interleaved(Number(times), runs))
process.exit()
