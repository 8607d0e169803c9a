import type { SendEmailCommandInput } from '@aws-sdk/client-ses'
import type { FakeMailbox } from '../../../infra/local/fakes/mailbox.ts'
import type { SdkCommand } from '../../../infra/local/fakes/sdk.ts'
import type { Fetch } from '../../../shared/delivery/adapters/exchange.ts'
import type { InspectorateFault } from '../../../stubs/inspectorate/faults.ts'
import type { FaultInjector } from '../engine/fault-injector.ts'
import type { Invocation, Invocations } from '../engine/invocations.ts'
import type { SimulatedTime } from '../engine/simulated-time.ts'
import { settings } from './functions.ts'
import type { Observations } from './observations.ts'
import type { receiverOf } from './receiver.ts'

interface Around {
  readonly time: SimulatedTime
  readonly faults: FaultInjector
  readonly observations: Observations
}

/** SES, with injected faults, and what it took noted with whose it was. */
export const mailing =
  (mailbox: FakeMailbox, { faults, observations }: Around) =>
  async (command: SdkCommand, invocation: Invocation | undefined): Promise<object> => {
    const event = (command.input as SendEmailCommandInput).Tags?.[0]?.Value ?? ''
    const fault = faults.mailFault()
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

/** The inspectorate: each request a step of I/O, with injected faults, and what came of it noted. */
export const exchanging =
  (receiver: ReturnType<typeof receiverOf>, around: Around, invocations: Invocations): Fetch =>
  (url, sending) => {
    const isToken = url === settings.INSPECTORATE_TOKEN_URL
    const act = (by: Invocation | undefined) =>
      isToken ? givenToken(receiver, around, url, sending) : observed(receiver, around, by, [url, sending])
    const command = () => `${sending.method} ${new URL(url).pathname}`
    return invocations.step({ service: 'inspectorate', command, detail: () => '', act })
  }

/** The token endpoint, which now and then gives none, or does not know us. */
const givenToken = async (
  { fetch }: ReturnType<typeof receiverOf>,
  { faults }: Around,
  ...[url, sending]: Parameters<Fetch>
): Promise<Response> => {
  const status = faults.tokenFault()
  return status ? new Response(null, { status }) : fetch(url, sending)
}

const observed = async (
  receiver: ReturnType<typeof receiverOf>,
  around: Around,
  by: Invocation | undefined,
  sent: Parameters<Fetch>,
): Promise<Response> => {
  const [, { method }] = sent
  const fault = around.faults.receiverFault()
  const isPost = method === 'POST'
  if (fault?.kind === 'late') {
    const { seconds, meanwhile } = fault
    if (isPost) around.time.after(seconds * 1000, () => arrival(receiver, around, sent))
    if (meanwhile === 'death') by?.die('dies while it waits for an answer')
    const met = typeof meanwhile === 'object' ? meanwhile : ({ kind: 'timeout' } as const)
    return exchanged(receiver, around, sent, { fault: met, method })
  }
  return exchanged(receiver, around, sent, { fault, method })
}

/** Nobody waits for the answer any more: it is no attempt of its own, and what is taken in counts all the same. */
const arrival = async (
  receiver: ReturnType<typeof receiverOf>,
  around: Around,
  sent: Parameters<Fetch>,
): Promise<void> => {
  await exchanged(receiver, around, sent, { fault: undefined, method: 'late arrival' })
}

const exchanged = async (
  { inspectorate, received, fetch }: ReturnType<typeof receiverOf>,
  { observations }: Around,
  [url, sending]: Parameters<Fetch>,
  { fault, method }: { fault: InspectorateFault | undefined; method: string },
): Promise<Response> => {
  const deliveryId = sending.headers['Idempotency-Key'] ?? decodeURIComponent(url.split('/').at(-1) ?? '')
  inspectorate.setFaults(fault && method === 'POST' ? [fault] : [])
  const before = received.values.length
  let status: number | null = null
  try {
    // The receiver has faults for deliveries; its other answers go wrong in one way.
    const isAway = fault !== undefined && method === 'GET'
    const response = isAway ? new Response(null, { status: 503 }) : await fetch(url, sending)
    status = response.status
    return response
  } finally {
    const [isOrdered, isAccepted] = [fault !== undefined, received.values.length > before]
    const came = { method, deliveryId, status, isOrdered, isAccepted }
    observations.exchanges.push({ ...observations.moment(), ...came })
  }
}
