import { NotSent, type Sending } from '../../shared/delivery/adapters/exchange.ts'
import { sha256Hex } from '../../shared/platform/canonical.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { type InspectorateFault, noAnswer } from './faults.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { type Received, TokenEndpoint, type TokenEndpointOptions } from './token-endpoint.ts'

/** A delivery as the inspectorate received it. `payload` is the text of the body, byte for byte. */
export interface AcceptedDelivery {
  idempotencyKey: string
  receiptId: string
  receivedAt: Instant
  signatureValid: boolean
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  payload: string
}

/** `isSenders` is asked of assertions and of deliveries. */
export interface ReferenceInspectorateOptions extends TokenEndpointOptions {
  newReceiptId: () => string
}

/**
 * The endpoint of the inspectorate as section 6 of the contract describes it, which no public specification does.
 * It checks everything a sender promises, and fails as ordered.
 */
export class ReferenceInspectorate {
  readonly #options: ReferenceInspectorateOptions
  readonly #tokens: TokenEndpoint
  readonly #accepted = new Map<string, AcceptedDelivery>()
  #faults: InspectorateFault[] = []

  constructor(options: ReferenceInspectorateOptions) {
    this.#options = options
    this.#tokens = new TokenEndpoint(options)
  }

  /** In the order in which they came, each once. */
  get deliveries(): readonly AcceptedDelivery[] {
    return [...this.#accepted.values()]
  }

  /** The next deliveries fail so, in order; token and status calls do not count. Replaces earlier orders. */
  setFaults(faults: readonly InspectorateFault[]): void {
    this.#faults = [...faults]
  }

  /** Answers any request. Rejects as the sender's `fetch` does where a fault leaves it without an answer. */
  async receive(request: Received): Promise<Response> {
    const { method, url, headers } = request
    if (url === this.#options.tokenUrl) return this.#tokens.answer(request)
    if (!this.#tokens.opens(headers.get('Authorization'))) return unauthenticated()
    const { pathname } = new URL(url)
    if (method === 'POST' && pathname.endsWith('/deliveries')) return this.#post(request)
    if (method === 'GET') return this.#status(pathname)
    return problem({ status: 404, code: 'not-found' })
  }

  #post({ headers, body }: Received): Response {
    const fault = this.#faults.shift()
    if (fault?.kind === 'status') return failure(fault.status, fault.retryAfterSeconds)
    if (fault && fault.kind !== 'lost-response') throw noAnswer(fault.kind)
    const answer = this.#accept(headers, body)
    if (fault) throw noAnswer(fault.kind)
    return answer
  }

  /** Without a pause between looking and keeping, so that of two senders at once one is first. */
  #accept(headers: Headers, body: Buffer): Response {
    const { clock, isSenders, newReceiptId } = this.#options
    const refusal = refusalOf({ headers, body }, isSenders)
    if (refusal) return problem(refusal)

    const idempotencyKey = headers.get('Idempotency-Key') ?? ''
    const payload = body.toString()
    const earlier = this.#accepted.get(idempotencyKey)
    if (earlier && earlier.payload !== payload)
      return problem({ status: 409, code: 'other-payload-accepted' })
    if (earlier) return receipt(200, earlier)

    const delivery: AcceptedDelivery = {
      idempotencyKey,
      receiptId: newReceiptId(),
      receivedAt: clock(),
      signatureValid: true,
      headers: Object.fromEntries(headers),
      payload,
    }
    this.#accepted.set(idempotencyKey, delivery)
    return receipt(201, delivery)
  }

  #status(pathname: string): Response {
    const [, deliveryId = ''] = /\/deliveries\/([^/]+)$/.exec(pathname) ?? []
    const delivery = this.#accepted.get(deliveryId)
    return delivery ? receipt(200, delivery) : problem({ status: 404, code: 'not-found' })
  }
}

/** What a `fetch` is asked to send, as far as the receiver sees it. */
export type Sent = Pick<Sending, 'headers' | 'body'> & { readonly method: string }

/** The receiver as a `fetch` that reaches it without a network, at and under these URLs only. */
export const fetchOf =
  (receiver: ReferenceInspectorate, urls: readonly string[]) =>
  async (url: string, { method, headers, body = '' }: Sent): Promise<Response> => {
    if (!urls.some(known => url === known || url.startsWith(`${known}/`))) throw new NotSent('no such host')
    return receiver.receive({ method, url, headers: new Headers(headers), body: Buffer.from(body) })
  }

const receipt = (status: 200 | 201, { receiptId, receivedAt, payload }: AcceptedDelivery): Response =>
  Response.json({ receiptId, receivedAt, payloadDigest: sha256Hex(payload) }, { status })

const problem = ({ status, code }: Refusal): Response =>
  Response.json({ status, code }, { status, headers: { 'Content-Type': 'application/problem+json' } })

/** RFC 6750, 3. */
const unauthenticated = (): Response => {
  const answer = problem({ status: 401, code: 'unauthenticated' })
  answer.headers.set('WWW-Authenticate', 'Bearer error="invalid_token"')
  return answer
}

const failure = (status: number, retryAfterSeconds: number | undefined): Response => {
  const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  return new Response(null, { status, headers })
}
