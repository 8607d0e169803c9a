import { timingSafeEqual } from 'node:crypto'
import { sha256 } from '../shared/platform/canonical.ts'

/** Whether that is the secret. How long it takes does not tell how much of a guess was right. */
export const isSecret = (secret: string, given: string): boolean =>
  timingSafeEqual(sha256(secret), sha256(given))

/** Whether an `Authorization` header bears it. */
export const bearsSecret = (secret: string, authorization: string | undefined): boolean =>
  isSecret(secret, /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '')
