import { fileURLToPath } from 'node:url'
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { make as makeBoardApi } from '../../../functions/board-api/handler.ts'
import { wire as wireBoardApi } from '../../../functions/board-api/wire.ts'
import { make as makeConsentApi } from '../../../functions/consent-api/handler.ts'
import { wire as wireConsentApi } from '../../../functions/consent-api/wire.ts'
import { make as makeOperatorApi } from '../../../functions/operator-api/handler.ts'
import { wire as wireOperatorApi } from '../../../functions/operator-api/wire.ts'
import { make as makeReportApi } from '../../../functions/report-api/handler.ts'
import { wire as wireReportApi } from '../../../functions/report-api/wire.ts'
import { clientOf, type SdkCommand } from '../../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'
import { gateway } from '../../../infra/local/gateway.ts'
import { table as definition } from '../../../infra/wiring.ts'
import type { TokenVerifier } from '../../../shared/access/ports.ts'

import { s3Archive } from '../../../shared/delivery/adapters/s3-archive.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { InMemoryLog } from '../doubles/log.ts'
import { tableOf } from '../stores.ts'
import { failing, s3Of, type TableFault, trustingVerifier } from './api-parts.ts'
import * as paths from './paths.ts'
import { type Claims, schoolUser } from './people.ts'
import { requestsTo } from './requests.ts'
import type { Consent, Refusal } from './shapes.ts'
import { terms } from './terms.ts'

const TABLE_ID = 'table-1'

export type TestApi = ReturnType<typeof testApi>

export const settings = {
  TABLE_NAME: 'doorlevering',
  OIDC_ISSUER: 'https://idp.example',
  OIDC_AUDIENCE: 'doorlevering',
  OIDC_JWKS_URI: 'https://idp.example/jwks',
  UPLOADS_BUCKET: 'uploads',
  LEDGER_BUCKET: 'ledger',
  FONTS_FOLDER: fileURLToPath(new URL('../../../node_modules/dejavu-fonts-ttf/ttf', import.meta.url)),
  OPENAPI_FILE: fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url)),
}

/**
 * The HTTP functions behind the gateway, through the wrapped handlers and the real adapters, on a table and buckets
 * in memory. A request throws where its answer lacks what the contract promises of all, or personal data was logged.
 */
export const testApi = (
  start = '2027-05-11T14:03:00+02:00',
  verifier: TokenVerifier = trustingVerifier,
  more: { ORIGIN_SECRETS?: string; FONTS_FOLDER?: string } = {},
) => {
  const environment = { ...settings, ...more }
  let now = instantFrom(start)
  let tableFault: TableFault = () => undefined
  let ids = 0
  const log = new InMemoryLog()
  const runtime = {
    clock: () => now,
    random: () => 0.5,
    newId: () => `id-${++ids}`,
    log,
    pause: async () => {},
  }
  const table = new FakeTable({ tableName: settings.TABLE_NAME, tableId: TABLE_ID, ...definition })
  const documents = failing(clientOf<DynamoDBDocumentClient>(table), name => tableFault(name))
  const { s3, presigning } = s3Of(runtime.clock, settings.UPLOADS_BUCKET, settings.LEDGER_BUCKET)
  const clients = { documents, s3, presigning }

  /** The note that names the table which the ledger was last replayed into. */
  const noteTable = (tableId: string): Promise<object> => {
    const Item = { pk: 'LEDGER', sk: 'CAUGHT-UP', tableId }
    return table.send(new PutCommand({ TableName: settings.TABLE_NAME, Item }) as SdkCommand)
  }

  // In the place of the first sweep; in memory it is done before anybody asks.
  void noteTable(TABLE_ID)

  const consentPorts = { ...wireConsentApi(environment, clients, runtime), verifier }
  const operatorPorts = { ...wireOperatorApi(environment, clients, runtime), verifier }
  const functions = {
    'consent-api': makeConsentApi(consentPorts),
    'report-api': makeReportApi({ ...wireReportApi(environment, clients, runtime), verifier }),
    'board-api': makeBoardApi({ ...wireBoardApi(environment, clients, runtime), verifier }),
    'operator-api': makeOperatorApi(operatorPorts),
  }
  const answerTo = gateway(functions, runtime.newId)
  const request = requestsTo(answerTo, log)

  /** Asks it of a consent: of version `from`, or where it is 0 that there is none. */
  const ofConsent = (
    method: string,
    schoolId: string,
    { from = 0, as = schoolUser(schoolId), body }: { from?: number; as?: Claims; body?: unknown },
  ) =>
    request<Consent & Refusal>({
      method,
      path: paths.consent(schoolId),
      as,
      ...(body !== undefined && { body }),
      headers: from === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${from}"` },
    })

  return {
    functions,
    /** The same as bytes of HTTP, for answers that the document does not have. */
    answerTo,
    request,
    /** Gives consent, by somebody of the school where nobody else is told, or changes the version that it starts from. */
    save: (schoolId: string, { body = terms(), ...by }: Parameters<typeof ofConsent>[2] = {}) =>
      ofConsent('PUT', schoolId, { body, ...by }),
    withdraw: (schoolId: string, from: number, as?: Claims) =>
      ofConsent('DELETE', schoolId, { from, ...(as && { as }) }),
    log,
    clock: runtime.clock,
    directory: consentPorts.directory,
    calendar: consentPorts.calendar,
    store: consentPorts.store,
    events: consentPorts.events,
    imports: operatorPorts.imports,
    archive: s3Archive(s3, settings.LEDGER_BUCKET),
    table: tableOf(documents, log),
    moveClockTo: (moment: string) => {
      now = instantFrom(moment)
    },
    /** Who saw or changed what, so far. */
    audited: () => log.audited,
    /** From now on the table is one that was restored: its note names another. */
    restoreTable: () => noteTable('another'),
    failTable: (fault: TableFault) => {
      tableFault = fault
    },
  }
}
