import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { kmsTokenSigner } from '../adapters/kms.ts'
import { s3Store } from '../adapters/s3-store.ts'
import { portalRedirects } from './answers.ts'
import { grantsIn } from './grants.ts'
import type { IssuerPorts } from './handler.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<IssuerPorts, 'kms' | 's3'> = (environment, { kms, s3 }, { clock, newId, log }) => {
  const { STUBS_BUCKET, STUBS_SECRET, TOKEN_KEY_ID, PORTAL_URL } = settingsFrom(
    manifest.settings,
    environment,
  )
  const storeOf = <Value>(name: string) => s3Store<Value>(s3, STUBS_BUCKET, `issuer/${name}`, clock)
  return {
    clock,
    log,
    signer: kmsTokenSigner(kms, TOKEN_KEY_ID),
    grants: grantsIn(storeOf, clock, newId),
    redirects: portalRedirects(PORTAL_URL),
    secret: STUBS_SECRET,
  }
}
