import type { TraceId } from '../platform/trace.ts'

export interface Mail {
  to: readonly string[]
  subject: string
  text: string
  html: string
  /** Names the event or the notice it is about, by ids only: `99AA00_2026-2027_3`. Comes back with a bounce. */
  reference: string
  traceId: TraceId
}

/** `later`: throttled, failed, or no answer (it may have been sent all the same). `rejected`: never to be sent. */
export type MailOutcome = 'sent' | 'later' | 'rejected'

/** Sends one message to all its receivers together. */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>
}
