import { Stack } from 'aws-cdk-lib'
import {
  Alarm,
  type CfnAlarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Impact, Severity } from '../../functions/manifest.ts'

export interface OperatorAlarmProps extends Impact {
  readonly metric: Metric
  /** What is added to it. */
  readonly others?: readonly Metric[]
  /**
   * What is looked at instead of the metric itself: its growth, the sum of all with a zero where one has nothing, or which
   * part it is of its quota, in percent. Where something is missing CloudWatch looks at two periods before it too, and is
   * late; and of DynamoDB's metrics it keeps the last it saw.
   */
  readonly expression?: 'DIFF(metric)' | 'SUM(FILL(METRICS(), 0))' | '100 * metric / SERVICE_QUOTA(metric)'
  /** Goes off when the metric reaches it; a heartbeat, when the metric stays below it. */
  readonly threshold: number
  /** In how many periods of the metric in a row; one where not told. */
  readonly periods?: number
  /** Whether this watches something that must not stop. */
  readonly heartbeat?: boolean
}

/** An alarm with words for people. Its name is that of the stack, followed by its id. */
export class OperatorAlarm extends Alarm {
  readonly severity: Severity
  readonly #impact: Impact

  constructor(scope: Construct, id: string, props: OperatorAlarmProps) {
    const { threshold, periods = 1, heartbeat = false } = props
    super(scope, id, {
      alarmName: `${Stack.of(scope).stackName}-${id}`,
      metric: lookedAt(props),
      threshold,
      evaluationPeriods: periods,
      // No call, no message, no error: silence is health. Only a heartbeat watches for it.
      ...(heartbeat
        ? {
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          }
        : {
            comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treatMissingData: TreatMissingData.NOT_BREACHING,
          }),
    })
    this.severity = props.severity
    this.#impact = props
  }

  /** Tells the topic when it goes off and when it is over, in words that end with the address of its runbook. */
  tell(topic: ITopic, runbooksUrl: string): void {
    const action = new SnsAction(topic)
    this.addAlarmAction(action)
    this.addOkAction(action)
    const { impact, runbook } = this.#impact
    const alarm = this.node.defaultChild as CfnAlarm
    alarm.alarmDescription = `${impact} What to do: ${runbooksUrl}/${runbook}`
  }
}

const lookedAt = ({ metric, others = [], heartbeat, expression }: OperatorAlarmProps): IMetric => {
  const over = expression ?? (heartbeat ? 'SUM(FILL(METRICS(), 0))' : undefined)
  if (over === undefined) return metric
  const usingMetrics = Object.fromEntries(
    [metric, ...others].map((one, place) => [`metric${place || ''}`, one] as const),
  )
  return new MathExpression({ expression: over, usingMetrics, period: metric.period })
}
