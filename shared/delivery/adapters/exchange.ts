import { type Clock, millisecondsOf } from '../../platform/time.ts'

/** One request, as the web's `fetch` takes it. */
export interface Sending {
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body?: string | Buffer<ArrayBuffer>
  redirect: 'manual'
  /** Ends waiting for the answer, its body included. */
  signal: AbortSignal
}

/** The part of the web's `fetch` that is used here. Throws `NotSent` where nothing went, else anything else. */
export type Fetch = (url: string, sending: Sending) => Promise<Response>

/** Not one byte of a request left: no address, no connection, or nobody who could prove to be who was meant. */
export class NotSent extends Error {
  override readonly name = 'NotSent'
}

/** An answer that was not agreed to. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer'
  readonly code: 'TOO_LONG' | 'RECEIPT_FOR_OTHER_BYTES'

  constructor(code: BadAnswer['code']) {
    super(code)
    this.code = code
  }
}

/** What is said in answer to us fits in far less. */
const LONGEST_ANSWER_BYTES = 65_536

/** Reads an answer of at most 64 KB as JSON. Throws where it is longer, breaks off or is no JSON. */
export const jsonOf = async (answer: Response): Promise<unknown> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body ?? []) {
    length += chunk.length
    if (length > LONGEST_ANSWER_BYTES) throw new BadAnswer('TOO_LONG')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString())
}

/** Lets go of an answer, of which the connection would stay open. That it breaks now is no matter. */
export const discard = async (answer: Response): Promise<void> => answer.body?.cancel().catch(() => undefined)

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3); null where it is absent or neither. */
export const secondsUntilRetry = ({ headers }: Response, clock: Clock): number | null => {
  const retryAfter = headers.get('Retry-After')
  if (retryAfter === null) return null
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter)
  const moment = retryAfter.endsWith(' GMT') ? Date.parse(retryAfter) : Number.NaN
  return Number.isNaN(moment) ? null : Math.max(0, Math.ceil((moment - millisecondsOf(clock())) / 1000))
}
