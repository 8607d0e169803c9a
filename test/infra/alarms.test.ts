import { existsSync, readFileSync } from 'node:fs'
import { Duration, Stack } from 'aws-cdk-lib'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { describe, expect, it } from 'vitest'
import type { RunbookSection } from '../../infra/constructs/operator-alarm.ts'
import { ServiceFunction } from '../../infra/constructs/service-function.ts'
import {
  emptyApp,
  makeApp,
  ofType,
  only,
  type Resource,
  type Stage,
  synthesizedStages,
} from './synthesized.ts'

const stages = synthesizedStages(makeApp())

const alarmsOn = (stage: Stage, metric: string, of: Resource): readonly Resource[] =>
  ofType(stage, 'AWS::CloudWatch::Alarm').filter(
    ({ Properties }) =>
      Properties.MetricName === metric && JSON.stringify(Properties.Dimensions).includes(`"${of.id}"`),
  )

/** The anchor a heading gets where the page is read. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

const anchorsIn = (page: string): readonly string[] => {
  const file = new URL(`../../${page}`, import.meta.url)
  if (!existsSync(file)) return []
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
}

describe.each(stages)('the alarms of stage $name', stage => {
  it('go off for every function that fails', () => {
    for (const made of ofType(stage, 'AWS::Lambda::Function')) {
      expect(only(alarmsOn(stage, 'Errors', made)).Properties, made.id).toMatchObject({
        Statistic: 'Sum',
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      })
    }
  })

  it('go off as soon as anything is set aside', () => {
    const failed = ofType(stage, 'AWS::SQS::Queue').filter(queue =>
      /-failed$/.test(String(queue.Properties.QueueName)),
    )
    expect(failed).toHaveLength(6)
    for (const queue of failed) {
      const alarm = only(alarmsOn(stage, 'ApproximateNumberOfMessagesVisible', queue))
      expect(alarm.Properties.Threshold, queue.id).toBe(1)
    }
  })

  it('go off when deliveries wait for half an hour, and when the stream runs five minutes behind', () => {
    const alarmed = (metric: string): readonly Resource[] =>
      ofType(stage, 'AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties.MetricName === metric)
    expect(only(alarmed('ApproximateAgeOfOldestMessage')).Properties.Threshold).toBe(30 * 60)
    expect(only(alarmed('IteratorAge')).Properties.Threshold).toBe(5 * 60 * 1000)
  })

  it('go off when callers get errors of ours, which are answers and no failures of a function', () => {
    expect(alarmsOn(stage, '5xx', only(ofType(stage, 'AWS::ApiGatewayV2::Api')))).toHaveLength(1)
  })

  it('are each mailed to the operators', () => {
    const topic = only(ofType(stage, 'AWS::SNS::Topic'))
    for (const { id, Properties } of ofType(stage, 'AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmActions, id).toEqual([{ Ref: topic.id }])
    }
    expect(only(ofType(stage, 'AWS::SNS::Subscription')).Properties).toMatchObject({
      TopicArn: { Ref: topic.id },
      Protocol: 'email',
      Endpoint: stage.environment.alarmsTo,
    })
  })

  it('say what it means to people, and where it is written what to do', () => {
    for (const { id, Properties } of ofType(stage, 'AWS::CloudWatch::Alarm')) {
      const [, means = '', page = '', anchor = ''] =
        /^(.+\.) What to do: (docs\/runbooks\/[a-z-]+\.md)#([a-z0-9-]+)$/.exec(
          String(Properties.AlarmDescription),
        ) ?? []
      expect(means.length, id).toBeGreaterThan(40)
      expect(anchorsIn(page), `${page} of ${id}`).toContain(anchor)
    }
  })
})

describe('a function of the service', () => {
  it('cannot be made without saying what its failure means to people', () => {
    const props = {
      timeout: Duration.seconds(10),
      memoryMiB: 512,
      environment: {},
      logRetention: RetentionDays.ONE_WEEK,
    }
    const stack = new Stack(emptyApp(), 'stack')
    // @ts-expect-error The meaning is missing.
    expect(() => new ServiceFunction(stack, 'sweep', props)).toThrow()
  })

  it('cannot point to a runbook without its section', () => {
    // @ts-expect-error The section is missing.
    const runbook: RunbookSection = 'docs/runbooks/api.md'
    expect(runbook).not.toContain('#')
  })
})
