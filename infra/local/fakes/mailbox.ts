import { MessageRejected, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses'
import type { Instant } from '../../../shared/platform/time.ts'
import type { VirtualTime } from '../virtual-time.ts'
import {
  commandName,
  lostAnswer,
  metadata,
  type SdkCommand,
  type Sends,
  serviceError,
  unsupported,
} from './sdk.ts'

/** A mail that was sent. */
export interface Mail {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly sentAt: Instant
  /** By their names. */
  readonly tags: Readonly<Record<string, string>>
}

/**
 * How a send goes wrong. `throttle`, `error` and `rejected`: nothing is sent; the last for good. `lost-response`: it is sent,
 * and the connection breaks. `bounced`: it is sent, and comes back.
 */
export interface MailFault {
  readonly kind: 'throttle' | 'error' | 'lost-response' | 'rejected' | 'bounced'
}

/** Told of a mail that came back what the rule of EventBridge hands on: what it was about, by its tag `event`. */
export type OnFeedback = (reference: string | undefined) => void | Promise<void>

const refusals: Partial<Record<MailFault['kind'], () => Error>> = {
  throttle: () => serviceError('Throttling', 400, 'Maximum sending rate exceeded.'),
  error: () => serviceError('ServiceUnavailable', 503, 'Service is unavailable.'),
  rejected: () => new MessageRejected({ message: 'Email content was rejected.', $metadata: metadata(400) }),
}

/** What SES takes of an address; one that it does not take refuses the whole mail. */
const TAKEN = /^[\x21-\x7e]{1,64}@[\x21-\x7e]{1,255}$/

/** SES that sends to nobody: it keeps the mails, and goes wrong as ordered. */
export class FakeMailbox implements Sends {
  readonly #time: VirtualTime
  readonly #onFeedback: OnFeedback
  readonly #mails: Mail[] = []
  #faults: readonly MailFault[] = []
  #faultsUsed = 0

  /** `onFeedback` is called in the instant of the send, but after its answer was given. */
  constructor(time: VirtualTime, onFeedback: OnFeedback = () => {}) {
    this.#time = time
    this.#onFeedback = onFeedback
  }

  /** Oldest first. */
  mails(): readonly Mail[] {
    return [...this.#mails]
  }

  /** The next sends fail so, in order. Replaces the list before. */
  setFaults(faults: readonly MailFault[]): void {
    this.#faults = [...faults]
    this.#faultsUsed = 0
  }

  async send(command: SdkCommand): Promise<object> {
    if (!(command instanceof SendEmailCommand)) throw unsupported(commandName(command))
    const mail = this.#mailOf(command.input)
    const fault = this.#faults[this.#faultsUsed]?.kind
    this.#faultsUsed += 1
    const refusal = fault && refusals[fault]
    if (refusal !== undefined) throw refusal()
    this.#mails.push(mail)
    if (fault === 'lost-response') throw lostAnswer()
    if (fault === 'bounced' && command.input.ConfigurationSetName !== undefined)
      this.#time.at(this.#time.clock(), () => this.#onFeedback(mail.tags.event))
    return { $metadata: metadata() }
  }

  #mailOf(input: SendEmailCommandInput): Mail {
    const to = input.Destination?.ToAddresses ?? []
    const { Subject: subject, Body: body } = input.Message ?? {}
    if (!input.Source || to.length === 0 || !subject?.Data || !(body?.Text?.Data || body?.Html?.Data)) {
      throw serviceError(
        'InvalidParameterValue',
        400,
        'A mail needs a source, a destination, a subject and a body',
      )
    }
    if (!to.every(address => TAKEN.test(address)))
      throw serviceError('InvalidParameterValue', 400, 'Invalid email address')
    return {
      to: [...to],
      subject: subject.Data,
      text: body.Text?.Data ?? '',
      html: body.Html?.Data ?? '',
      sentAt: this.#time.clock(),
      tags: Object.fromEntries((input.Tags ?? []).map(({ Name, Value }) => [Name, Value])),
    }
  }
}
