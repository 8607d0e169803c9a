import { eventLogSettings } from '../../shared/consent/settings.ts'
import { atOnce } from '../log-alarms.ts'
import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: {
    kind: 'upload',
    prefix: 'uploads/',
    looksEveryMinutes: 5,
    maximumRetries: 2,
    deadLetters: {
      severity: 'ticket',
      impact:
        'A file an operator uploaded was given up: its import is rejected an hour after it began, and has to be brought anew.',
      runbook: 'docs/runbooks/imports.md#an-import-that-was-given-up',
    },
  },
  settings: { ...eventLogSettings, UPLOADS_BUCKET: 'required' },
  grants: {
    table: ['DescribeTable', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
    indexes: ['schools-by-board'],
    uploads: ['GetObjectVersion', 'DeleteObjectVersion'],
    uploadsBucket: ['ListBucketVersions'],
  },
  seconds: 900,
  memoryMiB: 512,
  // Between two pieces of a file that is read, its rows are looked up.
  callLimits: { attempts: 3, milliseconds: 60_000 },
  bytesAtStart: 334_000,
  failure: {
    severity: 'ticket',
    impact: 'A file an operator uploaded is not applied yet: schools may look at old figures.',
    runbook: 'docs/runbooks/imports.md#import-file-fails',
  },
  logAlarms: [
    {
      code: 'IMPORT_REJECTED',
      severity: 'ticket',
      impact:
        'A file an operator uploaded was rejected whole: schools go on looking at the figures before it.',
      runbook: 'docs/runbooks/imports.md#an-import-that-was-rejected',
      ...atOnce,
    },
    {
      code: 'UPLOAD_MISSED',
      severity: 'ticket',
      impact:
        'A file an operator uploaded lay there for minutes, and nobody worked on it: it is taken up late, until its import is given up.',
      runbook: 'docs/runbooks/imports.md#an-import-that-is-stuck',
      ...atOnce,
    },
  ],
} as const satisfies FunctionManifest
