import { describe, expect, it } from 'vitest'
import { type AlarmDefinition, changesOf, Metrics } from './evaluation.ts'

const alarm = (other: Partial<AlarmDefinition> = {}): AlarmDefinition => ({
  name: 'alarm',
  metrics: ['metric'],
  statistic: 'Sum',
  periodMinutes: 5,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  threshold: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  missing: 'notBreaching',
  ...other,
})

/** When an alarm goes off and is over, where the metric has these values at these minutes. */
const told = (definition: AlarmDefinition, values: Readonly<Record<number, number>>): readonly string[] => {
  const metrics = new Metrics()
  for (const [minute, value] of Object.entries(values)) metrics.put('metric', Number(minute), value)
  return changesOf(definition, metrics, 0, 10_000).map(
    ({ minute, isOn }) => `${isOn ? 'on' : 'over'} at ${minute}`,
  )
}

/** A value in the last minute of each period, the newest last; nothing where it is a dash. */
const periods = (text: string): Readonly<Record<number, number>> =>
  Object.fromEntries(
    text.split(' ').flatMap((sign, place) => (sign === '-' ? [] : [[place * 5 + 4, sign === 'X' ? 1 : 0]])),
  )

/** Whether it stands at ALARM when the last of these periods has ended. */
const standsAfter = (
  text: string,
  missing: AlarmDefinition['missing'],
  more: Partial<AlarmDefinition> = {},
) => {
  const metrics = new Metrics()
  for (const [minute, value] of Object.entries(periods(text))) metrics.put('metric', Number(minute), value)
  const until = text.split(' ').length * 5
  const three = alarm({ evaluationPeriods: 3, datapointsToAlarm: 3, missing, ...more })
  return changesOf(three, metrics, until, until).at(-1)?.isOn ?? false
}

describe('an alarm', () => {
  it('goes off in the minute after, and is over when what it saw has left the periods it looks at', () => {
    expect(told(alarm(), { 10: 1 })).toEqual(['on at 11', 'over at 26'])
    expect(told(alarm(), { 10: 1, 15: 0, 20: 0, 25: 0, 30: 0 })).toEqual(['on at 11', 'over at 16'])
  })

  // The manual's own table, for an alarm on three periods out of three that sees five.
  it.each([
    { seen: '0 - X - X', missing: { breaching: false, notBreaching: false } },
    { seen: '- - - - 0', missing: { breaching: false, notBreaching: false } },
    { seen: '- - - - -', missing: { breaching: true, notBreaching: false } },
    { seen: '0 X X - X', missing: { breaching: true, notBreaching: true } },
    { seen: '- - X - -', missing: { breaching: true, notBreaching: false } },
  ])('stands after $seen as the manual has it', ({ seen, missing }) => {
    expect(standsAfter(seen, 'breaching')).toBe(missing.breaching)
    expect(standsAfter(seen, 'notBreaching')).toBe(missing.notBreaching)
  })

  const heartbeat = { comparison: 'LessThanThreshold', missing: 'breaching' } as const

  it('that watches for silence is late by two periods, unless silence is filled with zeros', () => {
    const beats = { 0: 1, 5: 1, 10: 1 }
    expect(told(alarm(heartbeat), beats)).toEqual(['on at 0', 'over at 1', 'on at 26'])
    expect(told(alarm({ ...heartbeat, expression: 'FILL' }), beats)).toEqual([
      'on at 0',
      'over at 1',
      'on at 16',
    ])
  })

  it('on what grows compares each period with the one before it', () => {
    const growing = alarm({
      expression: 'DIFF',
      statistic: 'Maximum',
      threshold: 10,
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
    })
    expect(told(growing, { 0: 0, 5: 10, 10: 20, 15: 25, 20: 30 })[0]).toBe('on at 11')
    expect(told(growing, { 0: 50, 5: 60, 10: 60, 15: 70, 20: 70 })).toEqual([])
  })

  it('on more than a day is looked at once an hour', () => {
    expect(told(alarm({ periodMinutes: 26 * 60 }), { 70: 1 })[0]).toBe('on at 120')
  })
})
