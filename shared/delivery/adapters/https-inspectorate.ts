import * as z from 'zod/mini'
import type { Receipt } from '../../consent/log.ts'
import { sha256, sha256Hex } from '../../platform/canonical.ts'
import type { Log } from '../../platform/log.ts'
import { type Clock, instantFrom } from '../../platform/time.ts'
import type { AttemptOutcome, Inspectorate } from '../ports.ts'
import type { AccessTokens } from './client-credentials.ts'
import {
  BadAnswer,
  discard,
  type Fetch,
  jsonOf,
  NotSent,
  type Sending,
  secondsUntilRetry,
} from './exchange.ts'
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
  log: Pick<Log, 'error'>
  /** Makes the signal that ends waiting after so many milliseconds. */
  timeout: (milliseconds: number) => AbortSignal
}

/** How long each may take, a token included: both, and our own part, fit in the minute of one invocation. */
export const waitingMilliseconds = { deliver: 20_000, find: 10_000 } as const

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
  const { baseUrl, tokens, signer, clock, log } = connection
  let taken: string | undefined

  const exchange = async (
    path: string,
    token: string,
    { headers, ...sending }: Pick<Sending, 'method' | 'headers' | 'body' | 'signal'>,
  ): Promise<Response> => {
    const answer = await connection.fetch(`${baseUrl}/${path}`, {
      ...sending,
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, ...headers },
      redirect: 'manual',
    })
    if (answer.status === 401) tokens.drop(token)
    else taken = token
    return answer
  }

  return {
    async deliver(deliveryId, bytes) {
      const signal = connection.timeout(waitingMilliseconds.deliver)
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': deliveryId,
        'Content-Digest': `sha-256=:${sha256(bytes).toString('base64')}:`,
        'Payload-Signature': await detachedSignature(signer, bytes),
      }
      const access = await tokens.get(signal)
      if (access.kind === 'not-posted') return access
      try {
        const body = Buffer.from(bytes)
        const endedEarly = { kind: 'later', status: 401, retryAfterSeconds: null } as const
        const wasTaken = access.token === taken
        const answer = await exchange('deliveries', access.token, { method: 'POST', headers, body, signal })
        const outcome = await outcomeOf(answer, sha256Hex(bytes), clock)
        return answer.status === 401 && wasTaken ? endedEarly : outcome
      } catch (error) {
        log.error('INSPECTORATE_GAVE_NO_ANSWER', { deliveryId, request: 'delivery' }, error)
        return error instanceof NotSent
          ? { kind: 'later', status: null, retryAfterSeconds: null }
          : { kind: 'unknown', status: null }
      }
    },

    async find(deliveryId, bytes) {
      const signal = connection.timeout(waitingMilliseconds.find)
      const access = await tokens.get(signal)
      if (access.kind === 'not-posted') return 'unknown'
      try {
        const path = `deliveries/${encodeURIComponent(deliveryId)}`
        const answer = await exchange(path, access.token, { method: 'GET', headers: {}, signal })
        if (answer.status === 200) return receiptOf(await jsonOf(answer), sha256Hex(bytes))
        await discard(answer)
        return answer.status === 404 ? 'absent' : 'unknown'
      } catch (error) {
        log.error('INSPECTORATE_GAVE_NO_ANSWER', { deliveryId, request: 'status' }, error)
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
  const retryAfterSeconds = secondsUntilRetry(answer, clock)
  if (status === 429) return { kind: 'later', status, retryAfterSeconds }
  // Of a gateway (502, 504) it tells nothing of the request; of the rest nobody knows whether it is a gateway's.
  if (status >= 500) return { kind: 'unknown', status, retryAfterSeconds }
  return { kind: status >= 400 ? 'refused' : 'unknown', status }
}

const receiptOf = (answer: unknown, expectedDigest: string): Receipt => {
  const { receiptId, receivedAt, payloadDigest } = receiptSchema.parse(answer)
  if (payloadDigest !== expectedDigest) throw new BadAnswer('RECEIPT_FOR_OTHER_BYTES')
  return { receiptId, receivedAt }
}
