import { Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'

/** A section of a runbook, by the anchor of its heading. */
export type RunbookSection = `docs/runbooks/${string}.md#${string}`

/** What a person who is woken by an alarm needs to know. */
export interface AlarmMeaning {
  /** What people notice, or will notice if nothing is done, in whole sentences. */
  readonly means: string
  readonly runbook: RunbookSection
}

export interface OperatorAlarmProps extends AlarmMeaning {
  readonly metric: IMetric
  /** Goes off when the metric reaches it. */
  readonly threshold: number
}

/** An alarm with words for people. Its name is that of the stack, followed by its id. */
export class OperatorAlarm extends Alarm {
  constructor(scope: Construct, id: string, { metric, threshold, means, runbook }: OperatorAlarmProps) {
    super(scope, id, {
      alarmName: `${Stack.of(scope).stackName}-${id}`,
      alarmDescription: `${means} What to do: ${runbook}`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // Silence is health here: no call, no message, no error. What must not fall silent gets a heartbeat of its own.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
  }
}
