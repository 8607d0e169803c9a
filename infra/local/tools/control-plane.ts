import type { Instant } from '../../../shared/platform/time.ts'

export interface Mail {
  to: readonly string[]
  subject: string
  text: string
  sentAt: Instant
  /** Where it is shown as a mail program does. */
  page: string
}

/** A delivery as the inspectorate's reference receiver took it; `payload` is the text as it came. */
export interface Received {
  idempotencyKey: string
  receiptId: string
  receivedAt: Instant
  signatureValid: boolean
  payload: string
}

const call = async <Shape>(path: string, body?: object): Promise<Shape> => {
  const sent = body && {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }
  const response = await fetch(`/_local/${path}`, { cache: 'no-store', ...sent })
  if (!response.ok) throw new RangeError((await response.json()).detail)
  return response.json()
}

export const now = async (): Promise<Instant> => (await call<{ now: Instant }>('clock')).now

/** Resolves when all that falls due on the way has been done. Throws a `RangeError` where the moment is in the past. */
export const moveTo = async (moment: Instant): Promise<Instant> =>
  (await call<{ now: Instant }>('clock', { now: moment })).now

/** Oldest first, without what is under way still. */
export const mails = async (): Promise<readonly Mail[]> => {
  await call('idle')
  const { items } = await call<{ items: readonly Omit<Mail, 'page'>[] }>('mails')
  return items.map((mail, at) => ({ ...mail, page: `/_local/mails/${at + 1}` }))
}

/** Oldest first. */
export const received = async (): Promise<readonly Received[]> =>
  (await call<{ items: readonly Received[] }>('inspectorate/deliveries')).items
