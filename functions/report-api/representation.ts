import type { LogState } from '../../shared/consent/log.ts'
import { isInForce } from '../../shared/consent/subject.ts'
import { etagOfBytes, weakEtagOf } from '../../shared/http/etag.ts'
import type { MediaType } from '../../shared/http/route.ts'
import type { Report } from '../../shared/monitoring/report.ts'
import type { Instant } from '../../shared/platform/time.ts'
import type { ReportApiPorts } from './ports.ts'
import { reportCsv } from './renderings/csv.ts'

/** A report in one media type, and the ETag of it, which is known before it is rendered. */
export interface Representation {
  etag: string
  render: () => Promise<string | Uint8Array>
}

interface Asked {
  mediaType: MediaType
  /** Of the consent, if there is one. */
  state: LogState | undefined
  now: Instant
  /** The present name of the report's board. */
  boardName: string
}

export const representationOf = (
  { fonts }: Pick<ReportApiPorts, 'fonts'>,
  report: Report,
  { mediaType, state, now, boardName }: Asked,
): Representation => {
  switch (mediaType) {
    case 'application/json':
      return ofText(JSON.stringify(report))
    case 'text/csv':
      return ofText(reportCsv({ report }))
    case 'application/pdf': {
      // What the school said of its survey goes with the report it agreed to, and with no other.
      const terms = isInForce(state) ? state.consent.terms : undefined
      const consent = terms?.level === report.document.level ? { consent: terms } : {}
      return {
        // Weak: the moment of making is another each time, what it shows is not.
        etag: weakEtagOf({ report, boardName, ...consent }),
        render: async () => {
          // Loaded when somebody asks for one: it is half of the code.
          const { reportPdf } = await import('./renderings/pdf.ts')
          return reportPdf({ report, boardName, createdAt: now, fonts: await fonts(), ...consent })
        },
      }
    }
  }
}

export const ofText = (text: string): Representation => ({
  etag: etagOfBytes(text),
  render: async () => text,
})
