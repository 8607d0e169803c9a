import { pageClient } from './page/client.ts'
import type { Environment, Front, Inspectorate, Tokens } from './stage-settings.ts'

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
    logRetention: 7,
    auditRetention: 7,
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
    logRetention: 30,
    auditRetention: 30,
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
    logRetention: 90,
    auditRetention: 400,
    // The school year of a delivery, and the next.
    ledgerDays: 730,
    page: pageClient,
    front: exampleFront('portal.doorlevering.example'),
    pipeline: { repository: 'example/doorlevering' },
  },
} as const satisfies Record<string, Environment>
