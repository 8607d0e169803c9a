import { Duration } from 'aws-cdk-lib'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { OperatorAlarm } from './operator-alarm.ts'

/** Tells operators when Lambda lets fewer functions run than are called. All functions of an account share its concurrency. */
export const alarmOnConcurrency = (scope: Construct): void => {
  const runbook = 'docs/runbooks/api.md#functions-are-throttled'
  new OperatorAlarm(scope, 'functions-throttled', {
    severity: 'ticket',
    impact:
      'Lambda refused to run functions ten times in five minutes: requests are answered 503, and mails and deliveries wait.',
    runbook,
    metric: LambdaFunction.metricAllThrottles({ period: Duration.minutes(5) }),
    threshold: 10,
  })
  new OperatorAlarm(scope, 'concurrency-runs-out', {
    severity: 'ticket',
    impact:
      'Four fifths of what may run at once in this account are running: with a little more, requests and deliveries are refused.',
    runbook,
    metric: LambdaFunction.metricAllConcurrentExecutions({ period: Duration.minutes(5) }),
    expression: '100 * metric / SERVICE_QUOTA(metric)',
    threshold: 80,
  })
}
