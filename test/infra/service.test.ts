import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { manifest as deliver } from '../../functions/deliver/manifest.ts'
import { manifest as processEvents } from '../../functions/process-events/manifest.ts'
import { manifest as sweep } from '../../functions/sweep/manifest.ts'
import { httpPaths, triggeredBy, unmatchedPathsGoTo } from '../../infra/manifests.ts'
import { leaseFrom, SHORTEST_LEASE_SECONDS } from '../../shared/outbox/outbox.ts'
import { SWEEP_SECONDS } from '../../shared/outbox/retry.ts'
import { dayOf, instantFrom, millisecondsOf } from '../../shared/platform/time.ts'
import {
  functionNamed,
  type Json,
  ofFunction,
  ofType,
  only,
  type Properties,
  type Resource,
  type Stage,
  stagesOfApp,
} from './synthesized.ts'

const stages = stagesOfApp()

const queues = ['deliveries', 'attempts'] as const

const arnOf = ({ id }: Resource): Json => ({ 'Fn::GetAtt': [id, 'Arn'] })

const queueNamed = (stage: Stage, name: string): Resource => {
  const QueueName = `doorlevering-${stage.name}-${name}`
  return only(ofType(stage, 'AWS::SQS::Queue').filter(({ Properties }) => Properties.QueueName === QueueName))
}

/** The name `live` of a function, which stands for the version that is at work. */
const liveOf = (stage: Stage, name: string): Resource => ofFunction(stage, 'AWS::Lambda::Alias', name)

const mappingsOf = (stage: Stage, name: string): readonly Resource[] => {
  const { id } = liveOf(stage, name)
  return ofType(stage, 'AWS::Lambda::EventSourceMapping').filter(({ Properties }) => {
    const called = JSON.stringify(Properties.FunctionName)
    return called.includes(`{"Ref":"${id}"}`) && /":live"/.test(called)
  })
}

const rulesFor = (stage: Stage, name: string): readonly Resource[] => {
  const live = JSON.stringify({ Ref: liveOf(stage, name).id })
  return ofType(stage, 'AWS::Events::Rule').filter(({ Properties }) =>
    JSON.stringify(Properties.Targets).includes(`"Arn":${live}`),
  )
}

const ruleFor = (stage: Stage, name: string): Resource => only(rulesFor(stage, name))

describe.each(stages)('the functions of stage $name', stage => {
  it('trigger process-events by new events only, and set aside what it cannot handle', () => {
    const { Properties } = only(mappingsOf(stage, 'process-events'))
    expect(Properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: arnOf(queueNamed(stage, 'process-events-failed')) } },
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify(processEvents.trigger.filter) }] },
    })
  })

  it('send as many reports at once as the stage says, and no more, and begin others beside them', () => {
    const atOnce = {
      deliveries: deliver.trigger.atOnce.deliveries,
      attempts: stage.environment.attemptsAtOnce,
    }
    for (const [name, MaximumConcurrency] of Object.entries(atOnce)) {
      const arn = arnOf(queueNamed(stage, name))
      const mapping = mappingsOf(stage, 'deliver').find(({ Properties }) =>
        isDeepStrictEqual(Properties.EventSourceArn, arn),
      )
      expect(mapping?.Properties, name).toMatchObject({
        BatchSize: deliver.trigger.batchSize,
        ScalingConfig: { MaximumConcurrency },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      })
    }
  })

  it('let deliver put a message back on its own queue for as many days as an outage lasts', () => {
    expect(functionNamed(stage, 'deliver').Properties.RecursiveLoop).toBe('Allow')
  })

  it('end before their claim on an event does, and before another worker sees the message', () => {
    const now = instantFrom('2027-07-01T07:12:00+02:00')
    const leaseSeconds = (millisecondsOf(leaseFrom(now)) - millisecondsOf(now)) / 1000
    for (const name of ['process-events', 'deliver', 'sweep']) {
      expect(functionNamed(stage, name).Properties.Timeout, name).toBeLessThan(leaseSeconds)
    }
    expect(functionNamed(stage, 'process-events').Properties.Timeout).toBeLessThan(SHORTEST_LEASE_SECONDS)
    // As Lambda's manual asks, so that a message that was throttled is not handed out a second time.
    for (const name of queues)
      expect(queueNamed(stage, name).Properties.VisibilityTimeout).toBe(
        6 * Number(functionNamed(stage, 'deliver').Properties.Timeout),
      )
  })

  it('begin by the clock as each manifest has it, the daily ones on a day that has begun in Amsterdam too', () => {
    for (const { name, trigger } of triggeredBy('every')) {
      const rule = ruleFor(stage, name).Properties
      expect(rule.ScheduleExpression, name).toBe(`rate(${trigger.minutes} minutes)`)
      expect(functionNamed(stage, name).Properties.Timeout, name).toBeLessThan(trigger.minutes * 60)
    }
    for (const { name, trigger } of triggeredBy('daily')) {
      const [hours, minutes] = trigger.at.split(':').map(Number)
      const rule = ruleFor(stage, name).Properties
      expect(rule.ScheduleExpression, name).toBe(`cron(${minutes} ${hours} * * ? *)`)
      for (const day of ['2027-01-15', '2027-03-28', '2027-07-15', '2027-10-31'])
        expect(dayOf(instantFrom(`${day}T${trigger.at}:00Z`))).toBe(day)
    }
    expect(SWEEP_SECONDS).toBe(sweep.trigger.minutes * 60)
  })

  it('replay the ledger only when an operator asks for it', () => {
    expect(rulesFor(stage, 'replay-ledger')).toEqual([])
  })

  it('import a file as soon as it is uploaded, told in the form of S3’s own event', () => {
    const uploads = only(ofType(stage, 'AWS::S3::Bucket').filter(({ id }) => id.startsWith('uploads')))
    expect(uploads.Properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    })
    const rules = rulesFor(stage, 'import-file').map(({ Properties }) => Properties)
    const { EventPattern, Targets } = only(rules.filter(rule => rule.EventPattern))
    // And for what nobody told of.
    expect(only(rules.filter(rule => !rule.EventPattern)).ScheduleExpression).toBe('rate(5 minutes)')
    expect(EventPattern).toMatchObject({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ prefix: 'uploads/' }] } },
    })
    expect(JSON.stringify(EventPattern)).toContain(uploads.id)
    expect(JSON.stringify(Targets)).toContain(
      JSON.stringify(
        '{"Records":[{"s3":{"bucket":{"name":<detail-bucket-name>},"object":{"key":<detail-object-key>}}}]}',
      ),
    )
  })

  it('set aside what broke off for good and nobody waits for, by the name under which a rule calls them', () => {
    const called = ofType(stage, 'AWS::Events::Rule').flatMap(
      ({ Properties }) => Properties.Targets as readonly Properties[],
    )
    expect(called).not.toEqual([])
    for (const { Arn } of called) {
      const { FunctionName, DestinationConfig } = only(
        ofType(stage, 'AWS::Lambda::EventInvokeConfig').filter(({ Properties }) =>
          JSON.stringify(Properties.Qualifier).includes(JSON.stringify(Arn)),
        ),
      ).Properties
      const made = only(
        ofType(stage, 'AWS::Lambda::Function').filter(({ id }) =>
          isDeepStrictEqual({ Ref: id }, FunctionName),
        ),
      )
      const failed = only(
        ofType(stage, 'AWS::SQS::Queue').filter(
          ({ Properties }) => Properties.QueueName === `${made.Properties.FunctionName}-failed`,
        ),
      )
      expect(DestinationConfig).toEqual({ OnFailure: { Destination: arnOf(failed) } })
    }
  })
})

describe.each(stages)('the queues of stage $name', stage => {
  it('set aside what broke off as often as the wiring says, which nothing does that Lambda throttles for a day', () => {
    for (const name of queues) {
      const { VisibilityTimeout, RedrivePolicy, MessageRetentionPeriod } = queueNamed(stage, name).Properties
      expect(MessageRetentionPeriod).toBe(deliver.trigger.retentionSeconds[name])
      expect(RedrivePolicy).toEqual({
        deadLetterTargetArn: arnOf(queueNamed(stage, 'deliveries-failed')),
        maxReceiveCount: deliver.trigger.maximumReceives,
      })
      expect(deliver.trigger.maximumReceives * Number(VisibilityTimeout)).toBeGreaterThanOrEqual(24 * 3600)
    }
  })
})

/** Of a route. */
const integrationOf = (stage: Stage, { Target }: Properties): Properties =>
  only(
    ofType(stage, 'AWS::ApiGatewayV2::Integration').filter(({ id }) =>
      JSON.stringify(Target).includes(`"${id}"`),
    ),
  ).Properties

describe.each(stages)('the API of stage $name', stage => {
  it('sends each path of the wiring to its function by any method, all else to one function, and has no other route', () => {
    const functions = Object.fromEntries(
      ofType(stage, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => {
        const integration = integrationOf(stage, Properties)
        expect(integration.IntegrationType).toBe('AWS_PROXY')
        return [Properties.RouteKey, integration.IntegrationUri]
      }),
    )
    const live = (name: string) => ({ Ref: liveOf(stage, name).id })
    const wired = Object.entries(httpPaths).flatMap(([name, paths]) =>
      paths.map(path => [`ANY ${path}`, live(name)] as const),
    )
    expect(functions).toEqual({ ...Object.fromEntries(wired), $default: live(unmatchedPathsGoTo) })
  })

  it('may call the function of every route, also of none: by the name the gateway calls it for', () => {
    const { id } = only(ofType(stage, 'AWS::ApiGatewayV2::Api'))
    for (const { Properties } of ofType(stage, 'AWS::ApiGatewayV2::Route')) {
      const [, path] = String(Properties.RouteKey).split(' ')
      const asked = path === undefined ? '$default/$default' : `$default/ANY${path}`
      const { IntegrationUri } = integrationOf(stage, Properties)
      const allowed = ofType(stage, 'AWS::Lambda::Permission').filter(
        permission => JSON.stringify(permission.Properties.FunctionName) === JSON.stringify(IntegrationUri),
      )
      const patterns = allowed.flatMap(({ Properties: { SourceArn } }) => {
        const [, parts] = (SourceArn as { 'Fn::Join': [string, Json[]] })['Fn::Join']
        expect(JSON.stringify(parts)).toContain(`"${id}"`)
        return String(parts.at(-1)).slice(1)
      })
      const matches = (pattern: string) =>
        new RegExp(`^${pattern.replaceAll(/[$.]/g, '\\$&').replaceAll('*', '.*')}$`).test(asked)
      expect(patterns.some(matches), `${Properties.RouteKey}: ${patterns}`).toBe(true)
    }
  })
})

describe.each(stages)('the mail of stage $name', stage => {
  it('is told of when it bounced for good or was complained of, by what it was about and without an address', () => {
    const rules = rulesFor(stage, 'record-mail-feedback').map(({ Properties }) => Properties)
    const { id } = only(ofType(stage, 'AWS::SES::ConfigurationSet'))
    const mail = { tags: { 'ses:configuration-set': [{ Ref: id }], event: [{ exists: true }] } }
    const type = (detailType: string) => ({ source: ['aws.ses'], 'detail-type': [detailType] })
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      // Not when somebody is away.
      { ...type('Email Bounced'), detail: { mail, bounce: { bounceType: ['Permanent'] } } },
      { ...type('Email Complaint Received'), detail: { mail } },
    ])
    const told = {
      InputPathsMap: { 'detail-mail-tags-event-0-': '$.detail.mail.tags.event[0]' },
      InputTemplate: '{"reference":<detail-mail-tags-event-0->}',
    }
    for (const { Targets } of rules) expect(Targets).toMatchObject([{ InputTransformer: told }])
  })
})
