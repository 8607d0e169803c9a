import { createLocalJWKSet, importJWK, type JWK, type LocalJWKSet } from 'jose'
import * as z from 'zod/mini'
import type { Log } from '../../platform/log.ts'
import { TemporaryFault } from '../../platform/temporary-fault.ts'
import { type Instant, secondsAfter } from '../../platform/time.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The keys of an OpenID issuer. */
export interface IssuerKeys {
  /** Those last had. `isNew` where this very call had them. Throws where there are none that may still serve. */
  current(now: Instant): Promise<{ keys: LocalJWKSet; isNew: boolean }>
  /** Those there are after a look for a key that `tried` lacks, unless one was made half a minute ago. */
  newest(now: Instant, tried: { isNew: boolean }): Promise<LocalJWKSet>
}

/** How long a key set is taken for the newest, and how long it serves on where no newer can be had. */
const FRESH_SECONDS = 600
const SERVING_SECONDS = 6 * 3600

/** Between two looks for an unknown key, and between two while keys serve on. */
const PAUSE_SECONDS = 30

const TIMEOUT_MILLISECONDS = 5_000

/** Keys from `uri`, by the clock of whoever asks. However many ask at once, one look is made. */
export const issuerKeys = (uri: string, log: Log, fetch: Fetch): IssuerKeys => {
  let had: { keys: LocalJWKSet; servesUntil: Instant } | undefined
  let nextLookAt: Instant
  let nextUnknownAt: Instant | undefined
  let looking: Promise<void> | undefined

  const look = async (now: Instant): Promise<void> => {
    try {
      had = { keys: await fetchedKeys(uri, fetch), servesUntil: secondsAfter(now, SERVING_SECONDS) }
      nextLookAt = secondsAfter(now, FRESH_SECONDS)
    } catch (error) {
      nextLookAt = secondsAfter(now, PAUSE_SECONDS)
      const { status } = error as { status?: number }
      log.error('KEY_SET_UNAVAILABLE', { status }, error)
    }
  }
  const lookOnce = (now: Instant): Promise<void> => {
    looking ??= look(now).finally(() => {
      looking = undefined
    })
    return looking
  }
  const serving = (now: Instant) => (had && now < had.servesUntil ? had : undefined)

  return {
    async current(now) {
      const before = had
      if (!serving(now) || now >= nextLookAt) await lookOnce(now)
      const held = serving(now)
      if (!held) throw new TemporaryFault('the key set of the issuer could not be had')
      return { keys: held.keys, isNew: held !== before }
    },

    async newest(now, { isNew }) {
      const isDue = !nextUnknownAt || now >= nextUnknownAt
      if (isDue) nextUnknownAt = secondsAfter(now, PAUSE_SECONDS)
      await (isDue && !isNew ? lookOnce(now) : looking)
      return had!.keys
    },
  }
}

const keySet = z.object({ keys: z.array(z.unknown()) })

/** The key set, without what is no key for signatures. Throws where it cannot be had, or has no such key. */
const fetchedKeys = async (uri: string, fetch: Fetch): Promise<LocalJWKSet> => {
  const answer = await fetch(uri, {
    headers: { Accept: 'application/jwk-set+json, application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  })
  if (!answer.ok) {
    await answer.body?.cancel()
    throw Object.assign(new Error('the key set was refused'), { status: answer.status })
  }
  const { keys } = keySet.parse(await answer.json())
  const usable = await Promise.all(keys.map(isUsable))
  const good = (keys as JWK[]).filter((_, index) => usable[index])
  if (good.length === 0) throw new Error('no key in the key set')
  return createLocalJWKSet({ keys: good })
}

/** A public RSA key of at least 2048 bits (RFC 7518, 3.3). */
const isUsable = async (jwk: unknown): Promise<boolean> => {
  try {
    const key = await importJWK(jwk as JWK, 'RS256')
    if (!('algorithm' in key) || key.type !== 'public') return false
    const { modulusLength } = key.algorithm as { modulusLength?: number }
    return modulusLength !== undefined && modulusLength >= 2048
  } catch {
    return false
  }
}
