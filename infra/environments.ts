import { RetentionDays } from 'aws-cdk-lib/aws-logs'

/** Where CloudFront’s firewalls and certificates are. */
export const FRONT_REGION = 'us-east-1'

/** Longer than the table keeps any event, whose ledger must not have gaps (docs/retention.md). */
export const LEDGER_KEPT_DAYS = 7 * 366

/** CloudFront and a firewall before the API, which then answers nothing else (docs/decisions/0019-front.md). */
export interface Front {
  /** By which callers reach the API, and its certificate in us-east-1. */
  readonly domainName: string
  readonly certificateArn: string
  /** The host in the output `ApiUrl` of the service. */
  readonly apiHost: string
  /** The number of the secret by which the API knows the front; one more turns it. */
  readonly secret: number
}

/** What differs between the stages. Nothing secret stands here; what is secret stays with AWS. */
export interface Environment {
  /** Whether data, keys and buckets outlive the stack, can be restored and are protected against deletion. */
  readonly lasting: boolean
  readonly region: 'eu-west-1' | 'eu-central-1'
  /** Twelve digits. Where given, a deployment with the credentials of any other account is refused. */
  readonly account?: string
  /** Who signs the tokens of the callers, for whom, and where its public keys are found. */
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly jwksUri: string }
  /** Verified with SES by DNS records (docs/deploy.md); mails come from `noreply@` it. */
  readonly mailDomain: string
  /** Origin of the portal, without a slash at the end: mails link to it, and files are uploaded from it. */
  readonly portalUrl: string
  /** The inspectorate's endpoint without a slash at the end, its token endpoint, and our id there. */
  readonly inspectorate: { readonly url: string; readonly tokenUrl: string; readonly clientId: string }
  /** Who is mailed when an alarm goes off; confirms the subscription once. */
  readonly alarmsTo: string
  /** What the account may cost in a month, in dollars; operators are mailed at four fifths of it. */
  readonly monthlyBudget: number
  readonly logRetention: RetentionDays
  /** For how long it is kept who saw or changed what. */
  readonly auditRetention: RetentionDays
  /** For how many days nobody can remove what the ledger holds. */
  readonly ledgerDays: number
  readonly front?: Front
  /**
   * A copy that was restored from a backup, in the place of the table the data stack made (docs/runbooks/restore.md):
   * its name, the id DynamoDB gave it, and its stream.
   */
  readonly restoredTable?: { readonly name: string; readonly streamArn: string }
}

const tokensOf = (issuer: string): Environment['tokens'] => ({
  issuer,
  audience: 'doorlevering',
  jwksUri: `${issuer}/.well-known/jwks.json`,
})

const inspectorateAt = (url: string): Environment['inspectorate'] => ({
  url,
  tokenUrl: `${url}/oauth/token`,
  clientId: 'doorlevering',
})

export const environments = {
  dev: {
    lasting: false,
    region: 'eu-west-1',
    tokens: tokensOf('https://login.dev.doorlevering.example'),
    mailDomain: 'dev.doorlevering.example',
    portalUrl: 'https://portal.dev.doorlevering.example',
    inspectorate: inspectorateAt('https://inspectie.dev.doorlevering.example'),
    alarmsTo: 'beheer@dev.doorlevering.example',
    monthlyBudget: 25,
    logRetention: RetentionDays.ONE_WEEK,
    auditRetention: RetentionDays.ONE_WEEK,
    ledgerDays: 1,
  },
  acc: {
    lasting: true,
    region: 'eu-west-1',
    tokens: tokensOf('https://login.acc.doorlevering.example'),
    mailDomain: 'acc.doorlevering.example',
    portalUrl: 'https://portal.acc.doorlevering.example',
    inspectorate: inspectorateAt('https://inspectie.acc.doorlevering.example'),
    alarmsTo: 'beheer@acc.doorlevering.example',
    monthlyBudget: 50,
    logRetention: RetentionDays.ONE_MONTH,
    auditRetention: RetentionDays.ONE_MONTH,
    ledgerDays: 30,
  },
  prod: {
    lasting: true,
    region: 'eu-west-1',
    tokens: tokensOf('https://login.doorlevering.example'),
    mailDomain: 'doorlevering.example',
    portalUrl: 'https://portal.doorlevering.example',
    inspectorate: inspectorateAt('https://inspectie.doorlevering.example'),
    alarmsTo: 'beheer@doorlevering.example',
    monthlyBudget: 100,
    logRetention: RetentionDays.THREE_MONTHS,
    auditRetention: RetentionDays.THIRTEEN_MONTHS,
    // The school year of a delivery, and the next.
    ledgerDays: 730,
  },
} as const satisfies Record<string, Environment>
