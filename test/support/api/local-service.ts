import type { OnCall } from '../../../infra/local/calls.ts'
import { defaults, type LocalSettings, startLocal } from '../../../infra/local/start.ts'
import { randomOf } from '../../../scripts/survey/random.ts'
import type { Log } from '../../../shared/platform/log.ts'
import { callerOf, type Mail, sendTo } from './service-client.ts'
import type { Items } from './shapes.ts'

export interface Received {
  idempotencyKey: string
  receiptId: string
  receivedAt: string
  signatureValid: boolean
  headers: Readonly<Record<string, string>>
  payload: string
}

export type LocalService = Awaited<ReturnType<typeof localService>>

/** The whole service on a free port of this machine, spoken to by nothing but HTTP. */
export const localService = async (settings: Partial<LocalSettings> = {}, log?: Log, onCall?: OnCall) => {
  // Pauses between attempts are the same in every run.
  const random = randomOf('local service')
  const local = await startLocal({ ...defaults, port: 0, ...settings }, log, onCall, random)
  const { baseUrl, environment, stop } = local
  const send = sendTo(baseUrl)

  const control = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await send<Body>({
      method,
      path: `/_local/${path}`,
      ...(body === undefined ? {} : { body }),
    })
    if (answer.status !== 200)
      throw new Error(`${method} /_local/${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }
  const idle = () => control('GET', 'idle')
  const tokenOf = async (claims: Readonly<Record<string, unknown>>): Promise<string> =>
    (await control<{ accessToken: string }>('POST', 'tokens', claims)).accessToken

  return {
    baseUrl,
    environment,
    stop,
    send,
    control,
    tokenOf,
    caller: (claims: Readonly<Record<string, unknown>>) => callerOf({ baseUrl, tokenOf, idle }, claims),
    moveClockTo: (now: string) => control<{ now: string }>('PUT', 'clock', { now }),
    now: async () => (await control<{ now: string }>('GET', 'clock')).now,
    idle,
    /** All that were sent, oldest first, once nothing is under way. */
    mails: async () => {
      await idle()
      return (await control<Items<Mail>>('GET', 'mails')).items
    },
    received: async () => (await control<Items<Received>>('GET', 'inspectorate/deliveries')).items,
    orderMailFaults: (...kinds: readonly string[]) =>
      control('PUT', 'mails/faults', { faults: kinds.map(kind => ({ kind })) }),
    orderInspectorateFaults: (...faults: readonly object[]) =>
      control('PUT', 'inspectorate/faults', { faults }),
  }
}
