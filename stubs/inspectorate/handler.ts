import type { KeyObject } from 'node:crypto'
import type { LambdaFunctionURLEvent } from 'aws-lambda'
import type { Log } from '../../shared/platform/log.ts'
import type { Clock } from '../../shared/platform/time.ts'
import { worker } from '../../shared/platform/worker.ts'
import { addressOf, json, type Result, requestOf } from '../http.ts'
import { bearsSecret } from '../secret.ts'
import { signedBy } from './jws.ts'
import { ReferenceInspectorate, type ReferenceInspectorateOptions } from './reference-inspectorate.ts'

export interface InspectoratePorts
  extends Pick<ReferenceInspectorateOptions, 'received' | 'tokens' | 'assertions' | 'clientId'> {
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
  /** The public half of the key that signs deliveries. */
  readonly senderKey: () => Promise<KeyObject>
  /** Whoever knows it may see what was delivered. */
  readonly secret: string
}

/** The reference inspectorate of a trial stage; what it accepted is told at `/received`. */
export const make = ({ log, newId, senderKey, secret, ...ports }: InspectoratePorts) =>
  worker(log, async (event: LambdaFunctionURLEvent): Promise<Result> => {
    const { method, url, headers, body } = requestOf(event)
    if (method === 'GET' && event.rawPath === '/received')
      return bearsSecret(secret, headers.authorization)
        ? json(200, { items: await ports.received.all() })
        : json(401, { detail: 'the secret of the stubs is missing or wrong' })
    const inspectorate = new ReferenceInspectorate({
      ...ports,
      isSenders: signedBy(await senderKey()),
      tokenUrl: `${addressOf(event)}/oauth/token`,
      newToken: newId,
      newReceiptId: newId,
    })
    const asked = { method, url: `${addressOf(event)}${url}`, headers: headersOf(headers), body }
    const answer = await inspectorate.receive(asked)
    return {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: await answer.text(),
    }
  })

const headersOf = (headers: Readonly<Record<string, string | undefined>>): Headers =>
  new Headers(Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined))
