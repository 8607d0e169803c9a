import { apiSettings } from '../../shared/http/settings.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: {
    kind: 'http',
    paths: ['/v1/schools', '/v1/boards/{boardId}/monitorings', '/v1/boards/{boardId}/administrators'],
  },
  settings: apiSettings,
  grants: {
    table: ['DescribeTable', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    indexes: ['newest-by-year', 'schools-by-board', 'schools-by-name'],
  },
  seconds: 10,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 1_500 },
  bytesAtStart: 357_000,
  failure: {
    severity: 'ticket',
    impact:
      'Boards cannot see their schools or change their administrators; some of their requests break off.',
    runbook: 'docs/runbooks/api.md#board-api-fails',
  },
} as const satisfies FunctionManifest
