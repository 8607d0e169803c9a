import type { StubManifest } from '../manifest.ts'

export const manifest = {
  settings: {
    STUBS_BUCKET: 'required',
    STUBS_SECRET: 'required',
    TOKEN_KEY_ID: 'required',
    PORTAL_URL: 'required',
  },
  grants: {
    objects: ['GetObject', 'PutObject', 'DeleteObject'],
    // Without it S3 would not say that an object is not there.
    bucket: ['ListBucket'],
    tokenKey: ['Sign', 'GetPublicKey'],
  },
  seconds: 15,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 2_000 },
  files: ['stubs/issuer/chooser.css'],
  failure: {
    severity: 'ticket',
    impact: 'Nobody can sign in to this trial stage, or its API can verify no token.',
    runbook: 'docs/runbooks/stubs.md#a-stub-fails',
  },
} as const satisfies StubManifest
