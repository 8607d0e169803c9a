import * as z from 'zod/mini'
import type { Receipt } from '../../consent/log.ts'
import { sha256, sha256Hex } from '../../platform/canonical.ts'
import { type Clock, instantFrom, millisecondsOf } from '../../platform/time.ts'
import type { AttemptOutcome, Inspectorate } from '../ports.ts'
import type { Sign } from './payload-signature.ts'

/** The part of the web's `fetch` that is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface InspectorateConnection {
  /** Without a slash at its end. */
  baseUrl: string
  fetch: Fetch
  /** Its failure is thrown: nothing was sent then. */
  sign: Sign
  clock: Clock
  /** Makes the signal that ends waiting for one answer, its body included. */
  timeout: () => AbortSignal
}

const receiptSchema = z.object({
  receiptId: z.string().check(z.regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u)),
  receivedAt: z.pipe(z.string(), z.transform(instantFrom)),
  payloadDigest: z.string(),
})

/** Errors of `fetch` that come before the first byte leaves. After any other, something may have arrived. */
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

/**
 * The endpoint of the inspectorate over HTTPS (contract, section 6). Redirects are never followed. What lies outside
 * the contract, a redirect, another 2xx, a receipt that cannot be read or is for other bytes, is `unknown`.
 */
export const httpsInspectorate = (connection: InspectorateConnection): Inspectorate => {
  const { baseUrl, sign, clock } = connection
  const exchange = (path: string, init: RequestInit) =>
    connection.fetch(`${baseUrl}/${path}`, { ...init, redirect: 'manual', signal: connection.timeout() })

  return {
    async deliver(deliveryId, bytes) {
      const headers = {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'Idempotency-Key': deliveryId,
        'Content-Digest': `sha-256=:${sha256(bytes).toString('base64')}:`,
        'Payload-Signature': await sign(bytes),
      }
      try {
        const answer = await exchange('deliveries', { method: 'POST', headers, body: Buffer.from(bytes) })
        return await outcomeOf(answer, sha256Hex(bytes), clock)
      } catch (error) {
        return neverConnected(error) ? { kind: 'later', retryAfterSeconds: null } : { kind: 'unknown' }
      }
    },

    async find(deliveryId) {
      const headers = { Accept: 'application/json' }
      try {
        const answer = await exchange(`deliveries/${encodeURIComponent(deliveryId)}`, { headers })
        if (answer.status === 200) return receiptOf(await answer.json())
        await answer.body?.cancel()
        return answer.status === 404 ? 'absent' : 'unknown'
      } catch {
        return 'unknown'
      }
    },
  }
}

/** Throws where the receipt is not one for these bytes. */
const outcomeOf = async (answer: Response, payloadDigest: string, clock: Clock): Promise<AttemptOutcome> => {
  const { status, headers } = answer
  if (status === 200 || status === 201)
    return { kind: 'delivered', receipt: receiptOf(await answer.json(), payloadDigest) }

  // An unread body would keep its connection from being used again.
  await answer.body?.cancel()
  if (status === 429 || status >= 500)
    return { kind: 'later', retryAfterSeconds: secondsUntilRetry(headers.get('Retry-After'), clock) }
  return status >= 400 ? { kind: 'refused', status } : { kind: 'unknown' }
}

const receiptOf = (answer: unknown, expectedDigest?: string): Receipt => {
  const { receiptId, receivedAt, payloadDigest } = receiptSchema.parse(answer)
  if (expectedDigest && payloadDigest !== expectedDigest) throw new Error('the receipt is for other bytes')
  return { receiptId, receivedAt }
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3); null where it is absent or neither. */
const secondsUntilRetry = (retryAfter: string | null, clock: Clock): number | null => {
  if (retryAfter === null) return null
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter)
  const moment = retryAfter.endsWith(' GMT') ? Date.parse(retryAfter) : Number.NaN
  return Number.isNaN(moment) ? null : Math.max(0, Math.ceil((moment - millisecondsOf(clock())) / 1000))
}

const neverConnected = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && NEVER_CONNECTED.includes(String(cause.code))
}
