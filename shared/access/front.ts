import { createHash, timingSafeEqual } from 'node:crypto'

/** The header in which our front puts what only it and the functions know; whatever a caller puts there is replaced. */
export const FRONT_HEADER = 'x-front-secret'

/**
 * Whether a request came through the front that was put before the API, if one was: by one of the secrets, of which there
 * are two while the secret is turned. How long it takes does not tell how much of a guess was right.
 */
export const cameThroughFront = (
  secrets: readonly string[] | undefined,
  given: string | undefined,
): boolean => {
  if (secrets === undefined) return true
  const digest = digestOf(given ?? '')
  return secrets.some(secret => timingSafeEqual(digestOf(secret), digest))
}

/** The secrets of a setting, the newest first; undefined where there is no front. */
export const frontSecretsFrom = (setting: string | undefined): readonly string[] | undefined =>
  setting?.split(',')

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()
