import type { KMSClient } from '@aws-sdk/client-kms'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { publicKeyOf } from '../adapters/kms.ts'
import { s3Store } from '../adapters/s3-store.ts'
import type { InspectoratePorts } from './handler.ts'
import { manifest } from './manifest.ts'
import type { AcceptedDelivery } from './reference-inspectorate.ts'

interface Clients {
  kms: Pick<KMSClient, 'send'>
  s3: Pick<S3Client, 'send'>
}

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  { kms, s3 }: Clients,
  { clock, newId, log }: Runtime,
): InspectoratePorts => {
  const settings = settingsFrom(manifest.settings, environment)
  const store = <Value>(folder: string) =>
    s3Store<Value>(s3, settings.STUBS_BUCKET, `inspectorate/${folder}`, clock)
  return {
    clock,
    newId,
    log,
    received: store<AcceptedDelivery>('received'),
    tokens: store<true>('tokens'),
    assertions: store<true>('assertions'),
    senderKey: publicKeyOf(kms, settings.SIGNING_KEY_ID),
    clientId: settings.INSPECTORATE_CLIENT_ID,
    secret: settings.STUBS_SECRET,
  }
}
