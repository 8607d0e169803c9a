import { isForUs, lettingIn } from './letting-in.ts'
import { absent, listed, matches, ofType, type Pattern, type Rule, refersTo, statementsOf } from './rule.ts'
import { hasSection } from './runbooks.ts'
import { type Properties, type Resource, type StackTemplate, stageOf } from './template.ts'

const alarm = ['AWS::CloudWatch::Alarm']

/** The policies by which a resource says who may reach it, with what names the resource in them. */
const policyTypes = {
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SNS::TopicPolicy': 'Topics',
} as const

const refusesAll: Pattern = {
  Effect: 'Deny',
  Principal: value => value === '*' || matches(value, { AWS: '*' }),
  // Whatever a topic carries is published on it.
  Action: value => ['s3:*', 'sqs:*', 'sns:Publish'].includes(String(value)),
}

const plainHttp: Pattern = { Bool: { 'aws:SecureTransport': 'false' } }
const oldTls: Pattern = { NumericLessThan: { 's3:TlsVersion': 1.2 } }

const statementsOn = (resource: Resource, template: StackTemplate): readonly Properties[] =>
  Object.entries(policyTypes).flatMap(([type, named]) =>
    ofType(template, type)
      .filter(({ Properties }) => refersTo(Properties[named], resource))
      .flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument)),
  )

const notFalse: Pattern = value => value !== false

/** What each type says when it is on; most are where they say nothing. */
const switchedOn: Readonly<Record<string, Pattern>> = {
  'AWS::ApiGatewayV2::Api': { DisableExecuteApiEndpoint: value => value !== true },
  // Nothing else deploys a route that is new.
  'AWS::ApiGatewayV2::Stage': { AutoDeploy: true },
  'AWS::CloudWatch::Alarm': { ActionsEnabled: notFalse },
  'AWS::Events::Rule': { State: value => value !== 'DISABLED' },
  'AWS::KMS::Key': { Enabled: notFalse },
  'AWS::Lambda::EventSourceMapping': { Enabled: notFalse },
  'AWS::Lambda::Function': { ReservedConcurrentExecutions: absent },
  'AWS::SES::ConfigurationSet': {
    SendingOptions: value => !matches(value, { SendingEnabled: false }),
  },
}

/** A list or a map, on a table one list for each region; some have a word of their own for it. */
const tagsOf = ({ Properties }: Resource): Properties => {
  const [replica] = listed(Properties.Replicas) as readonly Properties[]
  const { Tags, BackupVaultTags, BackupPlanTags, ResourceTags } = Properties
  const tags = replica?.Tags ?? Tags ?? BackupVaultTags ?? BackupPlanTags ?? ResourceTags ?? []
  if (!Array.isArray(tags)) return tags as Properties
  return Object.fromEntries((tags as readonly Properties[]).map(({ Key, Value }) => [Key, Value ?? null]))
}

/** Of whatever there is: who reaches it, who is told that it fails, and whose it is. */
export const anywhereRules = {
  'reached-over-tls-only': {
    says: 'Buckets, queues and topics refuse every call that is not over TLS, and buckets any TLS before 1.2.',
    of: ['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SNS::Topic'],
    holds: (resource, template) =>
      [plainHttp, ...(resource.Type === 'AWS::S3::Bucket' ? [oldTls] : [])].every(Condition =>
        statementsOn(resource, template).some(statement => matches(statement, { ...refusesAll, Condition })),
      ),
  },
  'lets-in-this-account-only': {
    says: 'A policy of a bucket, a queue, a topic, a key, a vault or whatever else lets in this account, or a service on its behalf, and nobody else.',
    of: 'everything',
    holds: (resource, template) => lettingIn(resource).every(statement => isForUs(statement, template)),
  },
  'nothing-is-switched-off': {
    says: 'Nothing that has a switch is off, and no function is held to a number of calls at once.',
    of: Object.keys(switchedOn),
    holds: ({ Type, Properties }) => matches(Properties, switchedOn[Type]!),
  },
  'function-has-an-alarm': {
    says: 'An alarm goes off when a function fails.',
    of: ['AWS::Lambda::Function'],
    holds: (resource, template) =>
      ofType(template, ...alarm).some(({ Properties }) =>
        matches(Properties, {
          MetricName: 'Errors',
          Dimensions: [{ Name: 'FunctionName', Value: value => refersTo(value, resource) }],
        }),
      ),
  },
  'alarm-says-what-to-do': {
    says: 'An alarm says in a sentence what it means to people, and names a section of a runbook that is there.',
    of: alarm,
    holds: ({ Properties }) => {
      const [, means = '', page = '', section = ''] =
        /^(.+\.) What to do: (docs\/runbooks\/[a-z-]+\.md)#([a-z0-9-]+)$/.exec(
          String(Properties.AlarmDescription),
        ) ?? []
      return means.length > 40 && hasSection(page, section)
    },
  },
  'tagged-with-service-and-stage': {
    says: 'Everything that can be tagged bears the names of the service and of the stage of its stack.',
    of: 'all that can be tagged',
    holds: (resource, { stackName }) =>
      matches(tagsOf(resource), { service: 'doorlevering', stage: stageOf(stackName) }),
  },
} as const satisfies Readonly<Record<string, Rule>>
