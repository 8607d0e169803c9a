import { existsSync } from 'node:fs'
import { type App, Stack, Validations } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { functionTerms } from '../../infra/stacks/functions.ts'
import {
  functionNamed,
  type Json,
  makeApp,
  ofType,
  only,
  type Properties,
  type Resource,
  synthesizedStages,
} from './synthesized.ts'

const app = makeApp()
const stages = synthesizedStages(app)

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

interface Tag {
  readonly Key: string
  readonly Value: string
}

/** A list on most resources, a map on those of the HTTP API and of AWS Backup, on a table one list for each region; some have a word of their own for it. */
const tagsOf = ({ Properties }: Resource): Readonly<Record<string, Json>> => {
  const [replica] = (Properties.Replicas ?? []) as readonly Properties[]
  const { Tags, BackupVaultTags, BackupPlanTags, ResourceTags } = Properties
  const tags = replica?.Tags ?? Tags ?? BackupVaultTags ?? BackupPlanTags ?? ResourceTags ?? []
  if (!Array.isArray(tags)) return tags as Properties
  return Object.fromEntries((tags as unknown as readonly Tag[]).map(({ Key, Value }) => [Key, Value]))
}

const findingsIn = (checked: App): readonly string[] =>
  new AwsSolutionsChecks(checked).validateScope(checked).violations.map(({ ruleName }) => ruleName)

describe.each(stages)('stage $name', stage => {
  it('bears its name and the service’s on everything that can be tagged', () => {
    const taggable = stage.resources.filter(resource => resource.taggable)
    expect(taggable.length).toBeGreaterThan(50)
    for (const resource of taggable) {
      expect(tagsOf(resource), resource.id).toMatchObject({ service: 'doorlevering', stage: stage.name })
    }
  })

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

describe('the rules of cdk-nag', () => {
  it('find nothing that is not acknowledged with its reason', () => {
    expect(findingsIn(app)).toEqual([])
  })

  it('are few times acknowledged', () => {
    const acknowledged = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data))
    expect(new Set(acknowledged.map(id => id.replace(/\[.*/, ''))).size).toBe(3)
  })

  it('find what is added against them', () => {
    const another = makeApp()
    new Queue(new Stack(another, 'another'), 'queue-without-tls')
    expect(findingsIn(another)).toContain('AwsSolutions-SQS4')
  })
})
