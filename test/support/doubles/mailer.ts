import type { MailFault } from '../../../infra/local/fakes/mailbox.ts'
import type { Mail, Mailer, MailOutcome } from '../../../shared/notification/ports.ts'

/** A mailer without a wire: keeps what it sends, and fails as ordered. */
export class InMemoryMailer implements Mailer {
  readonly #sent: Mail[] = []
  #faults: MailFault[] = []

  /** What the receivers got, in order; after a lost response too. */
  get sent(): readonly Mail[] {
    return this.#sent
  }

  /** The next sends fail so, in order. A bounce comes only later: it does not show here. */
  setFaults(faults: readonly MailFault[]): void {
    this.#faults = [...faults]
  }

  async send(mail: Mail): Promise<MailOutcome> {
    const fault = this.#faults.shift()?.kind
    if (fault === 'rejected') return 'rejected'
    if (fault === 'throttle' || fault === 'error') throw new Error(fault)
    this.#sent.push(mail)
    if (fault === 'lost-response') throw new Error(fault)
    return 'sent'
  }
}
