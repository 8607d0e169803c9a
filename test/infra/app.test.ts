import { existsSync } from 'node:fs'
import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { functionTerms } from '../../infra/stacks/functions.ts'
import { functionNamed, makeApp, ofType, only, type Properties, synthesizedStages } from './synthesized.ts'

const stages = synthesizedStages(makeApp())

const callers = ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URI', 'AUDIT_LOG_GROUP']
const log = ['TABLE_NAME', 'TABLE_ID', 'LEDGER_BUCKET']
const schedules = ['DELIVERIES_QUEUE_ARN', 'SCHEDULE_GROUP', 'SCHEDULE_ROLE_ARN', 'SCHEDULE_DLQ_ARN']

const effects = [
  ...log,
  ...schedules,
  'DELIVERIES_QUEUE_URL',
  'MAIL_FROM',
  'MAIL_CONFIGURATION_SET',
  'PORTAL_URL',
]

describe.each(stages)('stage $name', stage => {
  it('mails operators when the account has cost four fifths of its budget, or is going to cost more than that', () => {
    const { alarmsTo, monthlyBudget } = stage.environment
    const { Budget, NotificationsWithSubscribers } = only(ofType(stage, 'AWS::Budgets::Budget')).Properties
    expect(Budget).toMatchObject({
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: monthlyBudget, Unit: 'USD' },
    })
    expect(Budget).not.toHaveProperty('CostFilters')
    const subscribers = [{ SubscriptionType: 'EMAIL', Address: alarmsTo }]
    expect(NotificationsWithSubscribers).toMatchObject([
      { Notification: { NotificationType: 'ACTUAL', Threshold: 80 }, Subscribers: subscribers },
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers: subscribers },
    ])
  })

  it('tells whoever builds a portal where the API is, whose tokens it takes, and where files go', () => {
    const outputs = Template.fromStack(stage.service).findOutputs('*')
    const value = (name: string): string => JSON.stringify(outputs[name]?.Value)
    expect(value('ApiUrl')).toContain('.execute-api.')
    expect(outputs.TokenIssuer?.Value).toBe(stage.environment.tokens.issuer)
    expect(outputs.TokenAudience?.Value).toBe(stage.environment.tokens.audience)
    expect(value('UploadsOrigin')).toMatch(/"https:\/\/".*uploads.*RegionalDomainName/)
    const dashboard = only(ofType(stage, 'AWS::CloudWatch::Dashboard')).Properties.DashboardName
    expect(value('DashboardUrl')).toContain(`#dashboards/dashboard/${dashboard}"`)
  })

  it('stands in one region of the European Union', () => {
    expect(['eu-west-1', 'eu-central-1']).toContain(stage.data.region)
    expect(stage.service.region).toBe(stage.data.region)
  })

  it.each([
    ['consent-api', [...log, ...callers]],
    ['report-api', ['TABLE_NAME', 'TABLE_ID', ...callers, 'FONTS_FOLDER']],
    ['board-api', ['TABLE_NAME', 'TABLE_ID', ...callers]],
    ['operator-api', [...log, ...callers, 'UPLOADS_BUCKET', 'OPENAPI_FILE']],
    ['carry-out', effects],
    [
      'deliver',
      [
        ...log,
        'DELIVERIES_QUEUE_URL',
        'INSPECTORATE_URL',
        'INSPECTORATE_TOKEN_URL',
        'INSPECTORATE_CLIENT_ID',
        'SIGNING_KEY_ID',
      ],
    ],
    ['sweep', effects],
    ['check-schedules', [...log, ...schedules]],
    ['import-file', [...log, 'UPLOADS_BUCKET']],
    ['replay-ledger', log],
    ['record-mail-feedback', ['TABLE_NAME']],
    ['remind-boards', log],
    ['try-versions', ['TRIALS']],
  ])('gives %s the settings it reads', (name, settings) => {
    const { Variables } = functionNamed(stage, name).Properties.Environment as { Variables: Properties }
    const ofPlatform = ['POWERTOOLS_SERVICE_NAME', 'NODE_OPTIONS']
    expect(Object.keys(Variables).sort()).toEqual([...settings, ...ofPlatform].sort())
    for (const [variable, value] of Object.entries(Variables)) expect(value, variable).toBeTruthy()
  })
})

it('puts files beside the code of a function that are there', () => {
  const files = Object.values(functionTerms).flatMap(terms => terms.files ?? [])
  expect(files).not.toEqual([])
  for (const file of files) expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true)
})
