import { NotSent, type Sending } from '../../shared/delivery/adapters/exchange.ts'
import { sha256Hex } from '../../shared/platform/canonical.ts'
import type { Clock, Instant } from '../../shared/platform/time.ts'
import { InMemoryStore, type Store } from '../store.ts'
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
  /** What it accepted, by idempotency key. */
  received: Store<AcceptedDelivery>
}

/** What it keeps for as long as the process lives. */
export const keptInMemory = (clock: Clock) => ({
  received: new InMemoryStore<AcceptedDelivery>(clock),
  tokens: new InMemoryStore<true>(clock),
  assertions: new InMemoryStore<true>(clock),
})

/**
 * The endpoint of the inspectorate as section 6 of the contract describes it, which no public specification does.
 * It checks everything a sender promises, and fails as ordered.
 */
export class ReferenceInspectorate {
  readonly #options: ReferenceInspectorateOptions
  readonly #tokens: TokenEndpoint
  #faults: InspectorateFault[] = []

  constructor(options: ReferenceInspectorateOptions) {
    this.#options = options
    this.#tokens = new TokenEndpoint(options)
  }

  /** In the order in which they came, each once. */
  deliveries(): Promise<readonly AcceptedDelivery[]> {
    return this.#options.received.all()
  }

  /** The next deliveries fail so, in order; token and status calls do not count. Replaces earlier orders. */
  setFaults(faults: readonly InspectorateFault[]): void {
    this.#faults = [...faults]
  }

  /** Answers any request. Rejects as the sender's `fetch` does where a fault leaves it without an answer. */
  async receive(request: Received): Promise<Response> {
    const { method, url, headers } = request
    if (url === this.#options.tokenUrl) return this.#tokens.answer(request)
    if (!(await this.#tokens.opens(headers.get('Authorization')))) return unauthenticated()
    const { pathname } = new URL(url)
    if (method === 'POST' && pathname.endsWith('/deliveries')) return this.#post(request)
    if (method === 'GET') return this.#status(pathname)
    return problem({ status: 404, code: 'not-found' })
  }

  async #post({ headers, body }: Received): Promise<Response> {
    const fault = this.#faults.shift()
    if (fault?.kind === 'status') return failure(fault.status, fault.retryAfterSeconds)
    if (fault && fault.kind !== 'lost-response') throw noAnswer(fault.kind)
    const answer = await this.#accept(headers, body)
    if (fault) throw noAnswer(fault.kind)
    return answer
  }

  /** Of two senders at once one is first. */
  async #accept(headers: Headers, body: Buffer): Promise<Response> {
    const { clock, isSenders, newReceiptId, received } = this.#options
    const refusal = refusalOf({ headers, body }, isSenders)
    if (refusal) return problem(refusal)

    const idempotencyKey = headers.get('Idempotency-Key') ?? ''
    const payload = body.toString()
    const delivery: AcceptedDelivery = {
      idempotencyKey,
      receiptId: newReceiptId(),
      receivedAt: clock(),
      signatureValid: true,
      headers: Object.fromEntries(headers),
      payload,
    }
    if (await received.add(idempotencyKey, delivery)) return receipt(201, delivery)
    const earlier = await received.find(idempotencyKey)
    return earlier?.payload === payload
      ? receipt(200, earlier)
      : problem({ status: 409, code: 'other-payload-accepted' })
  }

  async #status(pathname: string): Promise<Response> {
    const [, deliveryId = ''] = /\/deliveries\/([^/]+)$/.exec(pathname) ?? []
    const delivery = await this.#options.received.find(deliveryId)
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
