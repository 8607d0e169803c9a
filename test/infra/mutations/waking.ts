import type { wakingRules } from '../../../infra/rules/waking.ts'
import type { MutationsOf } from './mutation.ts'

const queue = 'AWS::SQS::Queue'
const mapping = 'AWS::Lambda::EventSourceMapping'
const alarm = 'AWS::CloudWatch::Alarm'
const role = 'AWS::IAM::Role'
const trust = 'Properties.AssumeRolePolicyDocument.Statement.0.Condition'

export const wakingMutations: MutationsOf<typeof wakingRules> = {
  'queue-is-encrypted': [
    { what: 'a queue in plain text', of: queue, path: 'Properties.SqsManagedSseEnabled', to: false },
  ],
  'queue-keeps-what-waits': [
    {
      what: 'deliveries that are lost after ten minutes',
      of: queue,
      named: 'scheduledeliveries1',
      path: 'Properties.MessageRetentionPeriod',
      to: 600,
    },
    {
      what: 'what is set aside and lost in four days',
      of: queue,
      named: 'processeventsprocesseventsfailed',
      path: 'Properties.MessageRetentionPeriod',
    },
  ],
  'queue-sets-aside-what-fails': [
    {
      what: 'deliveries that are tried for ever',
      of: queue,
      named: 'scheduledeliveries1',
      path: 'Properties.RedrivePolicy',
    },
    {
      what: 'deliveries that are set aside after no number of times',
      of: queue,
      named: 'scheduledeliveries1',
      path: 'Properties.RedrivePolicy.maxReceiveCount',
    },
    {
      what: 'deliveries that are set aside nowhere',
      of: queue,
      named: 'scheduledeliveries1',
      path: 'Properties.RedrivePolicy.deadLetterTargetArn',
    },
  ],
  'queue-is-watched': [
    { what: 'a queue nobody looks at', of: alarm, named: 'processeventsprocesseventsfailednotempty' },
    {
      what: 'an alarm on how many messages were sent',
      of: alarm,
      named: 'scheduledeliverieswait',
      path: 'Properties.MetricName',
      to: 'NumberOfMessagesSent',
    },
  ],
  'mapping-answers-for-each-message': [
    { what: 'a batch that fails whole', of: mapping, path: 'Properties.FunctionResponseTypes' },
  ],
  'stream-is-not-held-up': [
    {
      what: 'a stream that sets nothing aside',
      of: mapping,
      named: 'processevents',
      path: 'Properties.DestinationConfig',
    },
    {
      what: 'one record that fails a batch',
      of: mapping,
      named: 'processevents',
      path: 'Properties.BisectBatchOnFunctionError',
      to: false,
    },
    {
      what: 'retries without an end',
      of: mapping,
      named: 'processevents',
      path: 'Properties.MaximumRetryAttempts',
      to: -1,
    },
    {
      what: 'records older than the stream',
      of: mapping,
      named: 'processevents',
      path: 'Properties.MaximumRecordAgeInSeconds',
      to: 24 * 3600,
    },
  ],
  'woken-function-sets-aside-what-fails': [
    {
      what: 'a sweep whose failure nobody sees',
      of: 'AWS::Lambda::EventInvokeConfig',
      named: 'sweep',
    },
    {
      what: 'an import that is given up on in silence',
      of: 'AWS::Lambda::EventInvokeConfig',
      named: 'importfile',
      path: 'Properties.DestinationConfig.OnFailure',
    },
    {
      what: 'what is set aside under another name than the rule calls',
      of: 'AWS::Lambda::EventInvokeConfig',
      named: 'remindboards',
      path: 'Properties.Qualifier',
      to: 'live',
    },
  ],
  'scheduler-acts-for-our-group': [
    { what: 'trust in every schedule', of: role, named: 'schedulerole', path: trust },
    {
      what: 'trust in the group of any account',
      of: role,
      named: 'schedulerole',
      path: `${trust}.StringEquals.aws:SourceAccount`,
    },
    {
      what: 'trust in any group of the account',
      of: role,
      named: 'schedulerole',
      path: `${trust}.StringEquals.aws:SourceArn`,
      to: 'arn:aws:scheduler:eu-west-1:000000000000:schedule-group/default',
    },
  ],
  'schedules-are-of-our-group': [
    {
      what: 'a group of another name',
      of: 'AWS::Scheduler::ScheduleGroup',
      path: 'Properties.Name',
      to: 'default',
    },
    {
      what: 'schedules of any group, among other rights',
      of: 'AWS::IAM::Policy',
      path: 'Properties.PolicyDocument.Statement.0',
      to: { Effect: 'Allow', Action: ['scheduler:CreateSchedule', 'sqs:SendMessage'], Resource: '*' },
    },
  ],
}
