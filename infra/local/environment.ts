import { generateKeyPair } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Context } from 'aws-lambda'
import { make as makeBoardApi } from '../../functions/board-api/handler.ts'
import { wire as wireBoardApi } from '../../functions/board-api/wire.ts'
import { make as makeConsentApi } from '../../functions/consent-api/handler.ts'
import { wire as wireConsentApi } from '../../functions/consent-api/wire.ts'
import { make as makeDeliver } from '../../functions/deliver/handler.ts'
import { wire as wireDeliver } from '../../functions/deliver/wire.ts'
import { make as makeImportFile } from '../../functions/import-file/handler.ts'
import { wire as wireImportFile } from '../../functions/import-file/wire.ts'
import { make as makeOperatorApi } from '../../functions/operator-api/handler.ts'
import { wire as wireOperatorApi } from '../../functions/operator-api/wire.ts'
import { make as makeProcessEvents } from '../../functions/process-events/handler.ts'
import { make as makeReconcileSchedules } from '../../functions/reconcile-schedules/handler.ts'
import { wire as wireReconcileSchedules } from '../../functions/reconcile-schedules/wire.ts'
import { make as makeRecordMailFeedback } from '../../functions/record-mail-feedback/handler.ts'
import { wire as wireRecordMailFeedback } from '../../functions/record-mail-feedback/wire.ts'
import { make as makeRemindBoards } from '../../functions/remind-boards/handler.ts'
import { wire as wireRemindBoards } from '../../functions/remind-boards/wire.ts'
import { make as makeReplayLedger } from '../../functions/replay-ledger/handler.ts'
import { wire as wireReplayLedger } from '../../functions/replay-ledger/wire.ts'
import { make as makeReportApi } from '../../functions/report-api/handler.ts'
import { wire as wireReportApi } from '../../functions/report-api/wire.ts'
import { make as makeSweep } from '../../functions/sweep/handler.ts'
import { documentClient, presigningClient, s3Client } from '../../shared/platform/adapters/clients.ts'
import type { Log } from '../../shared/platform/log.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { processingPorts } from '../../shared/processing/adapters/processing-ports.ts'
import type { FunctionName } from '../stacks/functions.ts'
import {
  deliverMapping,
  eventsMapping,
  reconcileSchedulesAt,
  remindBoardsAt,
  table,
  uploadsPrefix,
} from '../wiring.ts'
import { type Backup, backupOf, restore } from './backup.ts'
import { clientsOf, type OnCall } from './calls.ts'
import { daily } from './daily.ts'
import { createTable, startDynalite } from './dynalite.ts'
import { FakeBucket } from './fakes/bucket.ts'
import { FakeKeyStore } from './fakes/keys.ts'
import { FakeLogs } from './fakes/logs.ts'
import { FakeMailbox } from './fakes/mailbox.ts'
import { FakeQueue } from './fakes/queue.ts'
import { onBuckets } from './fakes/s3.ts'
import { FakeScheduler } from './fakes/scheduler.ts'
import { clientOf, type Sends } from './fakes/sdk.ts'
import { withStream } from './fakes/stream.ts'
import { gateway } from './gateway.ts'
import { signedBy } from './inspectorate/jws.ts'
import { fetchOf, ReferenceInspectorate } from './inspectorate/reference-inspectorate.ts'
import { type Issuer, localIssuer } from './issuer.ts'
import { notificationMapping, streamMapping } from './mappings.ts'
import { sweeps } from './sweeps.ts'
import { VirtualTime } from './virtual-time.ts'

export interface LocalOptions {
  /** Where the server listens: tokens and upload URLs name it. */
  baseUrl: string
  start: Instant
  random: () => number
  newId: () => string
  log: Log
  /** Is told of every call of a function to a service of AWS. */
  onCall?: OnCall | undefined
}

export type LocalEnvironment = Awaited<ReturnType<typeof startEnvironment>>

const QUEUE = 'deliveries'
const definition = { tableName: 'doorlevering', ...table } as const
const buckets = { uploads: 'doorlevering-uploads', ledger: 'doorlevering-ledger' } as const
/** Signs the upload URLs, and checks them. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const
const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:000000000000:${name}`
/** All functions share one process here, so that one which works for long holds up the answers to the others. */
const unhurried = { attempts: 3, milliseconds: 600_000 } as const
const inspectorateUrl = 'https://inspectie.example/doorlevering/v1'
const tokenUrl = 'https://toegang.inspectie.example/token'
const clientId = 'doorlevering'

/** The real functions on embedded parts: a wiring table, without one word of the domain. */
export const startEnvironment = async (options: LocalOptions) => {
  const time = new VirtualTime(options.start, fault => options.log.error('INVOCATION_FAILED', {}, fault))
  const { random, newId, log } = options
  // The table of this process leaves nothing unread.
  const world = { clock: time.clock, random, newId, log, pause: async () => {} }
  const issuer = await localIssuer(options.baseUrl, time.clock)
  const dynalite = await startDynalite()
  const dynamo = { endpoint: dynalite.endpoint, region: 'eu-west-1', credentials }
  await createTable(new DynamoDBClient(dynamo), definition)
  const plainDocuments = documentClient(unhurried, dynamo)
  const plain = plainDocuments as unknown as Sends

  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const inspectorate = new ReferenceInspectorate({
    clock: time.clock,
    isSenders: signedBy(publicKey),
    tokenUrl,
    clientId,
    newToken: options.newId,
    newReceiptId: options.newId,
  })
  const deadLetters = new FakeQueue({ url: 'local/dead-letters', arn: arn('sqs', 'dead-letters'), time })
  const deliveries = new FakeQueue({ url: 'local/deliveries', arn: arn('sqs', QUEUE), time })
  const scheduler = new FakeScheduler(time, (_target, input) => void deliveries.enqueue(input))
  const mailbox = new FakeMailbox(time, ({ mail }) =>
    recordMailFeedback({ reference: mail.tags.event?.[0] }, context),
  )

  const documents = withStream(plainDocuments, change => {
    // The note of a sweep is nothing to sweep for.
    if (change.keys.pk !== 'SWEEP') sweeping.written()
    toProcessEvents(change)
  })
  const uploads = new FakeBucket(buckets.uploads, time.clock, event => toImportFile(event), {
    hasVersions: true,
  })
  const ledger = new FakeBucket(buckets.ledger, time.clock, undefined, { hasObjectLock: true })
  const s3 = {
    endpoint: `${options.baseUrl}/_local/s3`,
    region: 'eu-west-1',
    credentials,
    forcePathStyle: true,
  }
  const settings = settingsOf(options.baseUrl, issuer, deliveries, deadLetters)
  const audit = new FakeLogs(settings.AUDIT_LOG_GROUP)
  const clients = {
    documents,
    logs: clientOf<never>(audit),
    s3: onBuckets(s3Client(unhurried, s3), uploads, ledger),
    presigning: presigningClient(s3),
    sqs: clientOf<never>(deliveries),
    ses: clientOf<never>(mailbox),
    scheduler: clientOf<never>(scheduler),
    kms: clientOf<never>(new FakeKeyStore(settings.SIGNING_KEY_ID, { publicKey, privateKey })),
    inspectorate: fetchOf(inspectorate, [inspectorateUrl, tokenUrl]),
  }

  const clientsFor = (name: FunctionName) => clientsOf(clients, name, options.onCall)
  const functions = {
    'consent-api': makeConsentApi(wireConsentApi(settings, clientsFor('consent-api'), world)),
    'report-api': makeReportApi(wireReportApi(settings, clientsFor('report-api'), world)),
    'board-api': makeBoardApi(wireBoardApi(settings, clientsFor('board-api'), world)),
    'operator-api': makeOperatorApi(wireOperatorApi(settings, clientsFor('operator-api'), world)),
  }
  const processEvent = makeProcessEvents(processingPorts(settings, clientsFor('process-events'), world))
  const sweep = makeSweep(processingPorts(settings, clientsFor('sweep'), world))
  const deliver = makeDeliver(wireDeliver(settings, clientsFor('deliver'), world))
  const recordMailFeedback = makeRecordMailFeedback(
    wireRecordMailFeedback(settings, clientsFor('record-mail-feedback'), world),
  )
  const importFile = makeImportFile(wireImportFile(settings, clientsFor('import-file'), world))
  const replayLedger = makeReplayLedger(wireReplayLedger(settings, clientsFor('replay-ledger'), world))
  const reconcileSchedules = makeReconcileSchedules(
    wireReconcileSchedules(settings, clientsFor('reconcile-schedules'), world),
  )
  const remindBoards = makeRemindBoards(wireRemindBoards(settings, clientsFor('remind-boards'), world))

  const toProcessEvents = streamMapping({
    ...eventsMapping,
    time,
    invoke: event => processEvent(event, context),
  })
  const toImportFile = notificationMapping({
    prefix: uploadsPrefix,
    maximumRetries: 2,
    time,
    invoke: importFile,
  })
  const sweeping = sweeps(time, plain, definition.tableName, () => sweep({}, context))
  daily(time, reconcileSchedulesAt, () => reconcileSchedules({}, context))
  daily(time, remindBoardsAt, () => remindBoards({}, context))
  deliveries.map({ ...deliverMapping, deadLetter: deadLetters, invoke: event => deliver(event, context) })

  // The first sweep says that a new table lacks nothing.
  await sweep({}, context)
  const answer = gateway(functions, time.clock, options.newId)
  return {
    time,
    issuer,
    mailbox,
    inspectorate,
    uploads,
    /** Lines of JSON: who saw or changed what. */
    audit,
    credentials,
    scheduler,
    deliveries,
    deadLetters,
    backup: () => backupOf(plain, definition.tableName),
    /** The table is lost, and a copy of an earlier moment takes its place, which names the lost one as its own. */
    loseTable: async (backup: Backup): Promise<void> => {
      await restore(plain, definition.tableName, backup)

      sweeping.written()
    },
    replayLedger: () => time.run(() => replayLedger({}, context)),
    /** A request to the API, counted as under way until it is answered. */
    request: (request: Parameters<typeof answer>[0]) => time.run(() => answer(request)),
    /** What is under way comes to its end first: a table that is closed while it is written to throws where nobody catches. */
    stop: async () => {
      await time.idle().catch(() => {})
      await dynalite.stop()
    },
  }
}

const context = {} as Context

const projectFile = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The same variables as in the service stack. */
const settingsOf = (baseUrl: string, issuer: Issuer, deliveries: FakeQueue, deadLetters: FakeQueue) => ({
  TABLE_NAME: definition.tableName,
  OIDC_ISSUER: issuer.issuer,
  OIDC_AUDIENCE: issuer.audience,
  OIDC_JWKS_URI: issuer.jwksUri,
  UPLOADS_BUCKET: buckets.uploads,
  LEDGER_BUCKET: buckets.ledger,
  AUDIT_LOG_GROUP: 'audit',
  DELIVERIES_QUEUE_URL: deliveries.url,
  DELIVERIES_QUEUE_ARN: deliveries.arn,
  SCHEDULE_GROUP: QUEUE,
  SCHEDULE_ROLE_ARN: arn('iam', 'role/schedules'),
  SCHEDULE_DLQ_ARN: deadLetters.arn,
  MAIL_FROM: 'Doorlevering <noreply@doorlevering.example>',
  MAIL_CONFIGURATION_SET: 'doorlevering',
  PORTAL_URL: baseUrl,
  INSPECTORATE_URL: inspectorateUrl,
  INSPECTORATE_TOKEN_URL: tokenUrl,
  INSPECTORATE_CLIENT_ID: clientId,
  SIGNING_KEY_ID: 'local',
  FONTS_FOLDER: projectFile('node_modules/dejavu-fonts-ttf/ttf'),
  OPENAPI_FILE: projectFile('docs/openapi.json'),
})
