import type { SignCommandInput } from '@aws-sdk/client-kms'
import { sha256 } from '../../../shared/platform/canonical.ts'
import { type Clock, type Instant, secondsAfter } from '../../../shared/platform/time.ts'
import {
  fetchOf,
  keptInMemory,
  ReferenceInspectorate,
} from '../../../stubs/inspectorate/reference-inspectorate.ts'
import { InMemoryStore } from '../../../stubs/store.ts'
import { settings } from './functions.ts'

/**
 * What stands for a signature over a digest: it cannot be told from the bytes, and is the same every time. One of RSA
 * takes longer than all the rest of a delivery, on either side.
 */
const markOf = (digest: Uint8Array): Buffer => sha256(Buffer.concat([Buffer.from('sim'), digest]))

/** KMS, as far as `sign` needs it. */
export const markingKeyStore = async ({ Message: digest }: SignCommandInput): Promise<object> => ({
  Signature: new Uint8Array(markOf(digest ?? new Uint8Array())),
})

/** What arrives late had come to the door in time, where its token was looked at. */
class LenientTokens extends InMemoryStore<true> {
  override add(token: string, isGiven: true, until: Instant): Promise<boolean> {
    return super.add(token, isGiven, secondsAfter(until, 120))
  }
}

/** The reference receiver of one history, behind a `fetch`. It checks all it always checks, a mark where a signature stands. */
export const receiverOf = (clock: Clock) => {
  let given = 0
  const { INSPECTORATE_URL, INSPECTORATE_TOKEN_URL: tokenUrl, INSPECTORATE_CLIENT_ID: clientId } = settings
  const kept = keptInMemory(clock)
  const inspectorate = new ReferenceInspectorate({
    ...kept,
    tokens: new LenientTokens(clock),
    ...{ clock, tokenUrl, clientId },
    isSenders: (bytes, signature) => signature === markOf(sha256(bytes)).toString('base64url'),
    newReceiptId: () => `ontvangst-${++given}`,
    newToken: () => `token-${++given}`,
  })
  return { inspectorate, received: kept.received, fetch: fetchOf(inspectorate, [INSPECTORATE_URL, tokenUrl]) }
}
