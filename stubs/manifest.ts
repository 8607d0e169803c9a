import type { LambdaManifest } from '../functions/manifest.ts'

/** A stub that runs on Lambda, behind a URL of its own (docs/decisions/0025-stubs.md). */
export interface StubManifest extends LambdaManifest {
  readonly grants: {
    /** Its own folder of the stubs' bucket, and the bucket. */
    readonly objects: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[]
    readonly bucket: readonly 'ListBucket'[]
    /** The key that signs tokens. */
    readonly tokenKey?: readonly ('Sign' | 'GetPublicKey')[]
    /** The key that signs deliveries. */
    readonly signingKey?: readonly 'GetPublicKey'[]
  }
}
