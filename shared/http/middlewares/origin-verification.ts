import { createHash, timingSafeEqual } from 'node:crypto'
import { Problem } from '../problems.ts'
import type { ApiPorts, Middleware } from '../request.ts'

/** Refuses what did not come through the front that was put before the API, if one was. */
export const originVerification = ({ originSecrets }: Pick<ApiPorts, 'originSecrets'>): Middleware => ({
  before: ({ event }) => {
    if (originSecrets && !isOriginSecret(originSecrets, event.headers[ORIGIN_HEADER] ?? ''))
      throw new Problem('forbidden', {
        detail: 'Deze API is alleen te bereiken op het adres van de dienst.',
      })
  },
})

/** The header in which CloudFront puts a secret that only it and the functions know, in place of what a caller put there. */
export const ORIGIN_HEADER = 'x-origin-verify'

/** There are two while the secret is rotated. How long it takes does not tell how much of a guess was right. */
const isOriginSecret = (secrets: readonly string[], given: string): boolean =>
  secrets.some(secret => timingSafeEqual(digestOf(secret), digestOf(given)))

/** The secrets of a setting, the newest first; undefined where the API has no front. */
export const originSecretsFrom = (setting: string | undefined): readonly string[] | undefined =>
  setting?.split(',')

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
