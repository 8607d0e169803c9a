import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { make as makeConsentApi } from '../../../functions/consent-api/handler.ts'
import { wire as wireConsentApi } from '../../../functions/consent-api/wire.ts'
import { make as makeDeliver } from '../../../functions/deliver/handler.ts'
import { wire as wireDeliver } from '../../../functions/deliver/wire.ts'
import { make as makeImportFile } from '../../../functions/import-file/handler.ts'
import { wire as wireImportFile } from '../../../functions/import-file/wire.ts'
import { make as makeOperatorApi } from '../../../functions/operator-api/handler.ts'
import { wire as wireOperatorApi } from '../../../functions/operator-api/wire.ts'
import { make as makeProcessEvents } from '../../../functions/process-events/handler.ts'
import { make as makeReconcileSchedules } from '../../../functions/reconcile-schedules/handler.ts'
import { wire as wireReconcileSchedules } from '../../../functions/reconcile-schedules/wire.ts'
import { make as makeRecordMailFeedback } from '../../../functions/record-mail-feedback/handler.ts'
import { wire as wireRecordMailFeedback } from '../../../functions/record-mail-feedback/wire.ts'
import { make as makeRemindBoards } from '../../../functions/remind-boards/handler.ts'
import { wire as wireRemindBoards } from '../../../functions/remind-boards/wire.ts'
import { make as makeReplayLedger } from '../../../functions/replay-ledger/handler.ts'
import { wire as wireReplayLedger } from '../../../functions/replay-ledger/wire.ts'
import { make as makeSweep } from '../../../functions/sweep/handler.ts'
import { clientOf, type SdkCommand } from '../../../infra/local/fakes/sdk.ts'
import { gateway } from '../../../infra/local/gateway.ts'
import { cloudWatchAudit } from '../../../shared/access/adapters/cloudwatch-audit.ts'
import type { Fetch } from '../../../shared/delivery/adapters/exchange.ts'
import type { World } from '../../../shared/platform/world.ts'
import { processingPorts } from '../../../shared/processing/adapters/processing-ports.ts'
import { trustingVerifier } from '../../support/api/api-parts.ts'

type Send = (command: SdkCommand) => Promise<object>

/** What stands behind the clients of the functions: the services of the history that is under way. */
export interface Stage {
  readonly world: World
  readonly documents: Send
  readonly logs: Send
  readonly s3: Send
  readonly sqs: Send
  readonly ses: Send
  readonly scheduler: Send
  readonly kms: Send
  readonly inspectorate: Fetch
}

type ClientName = Exclude<keyof Stage, 'world' | 'inspectorate'>

export const settings = {
  TABLE_NAME: 'doorlevering',
  OIDC_ISSUER: 'https://idp.example',
  OIDC_AUDIENCE: 'doorlevering',
  OIDC_JWKS_URI: 'https://idp.example/jwks',
  UPLOADS_BUCKET: 'uploads',
  LEDGER_BUCKET: 'ledger',
  AUDIT_LOG_GROUP: 'audit',
  OPENAPI_FILE: 'docs/openapi.json',
  DELIVERIES_QUEUE_URL: 'sim/deliveries',
  DELIVERIES_QUEUE_ARN: 'arn:aws:sqs:eu-west-1:000000000000:deliveries',
  SCHEDULE_GROUP: 'deliveries',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::000000000000:role/schedules',
  SCHEDULE_DLQ_ARN: 'arn:aws:sqs:eu-west-1:000000000000:dead-letters',
  MAIL_FROM: 'Doorlevering <noreply@doorlevering.example>',
  MAIL_CONFIGURATION_SET: 'doorlevering',
  PORTAL_URL: 'https://portaal.example',
  INSPECTORATE_URL: 'https://inspectie.example/doorlevering/v1',
  INSPECTORATE_TOKEN_URL: 'https://inspectie.example/oauth/token',
  INSPECTORATE_CLIENT_ID: 'doorlevering',
  SIGNING_KEY_ID: 'sim',
} as const

export type Functions = ReturnType<typeof realFunctions>

/** Clients that hand what they are asked to whatever is on the stage. */
const clientsOf = (stage: () => Stage) => {
  const sending = (name: ClientName) =>
    clientOf<never>({ send: (command: SdkCommand) => stage()[name](command) })
  // Instances outlive a history here, and must not ask in the first one only.
  const documents = clientOf<never>({
    send: async (command: SdkCommand) =>
      command instanceof DescribeTableCommand ? { Table: { TableId: 'sim' } } : stage().documents(command),
  })
  return {
    documents,
    logs: sending('logs'),
    s3: sending('s3'),
    sqs: sending('sqs'),
    ses: sending('ses'),
    scheduler: sending('scheduler'),
    kms: sending('kms'),
    inspectorate: ((url, sending) => stage().inspectorate(url, sending)) satisfies Fetch,
  }
}

const worldOn = (stage: () => Stage): World => ({
  clock: () => stage().world.clock(),
  random: () => stage().world.random(),
  newId: () => stage().world.newId(),
  log: {
    info: (code, ids) => stage().world.log.info(code, ids),
    error: (code, ids, cause) => stage().world.log.error(code, ids, cause),
  },
  pause: async () => {},
})

/** The functions as they are deployed, wired once; all they reach is on the stage, which changes from history to history. */
export const realFunctions = (stage: () => Stage) => {
  const clients = clientsOf(stage)
  const world = worldOn(stage)
  /** An instance names its stream at its first entry. This one outlives a history, whose ids are its own. */
  const audit = cloudWatchAudit({
    client: clients.logs,
    logGroup: settings.AUDIT_LOG_GROUP,
    newId: () => 'stream',
  })
  const own = { verifier: trustingVerifier, audit }
  const consent = { ...wireConsentApi(settings, clients, world), ...own }
  const operator = { ...wireOperatorApi(settings, { ...clients, presigning: clients.s3 }, world), ...own }
  const nowhere = async () => ({ statusCode: 404 })
  const api = {
    'consent-api': makeConsentApi(consent),
    'operator-api': makeOperatorApi(operator),
    'report-api': nowhere,
    'board-api': nowhere,
  }
  return {
    /** What a world is furnished with before it begins. */
    ports: { ...consent, imports: operator.imports, uploads: operator.uploads },
    answer: gateway(api, world.clock, world.newId),
    processEvent: makeProcessEvents(processingPorts(settings, clients, world)),
    sweep: makeSweep(processingPorts(settings, clients, world)),
    /** It keeps a token for as long as it is warm, so that each history has instances of its own. */
    newDeliver: () => makeDeliver(wireDeliver(settings, clients, world)),
    recordMailFeedback: makeRecordMailFeedback(wireRecordMailFeedback(settings, clients, world)),
    importFile: makeImportFile(wireImportFile(settings, clients, world)),
    reconcileSchedules: makeReconcileSchedules(wireReconcileSchedules(settings, clients, world)),
    remindBoards: makeRemindBoards(wireRemindBoards(settings, clients, world)),
    replayLedger: makeReplayLedger(wireReplayLedger(settings, clients, world)),
  }
}
