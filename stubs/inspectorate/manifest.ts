import type { StubManifest } from '../manifest.ts'

export const manifest = {
  settings: {
    STUBS_BUCKET: 'required',
    STUBS_SECRET: 'required',
    SIGNING_KEY_ID: 'required',
    INSPECTORATE_CLIENT_ID: 'required',
  },
  grants: {
    objects: ['GetObject', 'PutObject'],
    // Without it S3 would not say that an object is not there.
    bucket: ['ListBucket'],
    signingKey: ['GetPublicKey'],
  },
  seconds: 15,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 2_000 },
  failure: {
    severity: 'ticket',
    impact:
      'Reports of this trial stage do not arrive at the stub of the inspectorate; they are tried again.',
    runbook: 'docs/runbooks/stubs.md#a-stub-fails',
  },
} as const satisfies StubManifest
