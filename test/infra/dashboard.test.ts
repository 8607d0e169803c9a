import { describe, expect, it } from 'vitest'
import { logCatalogue } from '../../shared/platform/log.ts'
import { type Json, ofType, only, type Stage, stagesOfApp } from './synthesized.ts'

const stages = stagesOfApp()

/** A text that a template joins of parts: what stands for another resource becomes its id. */
const joined = (value: Json): string => {
  if (typeof value === 'string') return value
  const { 'Fn::Join': join, Ref, 'Fn::GetAtt': attribute } = value as Record<string, Json>
  if (Array.isArray(join)) return (join[1] as readonly Json[]).map(joined).join(String(join[0]))
  return String(Ref ?? (attribute as readonly Json[])[0])
}

interface Widget {
  readonly type: string
  readonly properties: {
    readonly title?: string
    readonly markdown?: string
    readonly query?: string
    readonly alarms?: readonly string[]
    readonly metrics?: readonly (readonly [string, string, ...unknown[]])[]
  }
}

const dashboardOf = (stage: Stage): readonly Widget[] => {
  const { DashboardBody } = only(ofType(stage, 'AWS::CloudWatch::Dashboard')).Properties
  return JSON.parse(joined(DashboardBody ?? '')).widgets
}

/** The questions of the page, each with what stands below it. */
const answersIn = (widgets: readonly Widget[]): Readonly<Record<string, readonly Widget[]>> => {
  const answers: Record<string, Widget[]> = {}
  let question = ''
  for (const widget of widgets) {
    if (widget.type === 'text') question = widget.properties.markdown?.replace('## ', '') ?? ''
    else answers[question] = [...(answers[question] ?? []), widget]
  }
  return answers
}

const queriesOf = (stage: Stage): readonly string[] => [
  ...dashboardOf(stage).flatMap(({ properties }) => properties.query ?? []),
  ...ofType(stage, 'AWS::Logs::QueryDefinition').map(({ Properties }) =>
    joined(Properties.QueryString ?? ''),
  ),
]

describe.each(stages)('the dashboard of stage $name', stage => {
  it('answers what operators ask each day', () => {
    const { '': alarms, ...answers } = answersIn(dashboardOf(stage))
    expect(Object.keys(answers)).toEqual([
      'Are schools served?',
      'Is mail going out?',
      'Is tomorrow’s delivery ready?',
      'Did today’s delivery go well?',
    ])
    for (const [question, widgets] of Object.entries(answers))
      expect(widgets.length, question).toBeGreaterThanOrEqual(2)
    expect(alarms).toHaveLength(1)
  })

  it('shows every alarm', () => {
    const shown = dashboardOf(stage).flatMap(({ properties }) => properties.alarms ?? [])
    expect([...shown].sort()).toEqual(
      ofType(stage, 'AWS::CloudWatch::Alarm')
        .map(({ id }) => id)
        .sort(),
    )
  })

  it('shows figures that functions log, under the names their metrics have', () => {
    const made = ofType(stage, 'AWS::Logs::MetricFilter').map(({ Properties }) => {
      const [{ MetricName }] = Properties.MetricTransformations as unknown as readonly [
        { MetricName: string },
      ]
      return MetricName
    })
    const shown = dashboardOf(stage)
      .flatMap(({ properties }) => properties.metrics ?? [])
      .filter(([namespace]) => namespace === `doorlevering-${stage.name}`)
    expect(shown.length).toBeGreaterThanOrEqual(4)
    for (const [, name] of shown) expect(made).toContain(name)
  })

  it('asks for codes that are logged', () => {
    for (const query of queriesOf(stage))
      for (const [code] of query.matchAll(/[A-Z]+_[A-Z_]+|(?<=")[A-Z]{5,}(?=")/g))
        if (code !== 'ERROR') expect(Object.keys(logCatalogue), query).toContain(code)
  })
})

describe.each(stages)('the saved queries of stage $name', stage => {
  const saved = ofType(stage, 'AWS::Logs::QueryDefinition')

  it('follow one consent by its trace, through every function that has to do with it', () => {
    const { QueryString, LogGroupNames } = only(
      saved.filter(({ Properties }) => String(Properties.Name).endsWith('/follow-one-consent')),
    ).Properties
    expect(joined(QueryString ?? '')).toMatch(/\| filter traceId = "<trace id>"/)
    const groups = (LogGroupNames as readonly Json[]).map(name => {
      const { Properties } = only(stage.resources.filter(({ id }) => id === joined(name)))
      return String(Properties.LogGroupName).replace(`/aws/lambda/doorlevering-${stage.name}-`, '')
    })
    expect(groups.sort()).toEqual([
      'consent-api',
      'deliver',
      'operator-api',
      'process-events',
      'reconcile-schedules',
      'record-mail-feedback',
      'sweep',
    ])
  })
})
