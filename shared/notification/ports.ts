import type { TraceId } from '../platform/trace.ts'

export interface Mail {
  to: readonly string[]
  subject: string
  text: string
  html: string
  /** Names the event or the announcement it is about, by ids only: `99AA00_2026-2027_3`. Comes back with a bounce. */
  reference: string
  traceId: TraceId
}

/** `sent`: to at least one receiver. `rejected`: for good. `no-turn`: not tried, since its turn is too far off. */
export type MailOutcome = 'sent' | 'rejected' | 'no-turn'

/**
 * Sends one message to all its receivers together, `to` in the order in which the board lists them. Throws where it was
 * throttled, failed, or not answered (it may have been sent).
 */
export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>
}

/** The rate to which all who mail keep together, in addressees, as SES counts them. */
export interface MailRate {
  /** Takes the turn of a mail to so many, in so many milliseconds; undefined where the next turn is too far off to be taken. */
  reserve(addressees: number): Promise<number | undefined>
}
