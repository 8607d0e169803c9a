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
  readonly properties: {
    readonly query?: string
    readonly alarms?: readonly string[]
    readonly metrics?: readonly (readonly [string, string, ...unknown[]])[]
  }
}

const dashboardOf = (stage: Stage): readonly Widget[] => {
  const { DashboardBody } = only(ofType(stage, 'AWS::CloudWatch::Dashboard')).Properties
  return JSON.parse(joined(DashboardBody ?? '')).widgets
}

const queriesOf = (stage: Stage): readonly string[] => [
  ...dashboardOf(stage).flatMap(({ properties }) => properties.query ?? []),
  ...ofType(stage, 'AWS::Logs::QueryDefinition').map(({ Properties }) =>
    joined(Properties.QueryString ?? ''),
  ),
]

describe.each(stages)('the dashboard of stage $name', stage => {
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

it('keeps a query that follows one consent by its trace', () => {
  for (const stage of stages) {
    const { QueryString } = only(
      ofType(stage, 'AWS::Logs::QueryDefinition').filter(({ Properties }) =>
        String(Properties.Name).endsWith('/follow-one-consent'),
      ),
    ).Properties
    expect(joined(QueryString ?? '')).toMatch(/\| filter traceId = "<trace id>"/)
  }
})
