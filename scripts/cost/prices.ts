import { commandName, type SdkCommand } from '../../infra/local/fakes/sdk.ts'
import { table } from '../../infra/wiring.ts'

const MILLION = 1_000_000

/** Public list prices in eu-west-1 without VAT, of the first tier, in dollars a unit. Written down from memory on 2026-11-26. */
export const prices = {
  /** HTTP API, a request. */
  httpRequest: 1.11 / MILLION,
  /** Lambda on arm64: an invocation, and half a gigabyte for a tenth of a second, which is assumed for each. */
  invocation: 0.2 / MILLION + 0.05 * 0.0000133334,
  /** DynamoDB on demand. */
  writeUnit: 0.70675 / MILLION,
  readUnit: 0.1415 / MILLION,
  /** S3: PUT and LIST, and GET. */
  objectPut: 0.005 / 1000,
  objectGet: 0.0004 / 1000,
  kmsRequest: 0.03 / 10_000,
  /** SQS: a message is sent, received and deleted. */
  message: (3 * 0.4) / MILLION,
  schedule: 1 / MILLION,
  mail: 0.1 / 1000,
} as const

interface Resource {
  readonly Type: string
  // biome-ignore lint/suspicious/noExplicitAny: properties of all types.
  readonly Properties?: any
}

const every = (type: string, all: readonly Resource[]) => all.filter(({ Type }) => Type === type)

/** A month of what stands there, whether it is used or not: how many there are in the resources, and what one costs. */
export const monthlyPrices: Readonly<
  Record<string, { readonly price: number; count(resources: readonly Resource[]): number }>
> = {
  keys: { price: 1, count: all => every('AWS::KMS::Key', all).length },
  'metrics that alarms look at': {
    price: 0.1,
    count: all => every('AWS::CloudWatch::Alarm', all).flatMap(lookedAt).length,
  },
  'metrics of lines in logs': {
    price: 0.3,
    count: all => new Set(every('AWS::Logs::MetricFilter', all).map(nameOf)).size,
  },
  dashboards: { price: 3, count: all => every('AWS::CloudWatch::Dashboard', all).length },
  secrets: { price: 0.4, count: all => every('AWS::SecretsManager::Secret', all).length },
}

/** One, or those that its expression adds up. */
const lookedAt = ({ Properties: { Metrics } }: Resource): readonly unknown[] =>
  Metrics?.filter(({ MetricStat }: { MetricStat?: object }) => MetricStat) ?? ['one']

/** Filters of several logs may make one metric. */
const nameOf = ({
  Properties: {
    MetricTransformations: [made],
  },
}: Resource): string => `${made.MetricNamespace} ${made.MetricName}`

type Item = Readonly<Record<string, unknown>>

/** A usual item is within the kilobyte of one write unit; each index that holds it is written too. */
const writeOf = (item: Item): number =>
  prices.writeUnit *
  (1 + Object.values(table.indexes).filter(({ partitionKey }) => item[partitionKey] !== undefined).length)

/** An update moves an event in the index of what is open, or takes it out. */
const update = 2 * prices.writeUnit

/** Results and logs of one school fit the four kilobytes of one read unit. */
// biome-ignore lint/suspicious/noExplicitAny: inputs of all commands.
const priceOf: Readonly<Record<string, (input: any) => number>> = {
  QueryCommand: () => prices.readUnit,
  BatchGetCommand: ({ RequestItems }) =>
    Object.values<{ Keys: unknown[] }>(RequestItems).reduce((sum, { Keys }) => sum + Keys.length, 0) *
    prices.readUnit,
  PutCommand: ({ Item }) => writeOf(Item),
  UpdateCommand: () => update,
  GetObjectCommand: () => prices.objectGet,
  PutObjectCommand: () => prices.objectPut,
  SignCommand: () => prices.kmsRequest,
  SendMessageCommand: () => prices.message,
  CreateScheduleCommand: () => prices.schedule + prices.message,
  SendEmailCommand: ({ Destination }) => prices.mail * Destination.ToAddresses.length,
}

/** What a call costs, in dollars; nothing where AWS asks nothing for it. */
export const costOfCall = (command: SdkCommand): number => priceOf[commandName(command)]?.(command.input) ?? 0
