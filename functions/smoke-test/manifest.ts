import type { FunctionManifest } from '../manifest.ts'

export const manifest = {
  trigger: { kind: 'deployment' },
  settings: { SMOKE_TESTS: 'required', ORIGIN_SECRETS: 'optional' },
  grants: { versions: ['InvokeFunction'] },
  seconds: 30,
  memoryMiB: 512,
  callLimits: { attempts: 3, milliseconds: 3_000 },
  failure: {
    severity: 'ticket',
    impact:
      'New versions of the API could not be tried: its deployment stands still for an hour, and then goes back.',
    runbook: 'docs/runbooks/api.md#smoke-test-fails',
  },
} as const satisfies FunctionManifest
