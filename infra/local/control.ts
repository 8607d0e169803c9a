import * as z from 'zod/mini'
import type { Request, Result } from '../../stubs/http.ts'
import { faultsSchema as inspectorateFaults } from '../../stubs/inspectorate/faults.ts'
import { claimsSchema } from '../../stubs/issuer/issuer.ts'
import type { LocalEnvironment } from './environment.ts'
import { receiveUpload } from './fakes/presigned.ts'
import { mailPage } from './mail-page.ts'
import { moment } from './moment.ts'

type Control = (environment: LocalEnvironment, body: unknown) => Promise<unknown>

const mailFaults = z
  .array(z.strictObject({ kind: z.enum(['throttle', 'error', 'lost-response', 'rejected', 'bounced']) }))
  .check(z.maxLength(20_000))

/** The control plane for portal developers and tests (contract section 7). */
const controls: Readonly<Record<string, Control>> = {
  'POST /_local/tokens': async ({ issuer }, body) => ({
    accessToken: await issuer.token(claimsSchema.parse(body)),
  }),
  'GET /_local/clock': async ({ time }) => ({ now: time.clock() }),
  'PUT /_local/clock': async ({ time }, body) => {
    await time.advance(z.object({ now: moment }).parse(body).now)
    await time.idle()
    return { now: time.clock() }
  },
  'GET /_local/idle': async ({ time }) => {
    await time.idle()
    return { idle: true }
  },
  'GET /_local/mails': async ({ mailbox }) => ({
    items: mailbox
      .mails()
      .map(({ to, subject, text, html, sentAt }) => ({ to, subject, text, html, sentAt })),
  }),
  'PUT /_local/mails/faults': async ({ mailbox }, body) => {
    const { faults } = z.object({ faults: mailFaults }).parse(body)
    mailbox.setFaults(faults)
    return { faults }
  },
  'GET /_local/inspectorate/deliveries': async ({ inspectorate }) => ({
    items: await inspectorate.deliveries(),
  }),
  'PUT /_local/inspectorate/faults': async ({ inspectorate }, body) => {
    const { faults } = z.object({ faults: inspectorateFaults }).parse(body)
    inspectorate.setFaults(faults)
    return { faults }
  },
}

/** Answers what is under `/_local`. */
export const control = async (environment: LocalEnvironment, request: Request): Promise<Result> => {
  if (request.url.startsWith('/_local/s3/')) return upload(environment, request)
  const shown = request.method === 'GET' && mailPage(environment.mailbox, request.url)
  if (shown) return shown
  const found = controls[`${request.method} ${request.url.split('?')[0]}`]
  if (!found) return json(404, { detail: 'no such control' })
  try {
    return json(
      200,
      await found(environment, request.body.length > 0 ? JSON.parse(request.body.toString()) : {}),
    )
  } catch (error) {
    if (error instanceof z.core.$ZodError) return json(400, { detail: z.prettifyError(error) })
    if (error instanceof RangeError || error instanceof SyntaxError)
      return json(400, { detail: error.message })
    throw error
  }
}

/** The exception at the seam: what S3 does for a presigned URL. */
const upload = ({ time, uploads, presigning }: LocalEnvironment, request: Request): Promise<Result> =>
  time.run(async () => {
    const receiver = { clock: time.clock, client: presigning, bucket: uploads }
    const { status, headers, body } = await receiveUpload(request, receiver)
    return { statusCode: status, headers: { ...headers }, body }
  })

const json = (statusCode: number, body: unknown): Result => ({
  statusCode,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})
