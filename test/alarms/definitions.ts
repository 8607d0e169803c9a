import { type Json, ofType, only, type Properties, type Resource, type Stage } from '../infra/synthesized.ts'
import type { AlarmDefinition } from './evaluation.ts'

/** Which lines of a function's log make which metric. */
export interface LineMetric {
  readonly functionName: string
  /** One of these fields is to be such a text. */
  readonly conditions: readonly { readonly field: string; readonly text: RegExp }[]
  /** The field whose number counts; where not told, lines are counted. */
  readonly figure: string | undefined
  readonly metric: string
}

/** What the metrics of AWS are about, of all their dimensions: a function or a queue by its name, else the one there is. */
export const metricNamed = (namespace: string, name: string, about = ''): string =>
  [namespace, name, about].join(' ').trim()

/** What a metric of the version of a function that is being deployed is about. */
export const newVersionOf = (functionName: string): string => `${functionName}, new version`

/** The name of a function or a queue of the stage without what all of them begin with. */
const shortNameOf = (stage: Stage, value: Json | undefined): string => {
  const [, id] = /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/.exec(JSON.stringify(value)) ?? []
  const { Properties = {} } = stage.resources.find(resource => resource.id === id) ?? {}
  const name = (Properties as Properties).FunctionName ?? (Properties as Properties).QueueName ?? ''
  return String(name).replace(`doorlevering-${stage.name}-`, '')
}

interface Dimension {
  readonly Name: string
  readonly Value: Json
}

/** A metric as an alarm names it, by itself or as a part of an expression. */
const metricOf = (stage: Stage, { Namespace, MetricName, Dimensions }: Properties): string => {
  const [first, ...more] = (Dimensions ?? []) as unknown as readonly Dimension[]
  if (first?.Name === 'GlobalSecondaryIndexName')
    return metricNamed(String(Namespace), String(MetricName), String(first.Value))
  if (first?.Name !== 'ExecutedVersion')
    return metricNamed(String(Namespace), String(MetricName), shortNameOf(stage, first?.Value))
  const { Value: name } = only(more.filter(({ Name }) => Name === 'FunctionName'))
  return metricNamed(String(Namespace), String(MetricName), newVersionOf(shortNameOf(stage, name)))
}

interface Stated {
  readonly Expression?: string
  readonly MetricStat?: { readonly Metric: Properties; readonly Period: number; readonly Stat: string }
}

/** What an alarm looks at. Throws at an expression that is not known here. */
const lookedAtBy = (stage: Stage, { Properties }: Resource) => {
  if (Properties.Metrics === undefined) {
    const { Period, Statistic } = Properties
    return { metrics: [metricOf(stage, Properties)], period: Period, statistic: Statistic }
  }
  const parts = Properties.Metrics as unknown as readonly Stated[]
  const stats = parts.flatMap(({ MetricStat }) => MetricStat ?? [])
  const [stat] = stats
  const { Expression = '' } = only(parts.filter(part => part.Expression))
  const expression = expressions[Expression]
  if (!stat || !expression) throw new Error(`an alarm on ${Expression}`)
  const metrics = stats.map(({ Metric }) => metricOf(stage, Metric))
  return { metrics, period: stat.Period, statistic: stat.Stat, expression }
}

const expressions: Readonly<Record<string, NonNullable<AlarmDefinition['expression']>>> = {
  'DIFF(metric)': 'DIFF',
  'SUM(FILL(METRICS(), 0))': 'FILL',
  '100 * metric / SERVICE_QUOTA(metric)': 'PART OF QUOTA',
}

/** The alarms of a stage, as its template has them. */
export const alarmsOf = (stage: Stage): readonly AlarmDefinition[] =>
  ofType(stage, 'AWS::CloudWatch::Alarm').map(resource => {
    const { Properties } = resource
    const { period, ...lookedAt } = lookedAtBy(stage, resource)
    return {
      ...lookedAt,
      name: String(Properties.AlarmName).replace(`doorlevering-${stage.name}-`, ''),
      periodMinutes: Number(period) / 60,
      evaluationPeriods: Number(Properties.EvaluationPeriods),
      datapointsToAlarm: Number(Properties.DatapointsToAlarm ?? Properties.EvaluationPeriods),
      threshold: Number(Properties.Threshold),
      comparison: Properties.ComparisonOperator,
      missing: Properties.TreatMissingData,
    } as AlarmDefinition
  })

/** The metric filters of a stage, as its template has them. Throws at a pattern that is not known here. */
export const lineMetricsOf = (stage: Stage): readonly LineMetric[] =>
  ofType(stage, 'AWS::Logs::MetricFilter').map(({ Properties }) => {
    const { Ref: logGroup } = Properties.LogGroupName as Properties
    const group = only(stage.resources.filter(({ id }) => id === logGroup))
    const [{ MetricNamespace, MetricName, MetricValue }] =
      Properties.MetricTransformations as unknown as readonly [Properties]
    const pattern = String(Properties.FilterPattern)
    const [first, ...more] = [...pattern.matchAll(/\$\.(\w+) = "([\w*:]+)"/g)].map(
      ([, field = '', value = '']) => ({ field, text: new RegExp(`^${value.replace('*', '.*')}$`) }),
    )
    const [, figure] = /^(?:1|\$\.(\w+))$/.exec(String(MetricValue)) ?? [undefined]
    if (!first || more.length !== pattern.split('||').length - 1) throw new Error(`a filter of ${pattern}`)
    return {
      functionName: String(group.Properties.LogGroupName).replace(
        `/aws/lambda/doorlevering-${stage.name}-`,
        '',
      ),
      conditions: [first, ...more],
      figure,
      metric: metricNamed(String(MetricNamespace), String(MetricName)),
    }
  })
