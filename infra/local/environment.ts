import { generateKeyPair } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { presigningClient, s3Client } from '../../shared/platform/adapters/s3-client.ts'
import type { Log } from '../../shared/platform/log.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { signedBy } from '../../stubs/inspectorate/jws.ts'
import {
  fetchOf,
  keptInMemory,
  ReferenceInspectorate,
} from '../../stubs/inspectorate/reference-inspectorate.ts'
import { type Issuer, localIssuer } from '../../stubs/issuer/issuer.ts'
import { environmentOf } from '../function-environment.ts'
import { isOfDeployments, manifests, triggeredBy } from '../manifests.ts'
import { table } from '../wiring.ts'
import { type Backup, restored } from './backup.ts'
import { clientsOf, type OnCall } from './calls.ts'
import { connect, type EventSources } from './event-sources.ts'
import { FakeKeyStore } from './fakes/keys.ts'
import { sqsOf } from './fakes/queue.ts'
import { onBuckets } from './fakes/s3.ts'
import { clientOf, type Sends } from './fakes/sdk.ts'
import { streamOf } from './fakes/stream.ts'
import { FakeTable } from './fakes/table.ts'
import { functionCode, type Handler } from './functions.ts'
import { gateway } from './gateway.ts'
import { servicesOf } from './services.ts'
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

const definition = { tableName: 'doorlevering', ...table } as const
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
  const runtime = { clock: time.clock, random, newId, log, pause: async () => {} }
  const issuer = await localIssuer(options.baseUrl, time.clock)
  const stream = streamOf(change => {
    // The note of a sweep is nothing to sweep for.
    if (change.keys.pk !== 'SWEEP') written()
    for (const listener of sources.onChange) listener(change)
  })
  let fakeTable = new FakeTable(definition, stream)
  const documents: Sends = {
    send: async command => {
      // As over a network, others come in between.
      await setImmediate()
      return fakeTable.send(command)
    },
  }

  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const inspectorate = new ReferenceInspectorate({
    ...keptInMemory(time.clock),
    clock: time.clock,
    isSenders: signedBy(publicKey),
    tokenUrl,
    clientId,
    newToken: options.newId,
    newReceiptId: options.newId,
  })
  const known = settingsOf(options.baseUrl, issuer)
  const services = servicesOf(known, time, {
    onUpload: event => {
      for (const listener of sources.onUpload) listener(event)
    },
    onMailFeedback: async reference => {
      await Promise.all(sources.onMailFeedback.map(listener => listener(reference)))
    },
    onSchedule: message => queues.deliveries.enqueue(message),
  })
  const { queues, deadLetters, scheduler, mailbox, uploads, ledger } = services
  const sources: EventSources = {
    time,
    documents,
    tableName: definition.tableName,
    queues,
    deadLetters,
    onWrite: [],
    onChange: [],
    onUpload: [],
    onMailFeedback: [],
  }
  const written = () => {
    for (const listener of sources.onWrite) listener()
  }
  const s3 = {
    endpoint: `${options.baseUrl}/_local/s3`,
    region: 'eu-west-1',
    credentials,
    forcePathStyle: true,
  }
  const presigning = presigningClient(s3)
  const clients = {
    documents: clientOf<DynamoDBDocumentClient>(documents),
    s3: onBuckets(s3Client(unhurried, s3), uploads, ledger),
    presigning: async () => presigning,
    sqs: clientOf<never>(sqsOf(Object.values(queues))),
    ses: clientOf<never>(mailbox),
    scheduler: clientOf<never>(scheduler),
    kms: clientOf<never>(new FakeKeyStore(known.SIGNING_KEY_ID, { publicKey, privateKey })),
    inspectorate: fetchOf(inspectorate, [inspectorateUrl, tokenUrl]),
  }

  const functions: Record<string, Handler> = {}
  for (const [name, manifest] of Object.entries(manifests)) {
    // Nothing is deployed here.
    if (isOfDeployments(manifest)) continue
    const { trigger, settings } = manifest
    const { make, wire } = functionCode[name]!
    const environment = environmentOf(settings, known, ({ path }) => projectFile(path))
    const made = make(wire(environment, clientsOf(clients, name, options.onCall), runtime))
    functions[name] = made
    connect(trigger, made, sources)
  }

  // The first sweep says that a new table lacks nothing.
  for (const { name } of triggeredBy('every')) await functions[name]!({})
  const answer = gateway(functions, options.newId)
  return {
    ...services,
    time,
    issuer,
    inspectorate,
    presigning,
    backup: (): Backup => fakeTable.items(),
    /** The table is lost, and a copy of an earlier moment takes its place, which names the lost one as its own. */
    loseTable: (backup: Backup): void => {
      fakeTable = new FakeTable(definition, stream)
      fakeTable.load(restored(backup))
      written()
    },
    /** An operator calls a function by its name. */
    invoke: (name: string) => time.run(async () => functions[name]!({})),
    /** A request to the API, counted as under way until it is answered. */
    request: (request: Parameters<typeof answer>[0]) => time.run(() => answer(request)),
    /** What is under way comes to its end first. */
    stop: () => time.idle().catch(() => {}),
  }
}

const projectFile = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** What each setting is here, whichever functions read it. */
const settingsOf = (baseUrl: string, issuer: Issuer) => ({
  TABLE_NAME: definition.tableName,
  OIDC_ISSUER: issuer.issuer,
  OIDC_AUDIENCE: issuer.audience,
  OIDC_JWKS_URI: issuer.jwksUri,
  UPLOADS_BUCKET: 'doorlevering-uploads',
  LEDGER_BUCKET: 'doorlevering-ledger',
  DELIVERIES_QUEUE_URL: 'local/deliveries',
  ATTEMPTS_QUEUE_URL: 'local/attempts',
  DELIVERIES_QUEUE_ARN: arn('sqs', 'deliveries'),
  SCHEDULE_GROUP: 'deliveries',
  SCHEDULE_ROLE_ARN: arn('iam', 'role/schedules'),
  SCHEDULE_DLQ_ARN: arn('sqs', 'dead-letters'),
  MAIL_FROM: 'Doorlevering <noreply@doorlevering.example>',
  MAIL_CONFIGURATION_SET: 'doorlevering',
  // Its clock stands still, so that nobody may have to wait.
  MAILS_PER_SECOND: '1000000',
  PORTAL_URL: baseUrl,
  INSPECTORATE_URL: inspectorateUrl,
  INSPECTORATE_TOKEN_URL: tokenUrl,
  INSPECTORATE_CLIENT_ID: clientId,
  SIGNING_KEY_ID: 'local',
  ORIGIN_SECRETS: undefined,
})
