import { existsSync } from 'node:fs'
import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { manifests } from '../../infra/manifests.ts'
import { addressesIn } from './stub-addresses.ts'
import {
  functionNamed,
  type Json,
  ofType,
  only,
  type Properties,
  type Stage,
  stagesOfApp,
} from './synthesized.ts'

const stages = stagesOfApp()

/** What each setting is, of whichever function. */
const settingsOf = (stage: Stage): Readonly<Record<string, unknown>> => {
  const { stackName } = stage.service
  const { portalUrl, mailDomain, mailsPerSecond } = stage.environment
  const { tokens, inspectorate } = addressesIn(stage)
  const idOf = (type: string, property: string, value: string): string =>
    only(ofType(stage, type).filter(({ Properties }) => Properties[property] === value)).id
  const queue = (name: string): string => idOf('AWS::SQS::Queue', 'QueueName', `${stackName}-${name}`)
  const bucket = (name: string): string =>
    only(ofType(stage, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith(name))).id
  const table = only(ofType(stage, 'AWS::DynamoDB::GlobalTable')).id
  return {
    TABLE_NAME: { Ref: table },
    LEDGER_BUCKET: { Ref: bucket('ledger') },
    UPLOADS_BUCKET: { Ref: bucket('uploads') },
    OIDC_ISSUER: tokens.issuer,
    OIDC_AUDIENCE: tokens.audience,
    OIDC_JWKS_URI: tokens.jwksUri,
    DELIVERIES_QUEUE_URL: { Ref: queue('deliveries') },
    ATTEMPTS_QUEUE_URL: { Ref: queue('attempts') },
    DELIVERIES_QUEUE_ARN: attribute(queue('deliveries'), 'Arn'),
    SCHEDULE_GROUP: only(ofType(stage, 'AWS::Scheduler::ScheduleGroup')).Properties.Name,
    SCHEDULE_ROLE_ARN: attribute(schedulerRole(stage), 'Arn'),
    SCHEDULE_DLQ_ARN: attribute(queue('schedules-failed'), 'Arn'),
    MAIL_FROM: `Doorlevering <noreply@${mailDomain}>`,
    MAIL_CONFIGURATION_SET: { Ref: only(ofType(stage, 'AWS::SES::ConfigurationSet')).id },
    MAILS_PER_SECOND: `${mailsPerSecond}`,
    PORTAL_URL: portalUrl,
    INSPECTORATE_URL: inspectorate.url,
    INSPECTORATE_TOKEN_URL: inspectorate.tokenUrl,
    INSPECTORATE_CLIENT_ID: inspectorate.clientId,
    SIGNING_KEY_ID: attribute(idOf('AWS::KMS::Key', 'KeyUsage', 'SIGN_VERIFY'), 'Arn'),
    FONTS_FOLDER: '.',
    OPENAPI_FILE: 'openapi.json',
    PAGE_BUCKET: { Ref: bucket('page') },
    PAGE_FILE: 'page.json',
    // Held against what the front sends where the front is.
    ORIGIN_SECRETS: expect.stringContaining('{{resolve:secretsmanager:'),
  }
}

const attribute = (id: string, name: string): Json => ({ 'Fn::GetAtt': [id, name] })

const schedulerRole = (stage: Stage): string =>
  only(
    ofType(stage, 'AWS::IAM::Role').filter(({ Properties }) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes('"scheduler.amazonaws.com"'),
    ),
  ).id

const settingsGiven = (stage: Stage, name: string): Json | undefined =>
  (functionNamed(stage, name).Properties.Environment as Properties).Variables

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
    const subscribers = [{ SubscriptionType: 'EMAIL', Address: alarmsTo.ticket }]
    expect(NotificationsWithSubscribers).toMatchObject([
      { Notification: { NotificationType: 'ACTUAL', Threshold: 80 }, Subscribers: subscribers },
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers: subscribers },
    ])
  })

  it('tells whoever builds a portal where the API is, whose tokens it takes, and where files go', () => {
    const outputs = Template.fromStack(stage.service).findOutputs('*')
    const value = (name: string): string => JSON.stringify(outputs[name]?.Value)
    // Held against CloudFront where the front is.
    expect(value('ApiUrl')).toBe(value('PageUrl'))
    expect(outputs.TokenIssuer?.Value).toEqual(addressesIn(stage).tokens.issuer)
    expect(outputs.TokenAudience?.Value).toBe(addressesIn(stage).tokens.audience)
    expect(value('UploadsOrigin')).toMatch(/"https:\/\/".*uploads.*RegionalDomainName/)
    const dashboard = only(ofType(stage, 'AWS::CloudWatch::Dashboard')).Properties.DashboardName
    expect(value('DashboardUrl')).toContain(`#dashboards/dashboard/${dashboard}"`)
  })

  it('stands in one region of the European Union', () => {
    expect(['eu-west-1', 'eu-central-1']).toContain(stage.data.region)
    expect(stage.service.region).toBe(stage.data.region)
  })

  it.each(Object.entries(manifests))(
    'gives %s the settings it reads, and each what it stands for',
    (name, { settings }) => {
      const known = settingsOf(stage)
      expect(settingsGiven(stage, name)).toStrictEqual({
        ...Object.fromEntries(Object.keys(settings).map(variable => [variable, known[variable]])),
        POWERTOOLS_SERVICE_NAME: name,
      })
    },
  )
})

it('puts files beside the code of a function that are there', () => {
  const files = Object.values(manifests).flatMap(({ files = [] }) => files)
  expect(files).not.toEqual([])
  for (const file of files) expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true)
})
