/** What the project sets of each stage; operators may set it otherwise, but for whether its data lasts. */
export const stages = {
  dev: { lasting: false, monthlyBudget: 25, logRetention: 7, auditRetention: 7, ledgerDays: 1 },
  acc: { lasting: true, monthlyBudget: 50, logRetention: 30, auditRetention: 30, ledgerDays: 30 },
  // The ledger is locked for the school year of a delivery, and the next.
  prod: { lasting: true, monthlyBudget: 100, logRetention: 90, auditRetention: 400, ledgerDays: 730 },
} as const

const exampleAt = (domain: string) => ({
  mailDomain: domain,
  portalUrl: `https://portal.${domain}`,
  alarmsTo: { page: `wacht@${domain}`, ticket: `beheer@${domain}` },
  runbooksUrl: `https://git.${domain}/doorlevering/blob/main`,
})

const exampleFront = (domainName: string) => ({
  domainName,
  certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/example',
  secret: 1,
})

/** What is synthesized, and not deployed, where operators have no settings of their own. */
export const examples: Readonly<Record<keyof typeof stages, object>> = {
  dev: { ...exampleAt('dev.doorlevering.example'), tokens: 'stub', inspectorate: 'stub' },
  acc: {
    ...exampleAt('acc.doorlevering.example'),
    tokens: 'stub',
    inspectorate: 'stub',
    front: exampleFront('portal.acc.doorlevering.example'),
  },
  prod: {
    ...exampleAt('doorlevering.example'),
    tokens: {
      issuer: 'https://login.doorlevering.example',
      audience: 'doorlevering',
      jwksUri: 'https://login.doorlevering.example/.well-known/jwks.json',
    },
    inspectorate: {
      url: 'https://inspectie.doorlevering.example',
      tokenUrl: 'https://inspectie.doorlevering.example/oauth/token',
      clientId: 'doorlevering',
    },
    front: exampleFront('portal.doorlevering.example'),
    pipeline: { repository: 'example/doorlevering' },
  },
}
