import { Logger } from '@aws-lambda-powertools/logger'
import { describe, expect, it, vi } from 'vitest'
import { manifest as deliver } from '../../functions/deliver/manifest.ts'
import type { FunctionManifest, RunbookSection } from '../../functions/manifest.ts'
import { httpPaths, manifests, triggeredBy } from '../../infra/manifests.ts'
import { table } from '../../infra/wiring.ts'
import { pauseSeconds } from '../../shared/outbox/retry.ts'
import { powertoolsLog } from '../../shared/platform/adapters/powertools-log.ts'
import { type LogCode, logCatalogue } from '../../shared/platform/log.ts'
import {
  functionNamed,
  type Json,
  ofType,
  only,
  type Properties,
  type Resource,
  type Stage,
  stagesOfApp,
} from './synthesized.ts'

const stages = stagesOfApp()

/** The metric that an alarm looks at, by itself or in an expression, with its period and statistic. */
const lookedAt = ({ Properties }: Resource): Properties => {
  const parts = (Properties.Metrics ?? []) as unknown as readonly { MetricStat?: { Metric: Properties } }[]
  const stat = parts.find(({ MetricStat }) => MetricStat)?.MetricStat
  if (!stat) return Properties
  const { Metric, Stat: Statistic, Period } = stat as unknown as Properties & { Metric: Properties }
  return { ...Metric, Statistic: Statistic!, Period: Period! }
}

const expressionOf = ({ Properties }: Resource): Json | undefined =>
  ((Properties.Metrics ?? []) as readonly Properties[]).find(({ Expression }) => Expression)?.Expression

const alarmsOn = (stage: Stage, metric: string, of: Resource): readonly Resource[] =>
  ofType(stage, 'AWS::CloudWatch::Alarm').filter(alarm => {
    const { MetricName, Dimensions } = lookedAt(alarm)
    return MetricName === metric && JSON.stringify(Dimensions).includes(`"${of.id}"`)
  })

const logGroupOf = (stage: Stage, name: string): Json => {
  const { LogGroup } = functionNamed(stage, name).Properties.LoggingConfig as Properties
  return LogGroup ?? null
}

/** What makes a metric of the lines of a function, by counting them or of a number in them, and the alarm on it. */
const linesMade = (
  stage: Stage,
  name: string,
  of: string,
  MetricValue = '1',
): { readonly filter: Resource; readonly alarm: Resource } => {
  const MetricName = `${name}-${of}`
  const counted = { MetricNamespace: `doorlevering-${stage.name}`, MetricName, MetricValue }
  const filters = ofType(stage, 'AWS::Logs::MetricFilter').filter(({ Properties }) =>
    JSON.stringify(Properties.MetricTransformations).includes(`"${MetricName}"`),
  )
  expect(only(filters).Properties.MetricTransformations).toEqual([{ ...counted, DefaultValue: 0 }])
  const alarms = ofType(stage, 'AWS::CloudWatch::Alarm').filter(alarm => {
    const metric = lookedAt(alarm)
    return metric.MetricName === MetricName && metric.Namespace === counted.MetricNamespace
  })
  return { filter: only(filters), alarm: only(alarms) }
}

const countedLines = (stage: Stage, name: string, code: string) =>
  linesMade(stage, name, code.toLowerCase().replaceAll('_', '-'))

/** A line of every code, word for word as a function writes it. */
const linesOfEveryCode = (): readonly string[] => {
  const lines: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(line => lines.push(String(line)) > 0)
  const log = powertoolsLog(new Logger({ serviceName: 'deliver' }))
  for (const code of Object.keys(logCatalogue) as LogCode[])
    log.info(code, { schoolId: '99AA00', version: 1 })
  stdout.mockRestore()
  return lines
}

/** The codes of the lines a filter counts, for the one form of pattern there is: a top-level field that equals a text. */
const linesCounted = ({ Properties }: Resource, lines: readonly string[]): readonly Json[] => {
  const [, field = '', value] = /^\{ \$\.(\w+) = "([A-Z_]+)" \}$/.exec(String(Properties.FilterPattern)) ?? []
  return lines
    .map((line): Properties => JSON.parse(line))
    .filter(line => line[field] === value)
    .map(line => line.code ?? null)
}

/** The alarms that call somebody at any hour. */
const waking = [
  'deliveries-wait',
  'deliver-delivery-failed',
  'sweep-table-not-current',
  'sweep-delivery-seconds',
  'sweep-mail-seconds',
  'sweep-set-aside',
  'sweep-failed-not-empty',
  'sweep-stands-still',
  'api-fails',
  'key-unusable',
  'key-set-unavailable',
]

describe.each(stages)('the alarms of stage $name', stage => {
  it('go off for every function that fails', () => {
    for (const made of ofType(stage, 'AWS::Lambda::Function')) {
      const onAllVersions = alarmsOn(stage, 'Errors', made).filter(
        alarm => (lookedAt(alarm).Dimensions as readonly Json[]).length === 1,
      )
      expect(only(onAllVersions).Properties, made.id).toMatchObject({
        Statistic: 'Sum',
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      })
    }
  })

  it('go off as soon as anything is set aside', () => {
    const failed = ofType(stage, 'AWS::SQS::Queue').filter(({ Properties }) => !Properties.RedrivePolicy)
    expect(failed).not.toEqual([])
    for (const queue of failed) {
      const alarm = only(alarmsOn(stage, 'ApproximateNumberOfMessagesVisible', queue))
      expect(alarm.Properties.Threshold, queue.id).toBe(1)
    }
  })

  it('go off when the queue of deliveries is at no moment of half an hour empty', () => {
    const deliveries = only(
      ofType(stage, 'AWS::SQS::Queue').filter(({ Properties }) =>
        /-deliveries$/.test(String(Properties.QueueName)),
      ),
    )
    expect(only(alarmsOn(stage, 'ApproximateNumberOfMessagesVisible', deliveries)).Properties).toMatchObject({
      Statistic: 'Minimum',
      Threshold: 1,
      Period: 300,
      EvaluationPeriods: 6,
    })
  })

  it('go off when the stream runs five minutes behind', () => {
    const lagging = only(alarmsOn(stage, 'IteratorAge', functionNamed(stage, 'process-events')))
    expect(lagging.Properties.Threshold).toBe(5 * 60 * 1000)
  })

  it.each([
    ...triggeredBy('every').map(({ name, trigger }) => ({
      name,
      seconds: 2 * trigger.minutes * 60,
      periods: 1,
    })),
    ...triggeredBy('daily').map(({ name }) => ({ name, seconds: 6 * 3600, periods: 5 })),
  ])(
    'go off when $name was not begun for $periods times $seconds seconds, also when nothing is counted at all',
    ({ name, seconds }) => {
      const silent = only(alarmsOn(stage, 'Invocations', functionNamed(stage, name)))
      expect(lookedAt(silent)).toMatchObject({ Statistic: 'Sum', Period: seconds })
      expect(expressionOf(silent)).toBe('SUM(FILL(METRICS(), 0))')
      expect(silent.Properties).toMatchObject({
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
      })
    },
  )

  it.each([
    { figure: 'deliverySeconds', of: 'delivery-seconds', threshold: 29 * 60, periods: 1 },
    { figure: 'mailSeconds', of: 'mail-seconds', threshold: 14 * 60, periods: 1 },
    { figure: 'openEffects', of: 'open-effects', threshold: 10, periods: 3, expression: 'DIFF(metric)' },
    { figure: 'setAside', of: 'set-aside', threshold: 1, periods: 1 },
    { figure: 'missed', of: 'missed', threshold: 1, periods: 1 },
  ])('go off on what the sweep says of $figure', ({ figure, of, threshold, periods, expression }) => {
    const { filter, alarm } = linesMade(stage, 'sweep', of, `$.${figure}`)
    expect(linesCounted(filter, linesOfEveryCode())).toEqual(['SWEPT'])
    expect(lookedAt(alarm)).toMatchObject({ Statistic: 'Maximum', Period: 300 })
    expect(expressionOf(alarm)).toBe(expression)
    expect(alarm.Properties).toMatchObject({ Threshold: threshold, EvaluationPeriods: periods })
  })

  it('go off when no backup was made for thirty hours, where the stage lasts', () => {
    const alarms = ofType(stage, 'AWS::CloudWatch::Alarm').filter(
      one => lookedAt(one).MetricName === 'NumberOfBackupJobsCompleted',
    )
    if (!stage.environment.lasting) return expect(alarms).toEqual([])
    expect(lookedAt(only(alarms))).toMatchObject({
      Dimensions: [{ Name: 'BackupVaultName', Value: `doorlevering-${stage.name}-data` }],
      Period: 6 * 3600,
    })
    expect(only(alarms).Properties).toMatchObject({ EvaluationPeriods: 5, TreatMissingData: 'breaching' })
  })

  it.each(['ReadThrottleEvents', 'WriteThrottleEvents'])(
    'go off on %s of the table and of each index',
    metric => {
      const alarm = only(
        ofType(stage, 'AWS::CloudWatch::Alarm').filter(one => lookedAt(one).MetricName === metric),
      )
      const parts = alarm.Properties.Metrics as unknown as readonly { MetricStat?: { Metric: Properties } }[]
      const stats = parts.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat] : []))
      const indexes = stats.map(({ Metric: { MetricName, Dimensions } }) => {
        expect(MetricName).toBe(metric)
        expect(JSON.stringify(Dimensions)).toContain(only(ofType(stage, 'AWS::DynamoDB::GlobalTable')).id)
        const named = Dimensions as readonly Properties[]
        return named.find(({ Name }) => Name === 'GlobalSecondaryIndexName')?.Value ?? null
      })
      expect(indexes.sort()).toEqual([null, ...Object.keys(table.indexes)].sort())
      // Of this service's metrics CloudWatch never takes silence for health, whatever it is told.
      expect(expressionOf(alarm)).toBe('SUM(FILL(METRICS(), 0))')
    },
  )

  it.each(['TargetErrorCount', 'InvocationsFailedToBeSentToDeadLetterCount'])(
    'go off on the first %s of our schedules',
    metric => {
      const { Name } = only(ofType(stage, 'AWS::Scheduler::ScheduleGroup')).Properties
      const alarm = ofType(stage, 'AWS::CloudWatch::Alarm').find(one => lookedAt(one).MetricName === metric)
      expect(alarm?.Properties).toMatchObject({
        Namespace: 'AWS/Scheduler',
        Dimensions: [{ Name: 'ScheduleGroup', Value: Name }],
        Threshold: 1,
      })
    },
  )

  it('go off on what all functions of the account are refused, or nearly', () => {
    const ofAccount = ofType(stage, 'AWS::CloudWatch::Alarm').filter(one => {
      const { Namespace, Dimensions } = lookedAt(one)
      return Namespace === 'AWS/Lambda' && Dimensions === undefined
    })
    expect(ofAccount.map(alarm => [lookedAt(alarm).MetricName, expressionOf(alarm)])).toEqual([
      ['Throttles', undefined],
      ['ConcurrentExecutions', '100 * metric / SERVICE_QUOTA(metric)'],
    ])
  })

  it('go off when any function is refused a key, or one of the API the key set', () => {
    for (const [name, logs] of [
      ['key-unusable', Object.keys(manifests)],
      ['key-set-unavailable', Object.keys(httpPaths)],
    ] as const) {
      const filters = ofType(stage, 'AWS::Logs::MetricFilter').filter(({ Properties }) =>
        JSON.stringify(Properties.MetricTransformations).includes(`"${name}"`),
      )
      expect(filters.map(({ Properties }) => JSON.stringify(Properties.LogGroupName)).sort(), name).toEqual(
        logs.map(of => JSON.stringify(logGroupOf(stage, of))).sort(),
      )
    }
  })

  it.each([
    ['Reputation.BounceRate', 0.05],
    ['Reputation.ComplaintRate', 0.001],
  ])('go off when %s of our mails reaches %d', (metric, threshold) => {
    const alarm = only(
      ofType(stage, 'AWS::CloudWatch::Alarm').filter(one => one.Properties.MetricName === metric),
    )
    const { id } = only(ofType(stage, 'AWS::SES::ConfigurationSet'))
    expect(alarm.Properties).toMatchObject({
      Namespace: 'AWS/SES',
      Dimensions: [{ Name: 'ses:configuration-set', Value: { Ref: id } }],
      Threshold: threshold,
    })
  })

  it.each([
    ['deliver', 'DELIVERY_FAILED', 1],
    ['deliver', 'DELIVERY_POSTPONED', 3],
    ['deliver', 'INVOCATION_FAILED', 1],
    ['process-events', 'INVOCATION_FAILED', 1],
    ['process-events', 'MAIL_FAILED', 1],
    ['sweep', 'MAIL_FAILED', 1],
    ['sweep', 'TABLE_NOT_CURRENT', 1],
    ['reconcile-schedules', 'SCHEDULE_MISSING', 1],
    ['import-file', 'IMPORT_REJECTED', 1],
    ['record-mail-feedback', 'MAIL_BOUNCED', 1],
  ] as const)('go off when %s logs %s, in periods in a row: %d', (name, code, periods) => {
    const { filter, alarm } = countedLines(stage, name, code)
    expect(filter.Properties.LogGroupName).toEqual(logGroupOf(stage, name))
    expect(linesCounted(filter, linesOfEveryCode())).toEqual([code])
    expect(alarm.Properties).toMatchObject({
      Statistic: 'Sum',
      Threshold: 1,
      EvaluationPeriods: periods,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    })
  })

  it('see an attempt in every period of an outage: none is shorter than the longest pause and the attempt after it', () => {
    const { alarm } = countedLines(stage, 'deliver', 'DELIVERY_POSTPONED')
    const longest = pauseSeconds(1000, 1, 24 * 3600) + deliver.seconds
    expect(alarm.Properties.Period).toBeGreaterThan(longest)
  })

  it('go off when callers get errors of ours, which are answers and no failures of a function', () => {
    expect(alarmsOn(stage, '5xx', only(ofType(stage, 'AWS::ApiGatewayV2::Api')))).toHaveLength(1)
  })

  it('are each mailed to the address of their severity, when they go off and when they are over', () => {
    const addressOf = Object.fromEntries(
      ofType(stage, 'AWS::SNS::Subscription').map(({ Properties }) => {
        expect(Properties.Protocol).toBe('email')
        return [JSON.stringify([Properties.TopicArn]), Properties.Endpoint]
      }),
    )
    const { page, ticket } = stage.environment.alarmsTo
    const told = ofType(stage, 'AWS::CloudWatch::Alarm').map(({ id, Properties }) => {
      expect(Properties.OKActions, id).toEqual(Properties.AlarmActions)
      const name = String(Properties.AlarmName).replace(`doorlevering-${stage.name}-`, '')
      return [name, addressOf[JSON.stringify(Properties.AlarmActions)]]
    })
    const woken = told.filter(([, address]) => address !== ticket)
    expect(Object.fromEntries(woken)).toEqual(Object.fromEntries(waking.map(name => [name, page])))
  })
})

describe('a function of the service', () => {
  it('cannot be made without saying what its failure means to people, and whom it calls', () => {
    const { failure, ...manifest } = deliver
    // @ts-expect-error The meaning is missing.
    const complete: FunctionManifest = manifest
    expect(complete).not.toHaveProperty('failure')
    const { severity: _, ...unsorted } = failure
    // @ts-expect-error The severity is missing.
    const sorted: FunctionManifest = { ...deliver, failure: unsorted }
    expect(sorted.failure).not.toHaveProperty('severity')
  })

  it('cannot point to a runbook without its section', () => {
    // @ts-expect-error The section is missing.
    const runbook: RunbookSection = 'docs/runbooks/api.md'
    expect(runbook).not.toContain('#')
  })
})
