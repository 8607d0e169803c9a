import { Duration, Stack } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { metricNameOf } from './log-alarm.ts'
import { OperatorAlarm } from './operator-alarm.ts'

export interface OperatorDashboardProps {
  readonly api: HttpApi
  readonly queues: Readonly<Record<'deliveries' | 'attempts', IQueue>>
  readonly bounceRate: IMetric
  /** The log of the function of that name. */
  readonly logOf: (name: string) => ILogGroup
}

const WHOLE = 24
const HALF = 12

/** One page that answers what is asked each day; made when every alarm of the stack is made. */
export class OperatorDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: OperatorDashboardProps) {
    super(scope, id, {
      dashboardName: Stack.of(scope).stackName,
      defaultInterval: Duration.days(1),
    })
    this.addWidgets(alarmsOf(Stack.of(scope)))
    for (const [question, ...answers] of [
      ['Are schools served?', ...served(props)],
      ['Is mail going out?', ...mailed(this, props)],
      ['Is tomorrow’s delivery ready?', ...ready(props)],
      ['Did today’s delivery go well?', ...delivered(this, props)],
    ] as const) {
      this.addWidgets(new TextWidget({ markdown: `## ${question}`, width: WHOLE, height: 1 }))
      this.addWidgets(...answers)
    }
  }
}

const alarmsOf = (stack: Stack): IWidget =>
  new AlarmStatusWidget({
    title: 'Alarms',
    width: WHOLE,
    height: 5,
    alarms: stack.node.findAll().filter(construct => construct instanceof OperatorAlarm),
  })

const graph = (title: string, ...left: IMetric[]): IWidget => new GraphWidget({ title, width: HALF, left })

const answered = (title: string, log: ILogGroup, query: string): IWidget =>
  new LogQueryWidget({
    title,
    width: HALF,
    view: LogQueryVisualizationType.TABLE,
    logGroupNames: [log.logGroupName],
    queryString: query,
  })

/** A figure of the sweep's, as its alarm looks at it. */
const swept = (scope: Construct, figure: string, label: string): Metric =>
  new Metric({
    namespace: Stack.of(scope).stackName,
    metricName: metricNameOf('sweep', { code: 'SWEPT', figure }),
    statistic: 'Maximum',
    period: Duration.minutes(5),
    label,
  })

const served = ({ api }: OperatorDashboardProps): IWidget[] => {
  const each = { period: Duration.minutes(5), statistic: 'Sum' }
  return [
    graph(
      'Requests, and those we or the caller got wrong',
      api.metricCount({ ...each, label: 'requests' }),
      api.metricClientError({ ...each, label: '4xx' }),
      api.metricServerError({ ...each, label: '5xx' }),
    ),
    graph(
      'How long an answer takes (ms)',
      api.metricLatency({ statistic: 'p50', label: 'half of them' }),
      api.metricLatency({ statistic: 'p99', label: 'all but one in a hundred' }),
    ),
  ]
}

const mailed = (scope: Construct, { bounceRate, logOf }: OperatorDashboardProps): IWidget[] => [
  graph('For how long the oldest mail waits (s)', swept(scope, 'mailSeconds', 'mail')),
  answered(
    'Events processed, and put off, by the hour',
    logOf('process-events'),
    'filter code in ["EFFECTS_DONE", "EFFECTS_POSTPONED", "MAIL_FAILED"] | stats count(*) as events by bin(1h) as hour, code | sort hour desc',
  ),
  graph('What came back (1 = all)', bounceRate),
  graph(
    'What waits, and what the stream did not bring',
    swept(scope, 'openEffects', 'open'),
    swept(scope, 'missed', 'missed'),
  ),
]

const ready = ({ logOf }: OperatorDashboardProps): IWidget[] => [
  answered(
    'Consents, their schedules, and what is due, as of last night',
    logOf('reconcile-schedules'),
    'fields @timestamp, consents, schedules, dueToday, dueTomorrow | filter code = "SCHEDULES_RECONCILED" | sort @timestamp desc | limit 1',
  ),
  answered(
    'Schedules that were missing, or too many',
    logOf('reconcile-schedules'),
    'filter code in ["SCHEDULE_MISSING", "SCHEDULE_STALE"] | stats count(*) as schedules by code',
  ),
]

const delivered = (scope: Construct, { queues, logOf }: OperatorDashboardProps): IWidget[] => [
  answered(
    'Deliveries by how they ended',
    logOf('deliver'),
    'filter code in ["DELIVERY_STARTED", "DELIVERED", "NOTHING_TO_DELIVER", "DELIVERY_FAILED"] | stats count_distinct(schoolId) as schools by code',
  ),
  answered(
    'Attempts that were put off, by what was answered',
    logOf('deliver'),
    'filter code = "DELIVERY_POSTPONED" | stats count(*) as attempts, count_distinct(schoolId) as schools by outcome, status',
  ),
  graph('For how long the oldest delivery is due (s)', swept(scope, 'deliverySeconds', 'delivery')),
  graph(
    'Deliveries that wait to be begun, and to be sent',
    ...[queues.deliveries, queues.attempts].map(queue =>
      queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    ),
  ),
]
