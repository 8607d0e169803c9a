import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { publicKeyOf } from '../adapters/kms.ts'
import { s3Store } from '../adapters/s3-store.ts'
import type { InspectoratePorts } from './handler.ts'
import { manifest } from './manifest.ts'
import type { AcceptedDelivery } from './reference-inspectorate.ts'

export const wire: Wire<InspectoratePorts, 'kms' | 's3'> = (
  environment,
  { kms, s3 },
  { clock, newId, log },
) => {
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
