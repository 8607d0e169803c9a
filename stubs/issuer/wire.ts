import type { KMSClient } from '@aws-sdk/client-kms'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { kmsTokenSigner } from '../adapters/kms.ts'
import { s3Store } from '../adapters/s3-store.ts'
import { portalRedirects } from './answers.ts'
import { grantsIn } from './grants.ts'
import type { IssuerPorts } from './handler.ts'
import { manifest } from './manifest.ts'

interface Clients {
  kms: Pick<KMSClient, 'send'>
  s3: Pick<S3Client, 'send'>
}

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  { kms, s3 }: Clients,
  { clock, newId, log }: Runtime,
): IssuerPorts => {
  const { STUBS_BUCKET, STUBS_SECRET, TOKEN_KEY_ID, PORTAL_URL } = settingsFrom(
    manifest.settings,
    environment,
  )
  const store = <Value>(folder: string) => s3Store<Value>(s3, STUBS_BUCKET, `issuer/${folder}`, clock)
  const stores = {
    sessions: store<never>('sessions'),
    codes: store<never>('codes'),
    refreshTokens: store<never>('refresh-tokens'),
  }
  return {
    clock,
    log,
    signer: kmsTokenSigner(kms, TOKEN_KEY_ID),
    grants: grantsIn(stores, clock, newId),
    redirects: portalRedirects(PORTAL_URL),
    secret: STUBS_SECRET,
  }
}
