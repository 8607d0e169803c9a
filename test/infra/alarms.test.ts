import { Logger } from '@aws-lambda-powertools/logger'
import { describe, expect, it, vi } from 'vitest'
import { manifest as deliver } from '../../functions/deliver/manifest.ts'
import { OperatorAlarm } from '../../infra/constructs/operator-alarm.ts'
import { httpPaths, manifests } from '../../infra/manifests.ts'
import { table } from '../../infra/wiring.ts'
import { pauseSeconds } from '../../shared/outbox/retry.ts'
import { powertoolsLog } from '../../shared/platform/adapters/powertools-log.ts'
import { type LogCode, logCatalogue } from '../../shared/platform/log.ts'
import { alarmsOf, lineMetricsOf } from '../alarms/definitions.ts'
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

const logGroupOf = (stage: Stage, name: string): Json => {
  const { LogGroup } = functionNamed(stage, name).Properties.LoggingConfig as Properties
  return LogGroup ?? null
}

/** A line of every code, as a function writes it. */
const linesOfEveryCode = (): readonly Properties[] => {
  const lines: Properties[] = []
  const stdout = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation(line => lines.push(JSON.parse(String(line))) > 0)
  const log = powertoolsLog(new Logger({ serviceName: 'deliver' }))
  for (const code of Object.keys(logCatalogue) as LogCode[])
    log.info(code, { schoolId: '99AA00', version: 1 })
  stdout.mockRestore()
  return lines
}

/** The alarms that call somebody at any hour, said here once more: a severity is easily lowered by mistake. */
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

/** When each goes off, and that it does, is played in `test/alarms`. */
describe.each(stages)('the alarms of stage $name', stage => {
  it('look at the metrics of our schedules, of our mails, and of the backups of what lasts', () => {
    const { Name: group } = only(ofType(stage, 'AWS::Scheduler::ScheduleGroup')).Properties
    const { id: mails } = only(ofType(stage, 'AWS::SES::ConfigurationSet'))
    const ofOthers = ofType(stage, 'AWS::CloudWatch::Alarm')
      .map(lookedAt)
      .filter(({ Namespace }) => /^AWS\/(Scheduler|SES|Backup)$/.test(String(Namespace)))
    const ofGroup = [{ Name: 'ScheduleGroup', Value: group }]
    const ofMails = [{ Name: 'ses:configuration-set', Value: { Ref: mails } }]
    const ofVault = [{ Name: 'BackupVaultName', Value: `doorlevering-${stage.name}-data` }]
    expect(
      Object.fromEntries(ofOthers.map(({ MetricName, Dimensions }) => [MetricName, Dimensions])),
    ).toEqual({
      TargetErrorCount: ofGroup,
      InvocationsFailedToBeSentToDeadLetterCount: ofGroup,
      'Reputation.BounceRate': ofMails,
      'Reputation.ComplaintRate': ofMails,
      ...(stage.environment.lasting && { NumberOfBackupJobsCompleted: ofVault }),
    })
  })

  it.each(['ReadThrottleEvents', 'WriteThrottleEvents'])(
    'count %s of the table and of each index',
    metric => {
      const of = alarmsOf(stage).flatMap(({ metrics }) => metrics.filter(name => name.includes(metric)))
      const counted = ['', ...Object.keys(table.indexes).map(name => ` ${name}`)]
      expect(of).toEqual(counted.map(name => `AWS/DynamoDB ${metric}${name}`))
    },
  )

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

  it('count lines of codes as functions write them', () => {
    const lines = linesOfEveryCode()
    const ofCodes = lineMetricsOf(stage).filter(({ conditions }) => conditions[0]!.field === 'code')
    expect(ofCodes.length).toBeGreaterThan(10)
    for (const { metric, conditions } of ofCodes)
      expect(
        lines.filter(line => conditions.some(({ field, text }) => text.test(String(line[field])))),
        metric,
      ).toHaveLength(conditions.length)
  })

  it('see an attempt in every period of an outage: none is shorter than the longest pause and the attempt after it', () => {
    const { periodMinutes } = alarmsOf(stage).find(({ name }) => name === 'deliver-delivery-postponed')!
    expect(60 * periodMinutes).toBeGreaterThan(pauseSeconds(1000, 1, 24 * 3600) + deliver.seconds)
  })

  it('are each mailed to the address of their severity, when they go off and when they are over', () => {
    const addressOf = Object.fromEntries(
      ofType(stage, 'AWS::SNS::Subscription').map(({ Properties }) => {
        expect(Properties.Protocol).toBe('email')
        return [JSON.stringify([Properties.TopicArn]), Properties.Endpoint]
      }),
    )
    const told = ofType(stage, 'AWS::CloudWatch::Alarm').map(({ id, Properties }) => {
      expect(Properties.OKActions, id).toEqual(Properties.AlarmActions)
      return [Properties.AlarmName, addressOf[JSON.stringify(Properties.AlarmActions)]]
    })
    const alarms = stage.service.node.findAll().filter(construct => construct instanceof OperatorAlarm)
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(
        alarms.map(({ node, severity }) => [
          `doorlevering-${stage.name}-${node.id}`,
          stage.environment.alarmsTo[severity],
        ]),
      ),
    )
    const woken = alarms.filter(({ severity }) => severity === 'page').map(({ node }) => node.id)
    expect(woken.toSorted()).toEqual(waking.toSorted())
  })
})
