import type { Documentation } from '../../shared/http/documentation.ts'
import { report } from '../../shared/monitoring/schemas.ts'
import { THRESHOLD } from '../../shared/monitoring/threshold.ts'

export const documentation = {
  getReport: {
    tag: 'Monitoring',
    summary: 'Read the report that would be delivered',
    description: `What is previewed is what is delivered: the digest is the same until newer results arrive. By a digest, in JSON only, also the report that a consent promised before them. Groups of fewer than ${THRESHOLD} respondents are absent.`,
    query: {
      digest: {
        maxLength: 64,
        description: 'Of the report that is asked for; the one of now where not told.',
        examples: ['1f0b7a6c9d2e4853a1c7f6e0d9b8a7c6e5f4d3c2b1a0f9e8d7c6b5a493827160'],
      },
    },
    answers: {
      200: {
        description: 'The report, as the school may see it.',
        schema: report,
        headers: ['ETag', 'Content-Disposition'],
        others: {
          'application/pdf': 'To read and to print, tagged for accessibility (PDF/UA).',
          'text/csv':
            'A row for each question of each group: UTF-8 with a byte order mark, `;`, decimal comma.',
        },
      },
      304: {
        description: 'The one that `If-None-Match` names is still what would be shown, in this media type.',
        headers: ['ETag'],
      },
    },
    preconditions: { 'If-None-Match': { required: false } },
  },
} as const satisfies Readonly<Record<string, Documentation>>
