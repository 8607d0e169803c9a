import { eventLogSettings } from '../../shared/consent/settings.ts'
import { apiSettings } from '../../shared/http/settings.ts'
import { ledger } from '../grants.ts'
import type { FunctionManifest } from '../manifest.ts'

const monitorings = '/v1/schools/{schoolId}/monitorings'
const monitoring = `${monitorings}/{schoolYear}` as const

export const manifest = {
  trigger: {
    kind: 'http',
    paths: [
      monitorings,
      monitoring,
      `${monitoring}/results/{questionnaire}`,
      `${monitoring}/consent`,
      `${monitoring}/events`,
      `${monitoring}/delivery`,
      `${monitoring}/delivery/payload`,
    ],
  },
  settings: { ...apiSettings, ...eventLogSettings },
  grants: { ...ledger, table: ['DescribeTable', 'BatchGetItem', 'Query', 'PutItem'] },
  seconds: 10,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 1_500 },
  bytesAtStart: 373_000,
  failure: {
    severity: 'ticket',
    impact:
      'Schools and boards cannot see, give, change or withdraw consent; some of their requests break off.',
    runbook: 'docs/runbooks/api.md#consent-api-fails',
  },
} as const satisfies FunctionManifest
