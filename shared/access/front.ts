import { createHash, timingSafeEqual } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { Problem } from '../platform/http/problems.ts'

/** The header in which our front puts what only it and the functions know; whatever a caller puts there is replaced. */
export const FRONT_HEADER = 'x-front-secret'

/** Refuses what did not come through the front that was put before the API, if one was. */
export const checkFront =
  ({ frontSecrets }: { frontSecrets?: readonly string[] | undefined }) =>
  ({ event }: { event: Pick<APIGatewayProxyEventV2, 'headers'> }): void => {
    if (frontSecrets && !isOneOf(frontSecrets, event.headers[FRONT_HEADER] ?? ''))
      throw new Problem('forbidden', 'Deze API is alleen te bereiken op het adres van de dienst.')
  }

/** There are two while the secret is turned. How long it takes does not tell how much of a guess was right. */
const isOneOf = (secrets: readonly string[], given: string): boolean =>
  secrets.some(secret => timingSafeEqual(digestOf(secret), digestOf(given)))

/** The secrets of a setting, the newest first; undefined where there is no front. */
export const frontSecretsFrom = (setting: string | undefined): readonly string[] | undefined =>
  setting?.split(',')

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
