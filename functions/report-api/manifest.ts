import { apiSettings } from '../../shared/http/settings.ts'
import type { FunctionManifest } from '../manifest.ts'

const fonts = 'node_modules/dejavu-fonts-ttf/ttf'

export const manifest = {
  trigger: { kind: 'http', paths: ['/v1/schools/{schoolId}/monitorings/{schoolYear}/reports/{level}'] },
  // Lambda starts a function in the folder of its code, where its files lie too.
  settings: { ...apiSettings, FONTS_FOLDER: { path: fonts, deployed: '.' } },
  grants: { table: ['DescribeTable', 'BatchGetItem', 'Query'] },
  seconds: 10,
  // A PDF is made while somebody waits for it: more memory is more of a processor.
  memoryMiB: 1024,
  callLimits: { attempts: 3, milliseconds: 1_500 },
  bytesAtStart: 355_000,
  files: [`${fonts}/DejaVuSansCondensed.ttf`, `${fonts}/DejaVuSansCondensed-Bold.ttf`],
  failure: {
    severity: 'ticket',
    impact:
      'Schools cannot download the report they are asked to consent to; some of their requests break off.',
    runbook: 'docs/runbooks/api.md#report-api-fails',
  },
} as const satisfies FunctionManifest
