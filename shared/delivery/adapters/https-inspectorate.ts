import * as z from 'zod/mini'
import type { Receipt } from '../../consent/log.ts'
import { sha256, sha256Hex } from '../../platform/canonical.ts'
import { type Clock, instantFrom } from '../../platform/time.ts'
import type { AttemptOutcome, Inspectorate } from '../ports.ts'
import type { AccessTokens } from './client-credentials.ts'
import { discard, type Fetch, jsonOf, NotSent, type Sending, secondsUntilRetry } from './exchange.ts'
import { detachedSignature } from './jws.ts'
import type { Signer } from './signer.ts'

export interface InspectorateConnection {
  /** Without a slash at its end. */
  baseUrl: string
  fetch: Fetch
  tokens: AccessTokens
  /** Its failure is thrown: nothing was sent then. */
  signer: Signer
  clock: Clock
  /** Makes the signal that ends waiting for one answer, its body included. */
  timeout: () => AbortSignal
}

const receiptSchema = z.object({
  receiptId: z.string().check(z.regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u)),
  receivedAt: z.pipe(z.string(), z.transform(instantFrom)),
  payloadDigest: z.string(),
})

/**
 * The endpoint of the inspectorate over HTTPS (contract, section 6). Redirects are never followed. What lies
 * outside the contract, a redirect, another 2xx, a receipt that cannot be read or is for other bytes, is
 * `unknown`. A token that is not taken (401) is dropped. If it was taken before, it ended early, and the delivery
 * is for `later`. If not, it is a refusal as any other 4xx; where our credentials are the cause, `find` is refused
 * too and says `unknown`, so that nothing is called failed for them.
 */
export const httpsInspectorate = (connection: InspectorateConnection): Inspectorate => {
  const { baseUrl, tokens, signer, clock } = connection
  let taken: string | undefined

  const exchange = async (
    path: string,
    token: string,
    { headers, ...sending }: Pick<Sending, 'method' | 'headers' | 'body'>,
  ): Promise<Response> => {
    const answer = await connection.fetch(`${baseUrl}/${path}`, {
      ...sending,
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, ...headers },
      redirect: 'manual',
      signal: connection.timeout(),
    })
    if (answer.status === 401) tokens.drop(token)
    else taken = token
    return answer
  }

  return {
    async deliver(deliveryId, bytes) {
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': deliveryId,
        'Content-Digest': `sha-256=:${sha256(bytes).toString('base64')}:`,
        'Payload-Signature': await detachedSignature(signer, bytes),
      }
      const access = await tokens.get()
      if (access.kind === 'not-posted') return access
      try {
        const body = Buffer.from(bytes)
        const endedEarly = { kind: 'later', status: 401, retryAfterSeconds: null } as const
        const wasTaken = access.token === taken
        const answer = await exchange('deliveries', access.token, { method: 'POST', headers, body })
        const outcome = await outcomeOf(answer, sha256Hex(bytes), clock)
        return answer.status === 401 && wasTaken ? endedEarly : outcome
      } catch (error) {
        return error instanceof NotSent
          ? { kind: 'later', status: null, retryAfterSeconds: null }
          : { kind: 'unknown', status: null }
      }
    },

    async find(deliveryId, bytes) {
      const access = await tokens.get()
      if (access.kind === 'not-posted') return 'unknown'
      try {
        const path = `deliveries/${encodeURIComponent(deliveryId)}`
        const answer = await exchange(path, access.token, { method: 'GET', headers: {} })
        if (answer.status === 200) return receiptOf(await jsonOf(answer), sha256Hex(bytes))
        await discard(answer)
        return answer.status === 404 ? 'absent' : 'unknown'
      } catch {
        return 'unknown'
      }
    },
  }
}

/** Throws where the receipt is not one for these bytes. */
const outcomeOf = async (answer: Response, payloadDigest: string, clock: Clock): Promise<AttemptOutcome> => {
  const { status } = answer
  if (status === 200 || status === 201)
    return { kind: 'delivered', receipt: receiptOf(await jsonOf(answer), payloadDigest) }

  await discard(answer)
  if (status === 429 || status >= 500)
    return { kind: 'later', status, retryAfterSeconds: secondsUntilRetry(answer, clock) }
  return { kind: status >= 400 ? 'refused' : 'unknown', status }
}

const receiptOf = (answer: unknown, expectedDigest: string): Receipt => {
  const { receiptId, receivedAt, payloadDigest } = receiptSchema.parse(answer)
  if (payloadDigest !== expectedDigest) throw new Error('the receipt is for other bytes')
  return { receiptId, receivedAt }
}
