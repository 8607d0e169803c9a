import { readFileSync } from 'node:fs'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'
// Not the small entry, as in what is bundled: this one says in words what is wrong.
import * as z from 'zod'
import { type Environment, environments, LEDGER_KEPT_DAYS } from './environments.ts'
import { pageClient } from './page/client.ts'

/** What operators may leave as the project has it. */
type Settled =
  | 'region'
  | 'attemptsAtOnce'
  | 'mailsPerSecond'
  | 'monthlyBudget'
  | 'logRetention'
  | 'auditRetention'
  | 'ledgerDays'
  | 'page'

/** What they set for a stage. Whether its data lasts follows from the stage, and is not theirs to say. */
type StageSettings = Omit<Environment, 'lasting' | Settled> & Partial<Pick<Environment, Settled>>

const some = z.string().min(1)
const url = z.url({
  protocol: /^https$/,
  error: ({ input }) => (input === undefined ? undefined : 'must be an https address'),
})
const urlWithoutSlash = url.refine(text => !text.endsWith('/'), 'must not end with a slash')
/** As a browser names it: files are uploaded from it. */
const origin = z
  .string()
  .refine(
    text => text.startsWith('https://') && URL.parse(text)?.origin === text,
    'must be an origin: https:// and a host in lower case, with no path and no slash at the end',
  )

const domain = z.string().regex(/^([a-z\d-]+\.)+[a-z]+$/, 'must be the name of a domain')

/** The periods CloudWatch knows, of thirteen months at most: logs are forgotten. */
const periods = Object.values(RetentionDays)
  .filter(days => typeof days === 'number')
  .filter(days => days <= RetentionDays.THIRTEEN_MONTHS)
const period = z.literal(periods, `must be one of ${periods.join(', ')} (days)`)

const lockable = `must be a whole number of days, from 1 to the ${LEDGER_KEPT_DAYS} for which the ledger is kept`
const ledgerDays = z.int(lockable).min(1, lockable).max(LEDGER_KEPT_DAYS, lockable)

const restoredTable = z
  .strictObject({ name: some, streamArn: z.string() })
  .refine(({ name, streamArn }) => tableOf(streamArn) === name, {
    path: ['streamArn'],
    error: 'must be the ARN of the stream of that table',
  })

/** The name of the table whose stream it is; undefined where it is none. */
const tableOf = (streamArn: string): string | undefined =>
  /^arn:aws:dynamodb:[a-z\d-]+:\d{12}:table\/([\w.-]+)\/stream\/[\w.:-]+$/.exec(streamArn)?.[1]

/** What else the API wants an issuer may add by itself, and refuse to be asked for. */
const scope = some.refine(text => text.split(' ').includes('openid'), 'must contain openid')

const page = z
  .strictObject({
    clientId: some.default(pageClient.clientId),
    scope: scope.default(pageClient.scope),
    issuerOrigins: z.array(origin).exactOptional(),
    accessibility: z
      .strictObject({ organisation: some, email: z.email(), drawnUpOn: z.iso.date() })
      .exactOptional(),
  })
  .or(z.literal(false))

const front = z
  .strictObject({
    domainName: domain.exactOptional(),
    certificateArn: z
      .string()
      .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, 'must be a certificate in us-east-1')
      .exactOptional(),
    firewall: z
      .strictObject({
        arn: z
          .string()
          .regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\//, 'must be the output FirewallArn')
          .exactOptional(),
      })
      .exactOptional(),
    secret: z.int().min(1),
  })
  .refine(({ domainName, certificateArn }) => !domainName === !certificateArn, {
    path: ['certificateArn'],
    error: 'must be there with domainName, and only with it',
  })

const pipeline = z.strictObject({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  provider: z
    .string()
    .regex(
      /^arn:aws:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
      'must be the ARN of GitHub as a provider',
    )
    .exactOptional(),
})

/** Nothing in JSON is undefined but what is not there. */
const missing: z.core.$ZodErrorMap = ({ input }) => (input === undefined ? 'missing' : undefined)

/** What a stub may stand for. What is wrong is said of each part, as a union would not. */
const orStub = <Value>(real: z.ZodType<Value>) =>
  z.unknown().transform((given, context): Value | 'stub' => {
    if (given === 'stub') return given
    const parsed = real.safeParse(given, { error: missing })
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues)
      context.issues.push({ code: 'custom', path, message, input: given })
    return z.NEVER
  })

const stageObject = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be twelve digits')
    .exactOptional(),
  region: z.enum(['eu-west-1', 'eu-central-1']).exactOptional(),
  tokens: orStub(z.strictObject({ issuer: url, audience: some, jwksUri: url })),
  mailDomain: domain,
  portalUrl: origin,
  inspectorate: orStub(z.strictObject({ url: urlWithoutSlash, tokenUrl: url, clientId: some })),
  alarmsTo: z.strictObject({ page: z.email(), ticket: z.email() }),
  runbooksUrl: urlWithoutSlash,
  // Lambda keeps no queue to fewer than two at once.
  attemptsAtOnce: z.int().min(2).max(1000).exactOptional(),
  // One item of the table takes a thousand writes a second, and each mail needs two at most.
  mailsPerSecond: z.int().min(1).max(500).exactOptional(),
  monthlyBudget: z.number().min(1).or(z.literal(false)).exactOptional(),
  logRetention: period.exactOptional(),
  auditRetention: period.exactOptional(),
  ledgerDays: ledgerDays.exactOptional(),
  page: page.exactOptional(),
  front: front.exactOptional(),
  stubsSecret: z.int().min(1).exactOptional(),
  pipeline: pipeline.exactOptional(),
  restoredTable: restoredTable.exactOptional(),
})

/** What may be set of a stage. */
export const settingNames = Object.keys(stageObject.shape)

const stageSettings: z.ZodType<StageSettings> = stageObject.refine(
  ({ page, front, portalUrl }) =>
    page === false || !front?.domainName || portalUrl === `https://${front.domainName}`,
  { path: ['front', 'domainName'], error: 'must be the host of portalUrl, where the page is' },
)

const settings = z
  .strictObject({
    dev: stageSettings.optional(),
    acc: stageSettings.optional(),
    prod: stageSettings.optional(),
  })
  .refine(stages => Object.keys(stages).length > 0, 'there is no stage in it')

const unusable = (file: string, why: string): Error =>
  new Error(`The settings in ${file} cannot be used (docs/deploy.md):\n${why}`)

const contentOf = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw unusable(file, (error as Error).message)
  }
}

/**
 * The stages to make: those of the operators' own file (docs/deploy.md), a path from the folder of the project, and what
 * the file leaves open as the project has it, but for the front and the pipeline, which bear their owner's name. Without a file they are the
 * project's, which are examples. Throws an error that names the file, and every setting in it that is missing, wrong or
 * unknown.
 */
export const environmentsFrom = (file: string | undefined): Readonly<Record<string, Environment>> => {
  if (file === undefined) return environments
  const parsed = settings.safeParse(contentOf(file), { error: missing })
  if (!parsed.success) throw unusable(file, z.prettifyError(parsed.error))
  const stages = Object.entries(parsed.data) as [keyof typeof environments, StageSettings][]
  return Object.fromEntries(
    stages.map(([stage, own]) => [
      stage,
      { ...environments[stage], front: undefined, pipeline: undefined, ...own },
    ]),
  )
}
