import {
  GetQueueAttributesCommand,
  QueueDoesNotExist,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs'
import { type Instant, secondsAfter } from '../../../shared/platform/time.ts'
import type { VirtualTime } from '../virtual-time.ts'
import { failuresOf, type Message, type QueueMapping, recordOf } from './queue/mapping.ts'
import { commandName, metadata, type SdkCommand, type Sends, serviceError, unsupported } from './sdk.ts'

const FOREVER = 1e9

/** A standard SQS queue with one Lambda mapping. Hands out by virtual time: at once, later, again, or never more. */
export class FakeQueue implements Sends {
  readonly url: string
  readonly #time: VirtualTime
  readonly #messages = new Map<string, Message>()
  readonly #visible = new Set<Message>()
  #mapping: QueueMapping | undefined
  #count = 0
  #busy = 0
  #delayed = 0
  #isWoken = false

  constructor({ url, time }: { url: string; time: VirtualTime }) {
    this.url = url
    this.#time = time
  }

  /** The one function that takes the messages; what waits already is handed to it. */
  map(mapping: QueueMapping): void {
    this.#mapping = mapping
    this.#wake()
  }

  /** What is not done yet: waiting, delayed, or being worked on. */
  messages(): readonly Readonly<Message>[] {
    return [...this.#messages.values()]
  }

  /** Takes one message for good, as a consumer without a mapping; undefined where none is visible. */
  take(): Message | undefined {
    const [message] = this.#visible
    if (message === undefined) return undefined
    this.#visible.delete(message)
    this.#messages.delete(message.messageId)
    return message
  }

  /** Puts a message in the queue, as the services do that write to queues. */
  enqueue(body: string, delaySeconds = 0): void {
    this.#count += 1
    const messageId = `00000000-0000-4000-8000-${String(this.#count).padStart(12, '0')}`
    const now = this.#time.clock()
    const message = {
      messageId,
      body,
      delaySeconds,
      sentAt: now,
      receiveCount: 0,
    }
    this.#messages.set(messageId, message)
    if (delaySeconds > 0) this.#delay(message, secondsAfter(now, delaySeconds))
    else this.#show(message)
  }

  async send(command: SdkCommand): Promise<object> {
    if (command instanceof SendMessageCommand) {
      this.#checkUrl(command.input.QueueUrl)
      this.#accept(command.input)
      return { $metadata: metadata() }
    }
    if (command instanceof GetQueueAttributesCommand) {
      this.#checkUrl(command.input.QueueUrl)
      return { Attributes: this.#attributes(), $metadata: metadata() }
    }
    throw unsupported(commandName(command))
  }

  #attributes(): Record<string, string> {
    return {
      ApproximateNumberOfMessages: String(this.#visible.size),
      ApproximateNumberOfMessagesDelayed: String(this.#delayed),
    }
  }

  #checkUrl(url: string | undefined): void {
    if (url === this.url) return
    throw new QueueDoesNotExist({
      message: 'The specified queue does not exist.',
      $metadata: metadata(400),
    })
  }

  #accept({ MessageBody: body, DelaySeconds: delaySeconds = 0 }: SendMessageCommandInput): void {
    if (!body) throw serviceError('InvalidParameterValue', 400, 'MessageBody must not be empty')
    if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > 900)
      throw serviceError('InvalidParameterValue', 400, 'DelaySeconds must be 0 to 900')
    this.enqueue(body, delaySeconds)
  }

  #delay(message: Message, until: Instant): void {
    this.#delayed += 1
    this.#time.at(until, () => {
      this.#delayed -= 1
      this.#show(message)
    })
  }

  #show(message: Message): void {
    this.#visible.add(message)
    this.#wake()
  }

  /** Later in the same instant, so that what is sent together can be handed out together. */
  #wake(): void {
    if (this.#isWoken || this.#mapping === undefined) return
    this.#isWoken = true
    this.#time.at(this.#time.clock(), () => {
      this.#isWoken = false
      this.#handOut()
    })
  }

  #handOut(): void {
    const mapping = this.#mapping
    while (mapping !== undefined && this.#busy < mapping.atOnce) {
      const batch = this.#receive(mapping)
      if (batch.length === 0) return
      this.#busy += 1
      void this.#time.run(() => this.#work(batch, mapping))
    }
  }

  #receive({ batchSize, maximumReceives, deadLetter, retentionSeconds = FOREVER }: QueueMapping): Message[] {
    const batch: Message[] = []
    for (const message of this.#visible) {
      if (batch.length === batchSize) break
      this.#visible.delete(message)
      const isOver = this.#time.clock() >= secondsAfter(message.sentAt, retentionSeconds)
      const isSetAside = deadLetter !== undefined && message.receiveCount >= maximumReceives
      if (isOver || isSetAside) {
        this.#messages.delete(message.messageId)
        if (!isOver) deadLetter?.enqueue(message.body)
      } else {
        message.receiveCount += 1
        batch.push(message)
      }
    }
    return batch
  }

  async #work(batch: readonly Message[], { invoke, visibilitySeconds }: QueueMapping): Promise<void> {
    const visibleAt = secondsAfter(this.#time.clock(), visibilitySeconds)
    const failed = await failuresOf(
      batch.map(({ messageId }) => messageId),
      () => invoke({ Records: batch.map(recordOf) }),
    )
    for (const message of batch) {
      if (failed.has(message.messageId)) this.#time.at(visibleAt, () => this.#show(message))
      else this.#messages.delete(message.messageId)
    }
    this.#busy -= 1
    this.#handOut()
  }
}

/** Several queues as one client reaches them, by their URLs. */
export const sqsOf = (queues: readonly FakeQueue[]): Sends => ({
  send: async command => {
    const { QueueUrl } = command.input as { QueueUrl?: string }
    const queue = queues.find(({ url }) => url === QueueUrl) ?? queues[0]!
    return queue.send(command)
  },
})
