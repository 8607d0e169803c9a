import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Severity } from '../functions/manifest.ts'
import { pageClient } from './page/client.ts'

/** Where CloudFront’s firewalls and certificates are. */
export const FIREWALL_REGION = 'us-east-1'

/** Longer than the table keeps any event, whose ledger must not have gaps (docs/retention.md). */
export const LEDGER_KEPT_DAYS = 7 * 366

/** CloudFront before the API, which then answers nothing that does not come through it (docs/decisions/0019-front.md). */
export interface Front {
  /** By which people and callers reach it, and its certificate in us-east-1; without them it has a name of CloudFront's. */
  readonly domainName?: string
  readonly certificateArn?: string
  /** A firewall, made in a stack of its own, whose output its ARN is; without that it is made, and stands before nothing. */
  readonly firewall?: { readonly arn?: string }
  /** The number of the secret by which the API knows the front; one more turns it. */
  readonly secret: number
}

/** The page, as a public client of the issuer. */
export interface Page {
  readonly clientId: string
  /** `openid monitoring`, and what else the issuer wants for a refresh token. */
  readonly scope: string
  /** Where its endpoints for tokens and discovery are, where those are of another origin than the issuer. */
  readonly issuerOrigins?: readonly string[]
  /** Whom its statement on accessibility names. */
  readonly accessibility?: {
    readonly organisation: string
    readonly email: string
    readonly drawnUpOn: string
  }
}

/** Who signs the tokens of the callers, for whom, and where its public keys are found. */
export interface Tokens {
  readonly issuer: string
  readonly audience: string
  readonly jwksUri: string
}

/** The inspectorate's endpoint without a slash at the end, its token endpoint, and our id there. */
export interface Inspectorate {
  readonly url: string
  readonly tokenUrl: string
  readonly clientId: string
}

/** A repository at GitHub whose workflows deploy the stage (docs/decisions/0026-pipeline.md). */
export interface Pipeline {
  /** `owner/name` */
  readonly repository: string
  /** GitHub as a provider of identities, where the account has it already: its ARN. An account has one at most. */
  readonly provider?: string
}

/** What differs between the stages. Nothing secret stands here; what is secret stays with AWS. */
export interface Environment {
  /** Whether data, keys and buckets outlive the stack, can be restored and are protected against deletion. */
  readonly lasting: boolean
  readonly region: 'eu-west-1' | 'eu-central-1'
  /** Twelve digits. Where given, a deployment with the credentials of any other account is refused. */
  readonly account?: string
  /** `stub`: nobody's, made with the stage (docs/decisions/0025-stubs.md); never in `prod`. */
  readonly tokens: Tokens | 'stub'
  /** Verified with SES by DNS records (docs/deploy.md); mails come from `noreply@` it. */
  readonly mailDomain: string
  /** Origin of the portal, without a slash at the end: mails link to it, and files are uploaded from it. */
  readonly portalUrl: string
  readonly inspectorate: Inspectorate | 'stub'
  /** How many reports are sent to the inspectorate at once, at most: from 2 to 1,000. */
  readonly attemptsAtOnce: number
  /** How many addressees are mailed in a second, at most: what SES gives the account (docs/decisions/0029-mail-rate.md). */
  readonly mailsPerSecond: number
  /**
   * Who is mailed when an alarm goes off and when it is over, by its severity; each confirms the subscription once. `page` is
   * to reach somebody at any hour: mostly the address of a paging service.
   */
  readonly alarmsTo: Readonly<Record<Severity, string>>
  /** Where operators read this project, without a slash at the end: each alarm names `<runbooksUrl>/docs/runbooks/…`. */
  readonly runbooksUrl: string
  /** What the account may cost in a month, in dollars, of which operators are mailed at four fifths; false: no budget. */
  readonly monthlyBudget: number | false
  readonly logRetention: RetentionDays
  /** For how long it is kept who saw or changed what. */
  readonly auditRetention: RetentionDays
  /** For how many days nobody can remove what the ledger holds. */
  readonly ledgerDays: number
  /** False where people have another portal. */
  readonly page: Page | false
  /** What is not as it is where there is a page, or a front where there is none. */
  readonly front?: Front | undefined
  /** The number of the secret that opens the stubs, 1 where left out; one more turns it. */
  readonly stubsSecret?: number
  /** Where nobody but people deploys, there is none. */
  readonly pipeline?: Pipeline | undefined
  /**
   * A copy that was restored from a backup, in the place of the table the data stack made (docs/runbooks/restore.md):
   * its name, the id DynamoDB gave it, and its stream.
   */
  readonly restoredTable?: { readonly name: string; readonly streamArn: string }
}

/** A stage whose stubs are made, where it has any. */
export type ConnectedEnvironment = Environment & {
  readonly tokens: Tokens
  readonly inspectorate: Inspectorate
}

/** What stands before the API; undefined where it answers by itself. */
export const frontOf = ({ page, front }: Environment): Front | undefined =>
  front ?? (page ? { secret: 1 } : undefined)

const exampleFront = (domainName: string): Front => ({
  domainName,
  certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/example',
  secret: 1,
})

const tokensOf = (issuer: string): Tokens => ({
  issuer,
  audience: 'doorlevering',
  jwksUri: `${issuer}/.well-known/jwks.json`,
})

const inspectorateAt = (url: string): Inspectorate => ({
  url,
  tokenUrl: `${url}/oauth/token`,
  clientId: 'doorlevering',
})

const operatorsAt = (domain: string): Pick<Environment, 'alarmsTo' | 'runbooksUrl'> => ({
  alarmsTo: { page: `wacht@${domain}`, ticket: `beheer@${domain}` },
  runbooksUrl: `https://git.${domain}/doorlevering/blob/main`,
})

export const environments = {
  dev: {
    lasting: false,
    region: 'eu-west-1',
    tokens: 'stub',
    mailDomain: 'dev.doorlevering.example',
    portalUrl: 'https://portal.dev.doorlevering.example',
    inspectorate: 'stub',
    ...operatorsAt('dev.doorlevering.example'),
    attemptsAtOnce: 10,
    mailsPerSecond: 14,
    monthlyBudget: 25,
    logRetention: RetentionDays.ONE_WEEK,
    auditRetention: RetentionDays.ONE_WEEK,
    ledgerDays: 1,
    page: pageClient,
  },
  acc: {
    lasting: true,
    region: 'eu-west-1',
    tokens: 'stub',
    mailDomain: 'acc.doorlevering.example',
    portalUrl: 'https://portal.acc.doorlevering.example',
    inspectorate: 'stub',
    ...operatorsAt('acc.doorlevering.example'),
    attemptsAtOnce: 10,
    mailsPerSecond: 14,
    monthlyBudget: 50,
    logRetention: RetentionDays.ONE_MONTH,
    auditRetention: RetentionDays.ONE_MONTH,
    ledgerDays: 30,
    page: pageClient,
    front: exampleFront('portal.acc.doorlevering.example'),
  },
  prod: {
    lasting: true,
    region: 'eu-west-1',
    tokens: tokensOf('https://login.doorlevering.example'),
    mailDomain: 'doorlevering.example',
    portalUrl: 'https://portal.doorlevering.example',
    inspectorate: inspectorateAt('https://inspectie.doorlevering.example'),
    ...operatorsAt('doorlevering.example'),
    attemptsAtOnce: 10,
    mailsPerSecond: 14,
    monthlyBudget: 100,
    logRetention: RetentionDays.THREE_MONTHS,
    auditRetention: RetentionDays.THIRTEEN_MONTHS,
    // The school year of a delivery, and the next.
    ledgerDays: 730,
    page: pageClient,
    front: exampleFront('portal.doorlevering.example'),
    pipeline: { repository: 'example/doorlevering' },
  },
} as const satisfies Record<string, Environment>
