import { eventLogSettings } from '../../shared/consent/settings.ts'
import { apiSettings } from '../../shared/http/settings.ts'
import { ledger } from '../grants.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: {
    kind: 'http',
    paths: [
      '/v1/openapi.json',
      '/v1/school-years',
      '/v1/school-years/{schoolYear}',
      '/v1/imports',
      '/v1/imports/{importId}',
      '/v1/deliveries',
      '/v1/deliveries/{deliveryId}/attempts',
      '/v1/health',
    ],
    // So that a miss of the gateway reads like every other refusal.
    unmatched: true,
  },
  settings: {
    ...apiSettings,
    ...eventLogSettings,
    UPLOADS_BUCKET: 'required',
    OPENAPI_FILE: { path: 'docs/openapi.json', deployed: 'openapi.json' },
  },
  grants: {
    ...ledger,
    table: ['DescribeTable', 'BatchGetItem', 'Query', 'PutItem'],
    indexes: ['newest-by-year', 'open-events'],
    uploads: ['PutObject'],
    uploadsBucket: ['ListBucketVersions'],
  },
  seconds: 10,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 1_500 },
  bytesAtStart: 370_000,
  files: ['docs/openapi.json'],
  failure: {
    severity: 'ticket',
    impact:
      'Operators cannot set the calendar, import files or retry deliveries; unknown paths break off for all.',
    runbook: 'docs/runbooks/api.md#operator-api-fails',
  },
} as const satisfies FunctionManifest
