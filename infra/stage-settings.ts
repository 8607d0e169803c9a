import { RetentionDays } from 'aws-cdk-lib/aws-logs'
// Not the small entry, as in what is bundled: this one says in words what is wrong.
import * as z from 'zod'
import type { Severity } from '../functions/manifest.ts'
import { stages } from './environments.ts'
import { pageClient } from './page/client.ts'

/** Longer than the table keeps any event, whose ledger must not have gaps (docs/retention.md). */
export const LEDGER_KEPT_DAYS = 7 * 366

const some = z.string().min(1)
const url = z.url({
  protocol: /^https$/,
  error: ({ input }) => (input === undefined ? undefined : 'must be an https address'),
})
const urlWithoutSlash = url.refine(text => !text.endsWith('/'), 'must not end with a slash')
/** As a browser names it. */
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

/** Who signs the tokens of the callers, for whom, and where its public keys are found. */
const tokens = z.strictObject({ issuer: url, audience: some, jwksUri: url })
export type Tokens = z.output<typeof tokens>

/** The inspectorate's endpoint, its token endpoint, and our id there. */
const inspectorate = z.strictObject({ url: urlWithoutSlash, tokenUrl: url, clientId: some })
export type Inspectorate = z.output<typeof inspectorate>

/** The page, as a public client of the issuer. */
const page = z.strictObject({
  clientId: some.default(pageClient.clientId),
  /** `openid monitoring`, and what else the issuer wants for a refresh token; what else the API wants it may add by itself. */
  scope: some
    .refine(text => text.split(' ').includes('openid'), 'must contain openid')
    .default(pageClient.scope),
  /** Where its endpoints for tokens and discovery are, where those are of another origin than the issuer. */
  issuerOrigins: z.array(origin).exactOptional(),
  /** Whom its statement on accessibility names. */
  accessibility: z
    .strictObject({ organisation: some, email: z.email(), drawnUpOn: z.iso.date() })
    .exactOptional(),
})
export type Page = z.output<typeof page>

/** CloudFront before the API, which then answers nothing that does not come through it (docs/decisions/0019-front.md). */
const front = z
  .strictObject({
    /** By which people and callers reach it, and its certificate; without them it has a name of CloudFront's. */
    domainName: domain.exactOptional(),
    certificateArn: z
      .string()
      .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, 'must be a certificate in us-east-1')
      .exactOptional(),
    /** A firewall of the operators' own that stands before it. */
    firewallArn: z
      .string()
      .regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\//, 'must be a web ACL of CloudFront')
      .exactOptional(),
    /** The number of the secret by which the API knows the front; one more turns it. */
    secret: z.int().min(1),
  })
  .refine(({ domainName, certificateArn }) => !domainName === !certificateArn, {
    path: ['certificateArn'],
    error: 'must be there with domainName, and only with it',
  })
export type Front = z.output<typeof front>

/** A repository at GitHub whose workflows deploy the stage (docs/decisions/0026-pipeline.md). */
const pipeline = z.strictObject({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
})
export type Pipeline = z.output<typeof pipeline>

/** The stream of a copy that was restored from a backup, in the place of the table the data stack made (docs/runbooks/restore.md). */
const restoredTable = z
  .string()
  .regex(
    /^arn:aws:dynamodb:[a-z\d-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/,
    'must be the ARN of the stream of a table',
  )

/** Nothing in JSON is undefined but what is not there. */
export const missing: z.core.$ZodErrorMap = ({ input }) => (input === undefined ? 'missing' : undefined)

/** `stub`: nobody's, made with the stage (docs/decisions/0025-stubs.md). What is wrong is said of each part, as a union would not. */
const orStub = <Value>(real: z.ZodType<Value>) =>
  z.unknown().transform((given, context): Value | 'stub' => {
    if (given === 'stub') return given
    const parsed = real.safeParse(given, { error: missing })
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues)
      context.issues.push({ code: 'custom', path, message, input: given })
    return z.NEVER
  })

/** Of which the project has the same for each stage, or nothing. */
const fields = {
  /** Twelve digits. Where given, a deployment with the credentials of any other account is refused. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be twelve digits')
    .exactOptional(),
  region: z.enum(['eu-west-1', 'eu-central-1']).default('eu-west-1'),
  /** Never a stub in `prod`. */
  tokens: orStub(tokens),
  /** Verified with SES by DNS records (docs/deploy.md); mails come from `noreply@` it. */
  mailDomain: domain,
  /** Of the portal: mails link to it, and files are uploaded from it. */
  portalUrl: origin,
  inspectorate: orStub(inspectorate),
  /**
   * Who is mailed when an alarm goes off and when it is over, by its severity; each confirms the subscription once. `page` is
   * to reach somebody at any hour: mostly the address of a paging service.
   */
  alarmsTo: z.strictObject({ page: z.email(), ticket: z.email() }) satisfies z.ZodType<
    Record<Severity, string>
  >,
  /** Where operators read this project: each alarm names `<runbooksUrl>/docs/runbooks/…`. */
  runbooksUrl: urlWithoutSlash,
  /** How many reports are sent to the inspectorate at once, at most. Lambda keeps no queue to fewer than two at once. */
  attemptsAtOnce: z.int().min(2).max(1000).default(10),
  /**
   * How many addressees are mailed in a second, at most: what SES gives the account (docs/decisions/0029-mail-rate.md). One
   * item of the table takes a thousand writes a second, and each mail needs two at most.
   */
  mailsPerSecond: z.int().min(1).max(500).default(14),
  /** False where people have another portal. */
  page: page.or(z.literal(false)).prefault({}),
  /** What is not as it is where there is a page, or a front where there is none. */
  front: front.exactOptional(),
  /** The number of the secret that opens the stubs; one more turns it. */
  stubsSecret: z.int().min(1).default(1),
  /** Where nobody but people deploys, there is none. */
  pipeline: pipeline.exactOptional(),
  restoredTable: restoredTable.exactOptional(),
}

/** What the project sets of a stage, where operators do not. */
interface Standard {
  readonly lasting: boolean
  readonly monthlyBudget: number
  readonly logRetention: (typeof periods)[number]
  readonly auditRetention: (typeof periods)[number]
  readonly ledgerDays: number
}

const fieldsBy = (standard: Standard) => ({
  /** What the account may cost in a month, in dollars, of which operators are mailed at four fifths; false: no budget. */
  monthlyBudget: z.number().min(1).or(z.literal(false)).default(standard.monthlyBudget),
  logRetention: period.default(standard.logRetention),
  /** For how long it is kept who saw or changed what. */
  auditRetention: period.default(standard.auditRetention),
  /** For how many days nobody can remove what the ledger holds. */
  ledgerDays: z.int(lockable).min(1, lockable).max(LEDGER_KEPT_DAYS, lockable).default(standard.ledgerDays),
})

/** What may be set of a stage. */
export const settingNames = Object.keys({ ...fields, ...fieldsBy(stages.dev) })

/** What operators set for a stage. Whether its data lasts follows from the stage, and is not theirs to say. */
export const stageSettings = (standard: Standard) =>
  z
    .strictObject({ ...fields, ...fieldsBy(standard) })
    .refine(
      ({ page, front, portalUrl }) =>
        page === false || !front?.domainName || portalUrl === `https://${front.domainName}`,
      { path: ['front', 'domainName'], error: 'must be the host of portalUrl, where the page is' },
    )
    .transform(stage => ({
      ...stage,
      /** Whether data, keys and buckets outlive the stack, can be restored and are protected against deletion. */
      lasting: standard.lasting,
      /** What stands before the API; undefined where it answers by itself. */
      front: stage.front ?? (stage.page ? { secret: 1 } : undefined),
    }))

/** What differs between the stages. Nothing secret stands here; what is secret stays with AWS. */
export type Environment = Readonly<z.output<ReturnType<typeof stageSettings>>>

/** A stage whose stubs are made, where it has any. */
export type ConnectedEnvironment = Environment & {
  readonly tokens: Tokens
  readonly inspectorate: Inspectorate
}
