import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { sqsOf } from '../../../infra/local/fakes/queue.ts'
import { commandName, type SdkCommand } from '../../../infra/local/fakes/sdk.ts'
import { servicesOf as servicesInMemory } from '../../../infra/local/services.ts'
import { table } from '../../../infra/wiring.ts'
import type { Runtime } from '../../../shared/platform/runtime.ts'
import type { FaultInjector } from '../engine/fault-injector.ts'
import type { Invocation, Invocations } from '../engine/invocations.ts'
import type { SimulatedTime } from '../engine/simulated-time.ts'
import { type Backends, settings } from './functions.ts'
import type { Observations } from './observations.ts'
import { exchanging, mailing } from './outside.ts'
import type { Platform } from './platform.ts'
import { markingKeyStore, receiverOf } from './receiver.ts'
import { RestorableTable } from './restorable-table.ts'

interface Surroundings {
  time: SimulatedTime
  faults: FaultInjector
  invocations: Invocations
  observations: Observations
  platform: Platform
  runtime: Runtime
}

/** The services of one history. What happens in them is observed, and handed on by the platform. */
const fakesOf = ({ time, observations, platform }: Surroundings) => {
  const services = servicesInMemory(settings, time, {
    onUpload: event => platform.uploaded(event),
    onKept: ({ Records: [put] }) => observations.kept(put?.s3.object.key ?? ''),
    onMailFeedback: reference => platform.mailCameBack(reference),
    onSchedule: message => platform.handOn(() => services.queues.deliveries.enqueue(message)),
  })
  const definition = { tableName: settings.TABLE_NAME, ...table }
  const documents = new RestorableTable(definition, change => {
    observations.changed(change)
    platform.changed(change)
  })
  return { ...services, documents, receiver: receiverOf(time.clock) }
}

type Fakes = ReturnType<typeof fakesOf>

export type Services = Fakes & { readonly backends: Backends }

/** The services of one history as the functions reach them: each step in its turn, with its faults. */
export const servicesOf = (surroundings: Surroundings): Services => {
  const fakes = fakesOf(surroundings)
  return { ...fakes, backends: backendsOf(surroundings, fakes) }
}

type SendAs = (command: SdkCommand, by: Invocation | undefined) => Promise<object>

const backendsOf = (surroundings: Surroundings, fakes: Fakes): Backends => {
  const { faults, invocations, observations, runtime } = surroundings
  const { queues, scheduler, mailbox, documents, uploads, ledger, receiver } = fakes
  const sqs = sqsOf(Object.values(queues))
  const stepping = (service: string, send: SendAs) => (command: SdkCommand) =>
    invocations.step({
      service,
      command: () => commandName(command).replace('Command', ''),
      detail: () => detailOf(command),
      act: by => send(command, by),
    })
  /** A standard queue hands on at least once, in any order; one that is emptied hands on nothing. */
  const handingOn = async (
    command: SendMessageCommand,
    invocation: Invocation | undefined,
  ): Promise<object> => {
    const { MessageBody: message = '', DelaySeconds = 0 } = command.input
    const sent = { ...observations.moment(), message, delaySeconds: DelaySeconds, invocation }
    observations.messages.push(sent)
    const sends = faults.sendings().map(late => (late === 'with a sweep' ? 0 : late))
    for (const late of sends)
      await sqs.send(
        new SendMessageCommand({
          ...command.input,
          DelaySeconds: Math.min(DelaySeconds + Math.ceil(late), 900),
        }),
      )
    return {}
  }
  return {
    runtime,
    documents: stepping('table', command => documents.send(command)),
    s3: stepping('s3', command => {
      const { Bucket } = command.input as { Bucket?: string }
      return (Bucket === uploads.name ? uploads : ledger).send(command)
    }),
    sqs: stepping('sqs', (command, by) =>
      command instanceof SendMessageCommand ? handingOn(command, by) : sqs.send(command),
    ),
    ses: stepping('ses', mailing(mailbox, surroundings)),
    scheduler: stepping('scheduler', command => scheduler.send(command)),
    kms: stepping('kms', command => markingKeyStore(command.input as never)),
    inspectorate: exchanging(receiver, surroundings, invocations),
  }
}

const detailOf = ({ input }: SdkCommand): string => {
  const { Key, Item, IndexName, Name, MessageBody, Tags, RequestItems } = input as Record<string, unknown>
  const { pk, sk } = (Key ?? Item ?? {}) as { pk?: string; sk?: string }
  if (pk) return `${pk} ${sk}`
  if (RequestItems) return 'figures'
  const tag = Array.isArray(Tags) ? Tags[0]?.Value : undefined
  return String(IndexName ?? Name ?? MessageBody ?? tag ?? (typeof Key === 'string' ? Key : ''))
}
