import type { FunctionManifest } from '../manifest.ts'

const PAGE_FILE = 'page.json'

export const manifest = {
  trigger: { kind: 'publication' },
  settings: { PAGE_BUCKET: 'required', PAGE_FILE: { value: PAGE_FILE } },
  grants: { page: ['PutObject', 'DeleteObjectVersion'], pageBucket: ['ListBucketVersions'] },
  seconds: 60,
  memoryMiB: 256,
  callLimits: { attempts: 3, milliseconds: 3_000 },
  bytesAtStart: 334_000,
  page: PAGE_FILE,
  failure: {
    severity: 'ticket',
    impact:
      'The page could not be put in place: people have the page before it, and its deployment goes back.',
    runbook: 'docs/runbooks/page.md#publish-page-fails',
  },
} as const satisfies FunctionManifest
