import type { SendEmailCommandInput } from '@aws-sdk/client-ses'
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs'
import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { FakeMailbox } from '../../../infra/local/fakes/mailbox.ts'
import { FakeQueue } from '../../../infra/local/fakes/queue.ts'
import { FakeScheduler } from '../../../infra/local/fakes/scheduler.ts'
import { clientOf, commandName, type SdkCommand, type Sends } from '../../../infra/local/fakes/sdk.ts'
import { withStream } from '../../../infra/local/fakes/stream.ts'
import type { Expressions } from '../../../infra/local/fakes/table/expressions.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'
import { table } from '../../../infra/wiring.ts'
import type { Sending } from '../../../shared/delivery/adapters/exchange.ts'
import type { World } from '../../../shared/platform/world.ts'
import type { Invocation, Invocations } from '../engine/invocations.ts'
import type { SimulatedTime } from '../engine/simulated-time.ts'
import type { Weather } from '../engine/weather.ts'
import { type Stage, settings } from './functions.ts'
import type { Observations } from './observations.ts'
import type { Platform } from './platform.ts'
import { markingKeyStore, type ReceiverKeys, receiverOf } from './receiver.ts'

/** What histories share: it costs time to make, and remembers nothing of them. */
export interface Equipment {
  readonly expressions: Expressions
  readonly keys: ReceiverKeys
}

interface Surroundings {
  time: SimulatedTime
  weather: Weather
  invocations: Invocations
  observations: Observations
  platform: Platform
  world: World
}

/** The services of one history, each step of theirs in turn, with its faults, and observed. */
export const servicesOf = (surroundings: Surroundings, equipment: Equipment) => {
  const { time, weather, invocations, observations, platform, world } = surroundings
  const deadLetters = new FakeQueue({ url: 'sim/dead-letters', arn: settings.SCHEDULE_DLQ_ARN, time })
  const queue = new FakeQueue({
    url: settings.DELIVERIES_QUEUE_URL,
    arn: settings.DELIVERIES_QUEUE_ARN,
    time,
  })
  const scheduler = new FakeScheduler(time, (_target, input) =>
    platform.handOn(() => void queue.enqueue(input)),
  )
  const mailbox = new FakeMailbox(time, ({ mail }) => platform.mailCameBack(mail.tags.event?.[0]))
  const plainTable = new FakeTable({ tableName: settings.TABLE_NAME, ...table }, equipment.expressions)
  const documents = withStream(clientOf<never>(plainTable) as Sends, change => {
    observations.changed(change)
    platform.changed(change)
  })
  const uploads = new FakeBucket(settings.UPLOADS_BUCKET, time.clock, event => platform.uploaded(event))
  const archive = new FakeBucket(settings.ARCHIVE_BUCKET, time.clock)
  const receiver = receiverOf(time.clock, equipment.keys)

  const stepping =
    (service: string, send: (command: SdkCommand, by: Invocation | undefined) => Promise<object>) =>
    (command: SdkCommand) =>
      invocations.step({
        service,
        command: commandName(command).replace('Command', ''),
        detail: () => detailOf(command),
        act: by => send(command, by),
      })
  const stage: Stage = {
    world,
    documents: stepping('table', command => documents.send(command)),
    s3: stepping('s3', command => {
      const { Bucket } = command.input as { Bucket?: string }
      return (Bucket === uploads.name ? uploads : archive).send(command)
    }),
    sqs: stepping('sqs', command => {
      const { MessageBody: body = '', DelaySeconds: delay = 0 } = command.input as SendMessageCommandInput
      // A standard queue hands on at least once, in any order: what comes twice is put in twice.
      for (const late of weather.handingsOn().slice(1)) queue.enqueue(body, delay + late)
      return queue.send(command)
    }),
    ses: stepping('ses', (command, by) => sendMail(command, by)),
    scheduler: stepping('scheduler', command => scheduler.send(command)),
    kms: stepping('kms', command => markingKeyStore(command.input as never)),
    inspectorate: (url, sending) => exchange(url, sending),
  }

  const sendMail = async (command: SdkCommand, invocation: Invocation | undefined): Promise<object> => {
    const event = (command.input as SendEmailCommandInput).Tags?.[0]?.Value ?? ''
    const fault = weather.mailFault()
    mailbox.setFaults(fault ? [fault] : [])
    const before = mailbox.mails().length
    if (fault?.kind === 'rejected') observations.rejectedMails.add(event)
    try {
      return await mailbox.send(command)
    } finally {
      const isAnswerLost = fault?.kind === 'lost-response'
      if (mailbox.mails().length > before)
        observations.mails.push({ ...observations.moment(), event, isAnswerLost, invocation })
    }
  }

  const exchange = (url: string, sending: Sending): Promise<Response> => {
    const { method, headers } = sending
    const path = new URL(url).pathname
    const deliveryId = headers['Idempotency-Key'] ?? decodeURIComponent(path.split('/').at(-1) ?? '')
    const act = async (): Promise<Response> => {
      const { inspectorate } = receiver
      const fault = isToken(url) ? undefined : weather.receiverFault()
      inspectorate.setFaults(fault && method === 'POST' ? [fault] : [])
      const before = inspectorate.deliveries.length
      let status: number | null = null
      try {
        // Faults the receiver has for deliveries; its other answers go wrong in one way.
        const isAway = fault !== undefined && method === 'GET'
        const response = isAway ? new Response(null, { status: 503 }) : await receiver.fetch(url, sending)
        status = response.status
        return response
      } finally {
        const [isOrdered, isAccepted] = [fault !== undefined, inspectorate.deliveries.length > before]
        const exchange = { method, deliveryId, status, isOrdered, isAccepted }
        if (!isToken(url)) observations.exchanges.push({ ...observations.moment(), ...exchange })
      }
    }
    return invocations.step({ service: 'inspectorate', command: `${method} ${path}`, detail: () => '', act })
  }
  return { stage, plainTable, queue, deadLetters, scheduler, mailbox, uploads, archive, receiver }
}

const isToken = (url: string): boolean => url === settings.INSPECTORATE_TOKEN_URL

export type Services = ReturnType<typeof servicesOf>

const detailOf = ({ input }: SdkCommand): string => {
  const { Key, Item, IndexName, Name, MessageBody, Tags, RequestItems } = input as Record<string, unknown>
  const { pk, sk } = (Key ?? Item ?? {}) as { pk?: string; sk?: string }
  if (pk) return `${pk} ${sk}`
  if (RequestItems) return 'figures'
  const tag = Array.isArray(Tags) ? Tags[0]?.Value : undefined
  return String(IndexName ?? Name ?? MessageBody ?? tag ?? (typeof Key === 'string' ? Key : ''))
}
