import { make as makeBoardApi } from '../../../functions/board-api/handler.ts'
import { make as makeConsentApi } from '../../../functions/consent-api/handler.ts'
import { make as makeOperatorApi } from '../../../functions/operator-api/handler.ts'
import { make as makeReportApi } from '../../../functions/report-api/handler.ts'
import { gateway } from '../../../infra/local/gateway.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { InMemoryAnnouncements } from '../doubles/announcements.ts'
import { InMemoryArchive } from '../doubles/archive.ts'
import { InMemoryAudit } from '../doubles/audit.ts'
import { InMemoryCalendar } from '../doubles/calendar.ts'
import { InMemoryDirectory } from '../doubles/directory.ts'
import { InMemoryEventLog } from '../doubles/event-log.ts'
import { InMemoryImports, InMemoryUploads } from '../doubles/imports.ts'
import { InMemoryLastSweep } from '../doubles/last-sweep.ts'
import { InMemoryLog } from '../doubles/log.ts'
import { InMemoryMonitoring } from '../doubles/monitoring.ts'
import { trustingVerifier } from './api-parts.ts'
import { requestsTo } from './requests.ts'

/** The HTTP functions over ports in memory, for very many requests. It draws no PDF. */
export const doubledApi = () => {
  let ids = 0
  const now = instantFrom('2027-05-11T14:03:00+02:00')
  const newId = () => `id-${++ids}`
  const events = new InMemoryEventLog()
  const ports = {
    clock: () => now,
    newId,
    newImportId: newId,
    log: new InMemoryLog(),
    verifier: trustingVerifier,
    directory: new InMemoryDirectory(),
    calendar: new InMemoryCalendar(),
    store: new InMemoryMonitoring(),
    events,
    backlog: { clock: () => now, events, outbox: events, announcements: new InMemoryAnnouncements() },
    lastSweep: new InMemoryLastSweep(),
    audit: new InMemoryAudit(),
    archive: new InMemoryArchive(),
    imports: new InMemoryImports(),
    uploads: new InMemoryUploads(),
    openApi: '{}',
    fonts: { regular: new Uint8Array(), bold: new Uint8Array() },
  }
  const functions = {
    'consent-api': makeConsentApi(ports),
    'report-api': makeReportApi(ports),
    'board-api': makeBoardApi(ports),
    'operator-api': makeOperatorApi(ports),
  }
  return { ...ports, request: requestsTo(gateway(functions, ports.clock, newId), ports.log) }
}
