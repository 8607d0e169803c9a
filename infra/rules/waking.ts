import {
  between,
  given,
  has,
  listed,
  matches,
  ofType,
  type Rule,
  refersTo,
  refersToA,
  statementsOf,
} from './rule.ts'
import type { Properties, Resource, StackTemplate } from './template.ts'

const mapping = ['AWS::Lambda::EventSourceMapping']
const queue = ['AWS::SQS::Queue']
const aDay = 24 * 3600

const isWorkedFrom = (resource: Resource, template: StackTemplate): boolean =>
  ofType(template, ...mapping).some(({ Properties }) => refersTo(Properties.EventSourceArn, resource))

/** A function by itself, and by each alias it is called by. */
const namesOf = (made: Resource, template: StackTemplate): readonly Resource[] => [
  made,
  ...ofType(template, 'AWS::Lambda::Alias').filter(({ Properties }) =>
    refersTo(Properties.FunctionName, made),
  ),
]

const isWokenByARule = (name: Resource, template: StackTemplate): boolean =>
  ofType(template, 'AWS::Events::Rule').some(({ Properties }) => refersTo(Properties.Targets, name))

const setsAside = (made: Resource, name: Resource, template: StackTemplate): boolean =>
  ofType(template, 'AWS::Lambda::EventInvokeConfig').some(({ Properties }) =>
    matches(Properties, {
      FunctionName: value => refersTo(value, made),
      Qualifier: value => (name === made ? value === '$LATEST' : refersTo(value, name)),
      DestinationConfig: { OnFailure: { Destination: given } },
    }),
  )

const isTheSchedulers = ({ Principal }: Properties): boolean =>
  matches(Principal, { Service: ['scheduler.amazonaws.com'] })

const changesSchedules = ({ Action }: Properties): boolean =>
  listed(Action).some(action => /^scheduler:(Create|Update|Delete)Schedule$/.test(String(action)))

/** Of what wakes functions: queues, streams, rules and schedules. */
export const wakingRules = {
  'queue-is-encrypted': {
    says: 'A queue encrypts what it holds.',
    of: queue,
    holds: has({ SqsManagedSseEnabled: true }),
  },
  'queue-keeps-what-waits': {
    says: 'A queue keeps what waits in it for fourteen days, the longest there is: an outage of seven loses nothing.',
    of: queue,
    holds: has({ MessageRetentionPeriod: 14 * aDay }),
  },
  'queue-sets-aside-what-fails': {
    says: 'A queue that is worked from hands what fails again and again to another one.',
    of: queue,
    holds: (resource, template) =>
      !isWorkedFrom(resource, template) ||
      matches(resource.Properties, {
        RedrivePolicy: { deadLetterTargetArn: given, maxReceiveCount: between(1, 100) },
      }),
  },
  'queue-is-watched': {
    says: 'An alarm looks at what waits in a queue.',
    of: queue,
    holds: (resource, template) =>
      ofType(template, 'AWS::CloudWatch::Alarm').some(({ Properties }) =>
        matches(Properties, {
          MetricName: 'ApproximateNumberOfMessagesVisible',
          Dimensions: value => refersTo(value, resource),
        }),
      ),
  },
  'mapping-answers-for-each-message': {
    says: 'A function that is handed a batch answers for each message of it.',
    of: mapping,
    holds: has({ FunctionResponseTypes: ['ReportBatchItemFailures'] }),
  },
  'stream-is-not-held-up': {
    says: 'A record of a stream that cannot be handled is set aside within a day, before the stream forgets those after it.',
    of: mapping,
    holds: ({ Properties }) =>
      !given(Properties.StartingPosition) ||
      matches(Properties, {
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: between(0, 100),
        MaximumRecordAgeInSeconds: between(60, aDay - 1),
        DestinationConfig: { OnFailure: { Destination: given } },
      }),
  },
  'woken-function-sets-aside-what-fails': {
    says: 'A function that a rule wakes, and nobody waits for, sets aside what it could not do, under the name it is called by.',
    of: ['AWS::Lambda::Function'],
    holds: (made, template) =>
      namesOf(made, template)
        .filter(name => isWokenByARule(name, template))
        .every(name => setsAside(made, name, template)),
  },
  'scheduler-acts-for-our-group': {
    says: 'The Scheduler may act as a role of ours only for our group of schedules, in this account.',
    of: ['AWS::IAM::Role'],
    holds: ({ Properties }, template) =>
      statementsOf(Properties.AssumeRolePolicyDocument)
        .filter(isTheSchedulers)
        .every(statement =>
          matches(statement, {
            Condition: {
              StringEquals: {
                'aws:SourceArn': value => refersToA(value, 'AWS::Scheduler::ScheduleGroup', template),
                'aws:SourceAccount': { Ref: 'AWS::AccountId' },
              },
            },
          }),
        ),
  },
  'schedules-are-of-our-group': {
    says: 'Whoever may make, change or delete schedules may do so in our group only.',
    of: ['AWS::IAM::Policy'],
    holds: ({ Properties }, template) => {
      const [group] = ofType(template, 'AWS::Scheduler::ScheduleGroup')
      return statementsOf(Properties.PolicyDocument)
        .filter(changesSchedules)
        .flatMap(({ Resource: on }) => listed(on))
        .every(arn => JSON.stringify(arn).includes(`:schedule/${group?.Properties.Name}/`))
    },
  },
} as const satisfies Readonly<Record<string, Rule>>
