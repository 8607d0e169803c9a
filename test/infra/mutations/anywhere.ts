import type { anywhereRules } from '../../../infra/rules/anywhere.ts'
import { lettingInMutations } from './letting-in.ts'
import type { MutationsOf } from './mutation.ts'

const table = 'AWS::DynamoDB::GlobalTable'
const lambdaFunction = 'AWS::Lambda::Function'
const alarm = 'AWS::CloudWatch::Alarm'
const api = 'AWS::ApiGatewayV2::Api'
const replica = 'Properties.Replicas.0'

export const anywhereMutations: MutationsOf<typeof anywhereRules> = {
  'reached-over-tls-only': [
    { what: 'a bucket over plain HTTP', of: 'AWS::S3::BucketPolicy' },
    { what: 'a queue over plain HTTP', of: 'AWS::SQS::QueuePolicy' },
    { what: 'a topic over plain HTTP', of: 'AWS::SNS::TopicPolicy' },
    {
      what: 'a policy that refuses what it should allow',
      of: 'AWS::SQS::QueuePolicy',
      path: 'Properties.PolicyDocument.Statement.0.Condition.Bool.aws:SecureTransport',
      to: 'true',
    },
    {
      what: 'a policy that refuses one account',
      of: 'AWS::S3::BucketPolicy',
      path: 'Properties.PolicyDocument.Statement.0.Principal',
      to: { AWS: '000000000000' },
    },
    {
      what: 'a policy that refuses one action',
      of: 'AWS::S3::BucketPolicy',
      path: 'Properties.PolicyDocument.Statement.0.Action',
      to: 's3:PutObject',
    },
    {
      what: 'a bucket that takes any TLS',
      of: 'AWS::S3::BucketPolicy',
      named: 'ledger',
      path: 'Properties.PolicyDocument.Statement.1.Condition.NumericLessThan.s3:TlsVersion',
      to: 1,
    },
  ],
  'lets-in-this-account-only': lettingInMutations,
  'nothing-is-switched-off': [
    {
      what: 'a mapping that hands on nothing',
      of: 'AWS::Lambda::EventSourceMapping',
      path: 'Properties.Enabled',
      to: false,
    },
    {
      what: 'mail that is not sent',
      of: 'AWS::SES::ConfigurationSet',
      path: 'Properties.SendingOptions',
      to: { SendingEnabled: false },
    },
    {
      what: 'a function that may not be called',
      of: lambdaFunction,
      path: 'Properties.ReservedConcurrentExecutions',
      to: 0,
    },
    { what: 'an API without an address', of: api, path: 'Properties.DisableExecuteApiEndpoint', to: true },
    {
      what: 'routes that are not deployed',
      of: 'AWS::ApiGatewayV2::Stage',
      path: 'Properties.AutoDeploy',
      to: false,
    },
    {
      what: 'files that wake nobody',
      of: 'AWS::Events::Rule',
      named: 'importfile',
      path: 'Properties.State',
      to: 'DISABLED',
    },
    { what: 'an alarm that tells nobody', of: alarm, path: 'Properties.ActionsEnabled', to: false },
    { what: 'a key that opens nothing', of: 'AWS::KMS::Key', path: 'Properties.Enabled', to: false },
  ],
  'function-has-an-alarm': [
    { what: 'a function that fails unseen', of: alarm, named: 'sweepfails' },
    {
      what: 'an alarm on how long a function takes',
      of: alarm,
      named: 'sweepfails',
      path: 'Properties.MetricName',
      to: 'Duration',
    },
    {
      what: 'an alarm on another function',
      of: alarm,
      named: 'deliverfails',
      path: 'Properties.Dimensions.0.Value',
      to: 'doorlevering-prod-sweep',
    },
  ],
  'alarm-says-what-to-do': [
    { what: 'an alarm without words', of: alarm, path: 'Properties.AlarmDescription' },
    {
      what: 'an alarm that says only what to do',
      of: alarm,
      path: 'Properties.AlarmDescription',
      to: 'It fails. What to do: docs/runbooks/api.md#consent-api-fails',
    },
    {
      what: 'a section that is not there',
      of: alarm,
      path: 'Properties.AlarmDescription',
      to: 'Schools and boards cannot see what they are asked for. What to do: docs/runbooks/api.md#no-such-section',
    },
    {
      what: 'a page that is not there',
      of: alarm,
      path: 'Properties.AlarmDescription',
      to: 'Schools and boards cannot see what they are asked for. What to do: docs/runbooks/none.md#consent-api-fails',
    },
  ],
  'tagged-with-service-and-stage': [
    { what: 'a function of nobody', of: lambdaFunction, path: 'Properties.Tags' },
    { what: 'an API of another stage', of: api, path: 'Properties.Tags.stage', to: 'acc' },
    { what: 'a table of no service', of: table, path: `${replica}.Tags.0.Value`, to: 'another' },
  ],
}
