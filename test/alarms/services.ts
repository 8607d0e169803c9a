import { sqsOf } from '../../infra/local/fakes/queue.ts'
import { commandName, type SdkCommand } from '../../infra/local/fakes/sdk.ts'
import type { Change } from '../../infra/local/fakes/stream.ts'
import { servicesOf as servicesInMemory } from '../../infra/local/services.ts'
import type { VirtualTime } from '../../infra/local/virtual-time.ts'
import { table } from '../../infra/wiring.ts'
import type { Fetch } from '../../shared/delivery/adapters/exchange.ts'
import { type Backends, settings } from '../simulation/environment/functions.ts'
import { markingKeyStore, receiverOf } from '../simulation/environment/receiver.ts'
import { RestorableTable } from '../simulation/environment/restorable-table.ts'
import { metricNamed } from './definitions.ts'
import { type Faults, refusals } from './faults.ts'
import type { Lambda } from './lambda.ts'

const definition = { tableName: settings.TABLE_NAME, ...table }

interface Surroundings {
  time: VirtualTime
  lambda: Lambda
  faults: Faults
  eventSources: Parameters<typeof servicesInMemory>[2] & { readonly onChange: (change: Change) => void }
}

/** The services of AWS in memory, with what is wrong with them, and the metrics AWS has of them. */
export const servicesOf = ({ time, eventSources: { onChange, ...listeners } }: Surroundings) => ({
  ...servicesInMemory(settings, time, listeners),
  documents: new RestorableTable(definition, onChange),
  receiver: receiverOf(time.clock),
})

export type Services = ReturnType<typeof servicesOf>

/** Those services as the functions reach them. */
export const backendsOf = (
  surroundings: Surroundings,
  services: Services,
  runtime: Backends['runtime'],
): Backends => {
  const { faults } = surroundings
  const { queues, scheduler, uploads, ledger } = services
  const sqs = sqsOf(Object.values(queues))
  return {
    runtime,
    documents: tableOf(surroundings, services),
    s3: async command => {
      if ((command.input as { Bucket?: string }).Bucket === uploads.name) return uploads.send(command)
      if (faults.ledger) throw refusals.away()
      if (faults.dataKey) throw refusals.ofDataKey[faults.dataKey]()
      return ledger.send(command)
    },
    sqs: command => sqs.send(command),
    ses: mailOf(surroundings, services),
    scheduler: command => scheduler.send(command),
    kms: async command => {
      if (faults.signingKey) throw refusals.disabled()
      return markingKeyStore(command.input as never)
    },
    inspectorate: receiverWith(surroundings, services),
  }
}

const tableOf =
  ({ faults, lambda }: Surroundings, { documents }: Services) =>
  async (command: SdkCommand): Promise<object> => {
    const what = /^(Get|BatchGet|Query)/.test(commandName(command)) ? 'reads' : 'writes'
    const isOfIndex = faults.index === what && isOfThrottledIndex(command)
    if (faults.table !== what && !isOfIndex) return documents.send(command)
    const metric = what === 'reads' ? 'ReadThrottleEvents' : 'WriteThrottleEvents'
    // The SDK asks three times before it gives up.
    lambda.put(metricNamed('AWS/DynamoDB', metric, isOfIndex ? throttledIndex : ''), 3)
    throw refusals.throttled()
  }

const throttledIndex = 'open-events'

/** It is queried, or what is put belongs in it. */
const isOfThrottledIndex = ({ input }: SdkCommand): boolean => {
  const { IndexName, Item = {} } = input as { IndexName?: string; Item?: Readonly<Record<string, unknown>> }
  return IndexName === throttledIndex || table.indexes[throttledIndex].partitionKey in Item
}

/** SES tells which part of the mails it lately sent came back, of some hundreds where there were few. */
const SENT_BEFORE = 200

const mailOf = ({ faults, lambda }: Surroundings, { mailbox }: Services) => {
  let sent = SENT_BEFORE
  let bounced = 0
  return async (command: SdkCommand): Promise<object> => {
    mailbox.setFaults(faults.mail ? [{ kind: faults.mail }] : [])
    try {
      return await mailbox.send(command)
    } finally {
      sent += 1
      if (faults.mail === 'bounced') bounced += 1
      lambda.put(metricNamed('AWS/SES', 'Reputation.BounceRate'), bounced / sent)
    }
  }
}

const receiverWith =
  ({ faults }: Surroundings, { receiver }: Services): Fetch =>
  async (url, sending) => {
    if (url === settings.INSPECTORATE_TOKEN_URL)
      return faults.tokens ? new Response(null, { status: faults.tokens }) : receiver.fetch(url, sending)
    const { inspectorate } = faults
    receiver.inspectorate.setFaults(inspectorate && sending.method === 'POST' ? [inspectorate] : [])
    const isAway = inspectorate !== undefined && inspectorate.kind !== 'status' && sending.method === 'GET'
    return isAway ? new Response(null, { status: 503 }) : receiver.fetch(url, sending)
  }
