import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { ConsentApiPorts } from '../../../functions/consent-api/ports.ts'
import type { OperatorApiPorts } from '../../../functions/operator-api/ports.ts'
import { environmentOf } from '../../../infra/function-environment.ts'
import { clientOf, type SdkCommand } from '../../../infra/local/fakes/sdk.ts'
import { functionCode, type Handler } from '../../../infra/local/functions.ts'
import { gateway } from '../../../infra/local/gateway.ts'
import { isOfDeployments, manifests } from '../../../infra/manifests.ts'
import type { Fetch } from '../../../shared/delivery/adapters/exchange.ts'
import type { Runtime } from '../../../shared/platform/runtime.ts'
import { trustingVerifier } from '../../support/api/api-parts.ts'

type Send = (command: SdkCommand) => Promise<object>

/** What stands behind the clients of the functions: the services of the history that is under way. */
export interface Backends {
  readonly runtime: Runtime
  readonly documents: Send
  readonly s3: Send
  readonly sqs: Send
  readonly ses: Send
  readonly scheduler: Send
  readonly kms: Send
  readonly inspectorate: Fetch
}

type ClientName = Exclude<keyof Backends, 'runtime' | 'inspectorate'>

export const settings = {
  TABLE_NAME: 'doorlevering',
  OIDC_ISSUER: 'https://idp.example',
  OIDC_AUDIENCE: 'doorlevering',
  OIDC_JWKS_URI: 'https://idp.example/jwks',
  UPLOADS_BUCKET: 'uploads',
  LEDGER_BUCKET: 'ledger',
  ORIGIN_SECRETS: undefined,
  DELIVERIES_QUEUE_URL: 'sim/deliveries',
  ATTEMPTS_QUEUE_URL: 'sim/attempts',
  DELIVERIES_QUEUE_ARN: 'arn:aws:sqs:eu-west-1:000000000000:deliveries',
  SCHEDULE_GROUP: 'deliveries',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::000000000000:role/schedules',
  SCHEDULE_DLQ_ARN: 'arn:aws:sqs:eu-west-1:000000000000:dead-letters',
  MAIL_FROM: 'Doorlevering <noreply@doorlevering.example>',
  MAIL_CONFIGURATION_SET: 'doorlevering',
  MAILS_PER_SECOND: '14',
  PORTAL_URL: 'https://portaal.example',
  INSPECTORATE_URL: 'https://inspectie.example/doorlevering/v1',
  INSPECTORATE_TOKEN_URL: 'https://inspectie.example/oauth/token',
  INSPECTORATE_CLIENT_ID: 'doorlevering',
  SIGNING_KEY_ID: 'sim',
} as const

export type Functions = ReturnType<typeof realFunctions>

/** Clients that hand what they are asked to the backends of the moment. */
const clientsOf = (backends: () => Backends) => {
  const sending = (name: ClientName) =>
    clientOf<never>({ send: (command: SdkCommand) => backends()[name](command) })
  // Instances outlive a history here, and must not ask in the first one only.
  const documents = clientOf<never>({
    send: async (command: SdkCommand) =>
      command instanceof DescribeTableCommand ? { Table: { TableId: 'sim' } } : backends().documents(command),
  })
  return {
    documents,
    s3: sending('s3'),
    sqs: sending('sqs'),
    ses: sending('ses'),
    scheduler: sending('scheduler'),
    kms: sending('kms'),
    presigning: async () => sending('s3'),
    inspectorate: ((url, sending) => backends().inspectorate(url, sending)) satisfies Fetch,
  }
}

const runtimeOn = (backends: () => Backends): Runtime => ({
  clock: () => backends().runtime.clock(),
  random: () => backends().runtime.random(),
  newId: () => backends().runtime.newId(),
  log: {
    info: (code, ids) => backends().runtime.log.info(code, ids),
    error: (code, ids, cause) => backends().runtime.log.error(code, ids, cause),
  },
  pause: (most, least) => backends().runtime.pause(most, least),
})

/** The functions as they are deployed, wired once; the backends they reach change from history to history. */
export const realFunctions = (backends: () => Backends) => {
  const clients = clientsOf(backends)
  const runtime = runtimeOn(backends)
  const portsOf = (name: string): object => {
    const environment = environmentOf(manifests[name]!.settings, settings, ({ path }) => path)
    const ports = functionCode[name]!.wire(environment, clients, runtime)
    return manifests[name]?.trigger.kind === 'http' ? { ...ports, verifier: trustingVerifier } : ports
  }
  const newInstance = (name: string): Handler => functionCode[name]!.make(portsOf(name))
  const instances = Object.fromEntries(deployed.map(name => [name, newInstance(name)]))
  const consent = portsOf('consent-api') as ConsentApiPorts
  const { imports, uploads } = portsOf('operator-api') as OperatorApiPorts
  return {
    /** What an environment is furnished with before it begins. */
    ports: { ...consent, imports, uploads },
    answer: gateway(instances, runtime.newId),
    invoke: async (name: string, event: object) => instances[name]!(event),
    /** Of a function that keeps something for as long as it is warm. */
    newInstance,
  }
}

/** Nothing is deployed here. */
const deployed = Object.keys(manifests).filter(name => !isOfDeployments(manifests[name]!))
