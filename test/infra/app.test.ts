import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { manifests } from '../../infra/manifests.ts'
import {
  environments,
  functionNamed,
  type Json,
  ofType,
  only,
  type Properties,
  type Stage,
  stagesOfApp,
} from './synthesized.ts'

const stages = stagesOfApp()
const prod = only(stages.filter(({ name }) => name === 'prod'))

const ref = (id: string) => ({ Ref: expect.stringMatching(`^${id}`) })
const arn = (id: string) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${id}`), 'Arn'] })

/** What each setting is in stage `prod`, of whichever function; of a resource, how its id begins. */
const { tokens, inspectorate, portalUrl, mailDomain, mailsPerSecond } = environments.prod
const known: Readonly<Record<string, unknown>> = {
  TABLE_NAME: ref('table'),
  LEDGER_BUCKET: ref('ledger'),
  UPLOADS_BUCKET: ref('uploads'),
  OIDC_ISSUER: tokens.issuer,
  OIDC_AUDIENCE: tokens.audience,
  OIDC_JWKS_URI: tokens.jwksUri,
  DELIVERIES_QUEUE_URL: ref('scheduledeliveries[^f]'),
  ATTEMPTS_QUEUE_URL: ref('scheduleattempts'),
  DELIVERIES_QUEUE_ARN: arn('scheduledeliveries[^f]'),
  SCHEDULE_GROUP: 'doorlevering-prod',
  SCHEDULE_ROLE_ARN: arn('schedulerole'),
  SCHEDULE_DLQ_ARN: arn('scheduleschedulesfailed'),
  MAIL_FROM: `Doorlevering <noreply@${mailDomain}>`,
  MAIL_CONFIGURATION_SET: ref('mailconfigurationset'),
  MAILS_PER_SECOND: `${mailsPerSecond}`,
  PORTAL_URL: portalUrl,
  INSPECTORATE_URL: inspectorate.url,
  INSPECTORATE_TOKEN_URL: inspectorate.tokenUrl,
  INSPECTORATE_CLIENT_ID: inspectorate.clientId,
  SIGNING_KEY_ID: arn('signingkey'),
  FONTS_FOLDER: '.',
  OPENAPI_FILE: 'openapi.json',
  PAGE_BUCKET: ref('page'),
  PAGE_FILE: 'page.json',
  // Held against what the front sends where the front is.
  ORIGIN_SECRETS: expect.stringContaining('{{resolve:secretsmanager:'),
}

const settingsGiven = (stage: Stage, name: string): Properties =>
  (functionNamed(stage, name).Properties.Environment as { Variables: Properties }).Variables

it.each(Object.entries(manifests))(
  'gives %s the settings it reads, and each what it stands for',
  (name, { settings }) => {
    expect(settingsGiven(prod, name)).toStrictEqual({
      ...Object.fromEntries(Object.keys(settings).map(variable => [variable, known[variable]])),
      POWERTOOLS_SERVICE_NAME: name,
    })
  },
)

it('has an inspectorate and an issuer take the place of those that a stage leaves to stubs', () => {
  for (const stage of stages.filter(({ environment }) => environment.tokens === 'stub')) {
    const told = (of: string, setting: string): string => JSON.stringify(settingsGiven(stage, of)[setting])
    const live = (stub: string) =>
      new RegExp(`${stage.name}-stubs:ExportsOutputFnGetAtt${stub}live\\w*FunctionUrl`)
    for (const setting of ['OIDC_ISSUER', 'OIDC_JWKS_URI'])
      expect(told('consent-api', setting)).toMatch(live('issuer'))
    for (const setting of ['INSPECTORATE_URL', 'INSPECTORATE_TOKEN_URL'])
      expect(told('deliver', setting)).toMatch(live('inspectorate'))
  }
})

describe('stage prod', () => {
  it('mails operators when the account has cost four fifths of its budget, or is going to cost more than that', () => {
    const { alarmsTo, monthlyBudget } = environments.prod
    const { Budget, NotificationsWithSubscribers } = only(ofType(prod, 'AWS::Budgets::Budget')).Properties
    expect(Budget).toMatchObject({ BudgetLimit: { Amount: monthlyBudget, Unit: 'USD' } })
    expect(Budget).not.toHaveProperty('CostFilters')
    const Subscribers = [{ SubscriptionType: 'EMAIL', Address: alarmsTo.ticket }]
    expect(NotificationsWithSubscribers).toMatchObject([
      { Notification: { NotificationType: 'ACTUAL', Threshold: 80 }, Subscribers },
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers },
    ])
  })

  it('tells whoever builds a portal where the API is, whose tokens it takes, and where files go', () => {
    const outputs = Template.fromStack(prod.service).findOutputs('*')
    const value = (name: string): Json => outputs[name]?.Value
    expect([value('ApiUrl'), value('PageUrl')]).toEqual([`${portalUrl}/`, `${portalUrl}/`])
    expect([value('TokenIssuer'), value('TokenAudience')]).toEqual([tokens.issuer, tokens.audience])
    expect(JSON.stringify(value('UploadsOrigin'))).toMatch(/"https:\/\/".*uploads.*RegionalDomainName/)
    const dashboard = only(ofType(prod, 'AWS::CloudWatch::Dashboard')).Properties.DashboardName
    expect(value('DashboardUrl')).toContain(`#dashboards/dashboard/${dashboard}`)
  })
})
