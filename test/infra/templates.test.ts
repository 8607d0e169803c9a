import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audit } from '../../shared/access/audit.ts'
import type { Caller } from '../../shared/access/policy.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { traceId } from '../support/builders.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import {
  isApiLog,
  type Json,
  ofType,
  only,
  type Properties,
  type Resource,
  stagesOfApp,
} from './synthesized.ts'

const stages = stagesOfApp()
const aDay = 24 * 3600
const thirteenMonths = 400
const fromOurKey = { 'Fn::GetAtt': [expect.stringMatching(/^datakey/), 'Arn'] }

const isUploads = ({ id }: Resource): boolean => id.startsWith('uploads')
const isAccessLogs = ({ id }: Resource): boolean => id.startsWith('accesslogs')
const isPage = ({ id }: Resource): boolean => id.startsWith('page')

/** What a stage has, or says, when something is switched off; most that has a switch is on without a word. */
const switchedOff: Readonly<Record<string, Properties>> = {
  'AWS::ApiGatewayV2::Api': { DisableExecuteApiEndpoint: true },
  'AWS::CloudWatch::Alarm': { ActionsEnabled: false },
  'AWS::Events::Rule': { State: 'DISABLED' },
  'AWS::KMS::Key': { Enabled: false },
  'AWS::Lambda::EventSourceMapping': { Enabled: false },
  'AWS::SES::ConfigurationSet': { SendingOptions: { SendingEnabled: false } },
}

/** What the access log may know of a request: nothing that was typed, and nobody who called. */
const logged = [
  'requestTime',
  'requestId',
  'routeKey',
  'status',
  'responseLength',
  'responseLatency',
  'integrationErrorMessage',
]

/** The anchors of the headings of a page, as they are where the page is read. */
const sectionsOf = (page: string): readonly string[] => {
  const file = new URL(`../../${page}`, import.meta.url)
  if (!existsSync(file)) return []
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe.each(stages)('in stage $name', stage => {
  /** The resources of a type, of which there is at least one. */
  const every = (type: string, of: (resource: Resource) => boolean = () => true): readonly Resource[] => {
    const found = ofType(stage, type).filter(of)
    expect(found, type).not.toEqual([])
    return found
  }

  it('every function runs on Node 24 and arm64, and is held to no number of calls at once', () => {
    for (const { id, Properties } of every('AWS::Lambda::Function')) {
      expect(Properties, id).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] })
      expect(Properties, id).not.toHaveProperty('ReservedConcurrentExecutions')
    }
  })

  it('every function has a log of its own, that gets every line as it was written', () => {
    const groups = ofType(stage, 'AWS::Logs::LogGroup').map(({ id }) => id)
    const functions = every('AWS::Lambda::Function')
    const logs = functions.map(({ Properties }) => Properties.LoggingConfig as Properties)
    // In its JSON format Lambda can leave lines out, which alarms count.
    for (const log of logs) expect(log).not.toHaveProperty('LogFormat', 'JSON')
    const written = logs.map(({ LogGroup }) => String((LogGroup as Properties).Ref))
    expect(groups).toEqual(expect.arrayContaining(written))
    expect(new Set(written).size).toBe(functions.length)
  })

  it('every log is kept as long as the stage says, thirteen months at most', () => {
    const { logRetention, auditRetention } = stage.environment
    for (const log of every('AWS::Logs::LogGroup'))
      expect(log.Properties.RetentionInDays, log.id).toBe(isApiLog(log) ? auditRetention : logRetention)
    expect(Math.max(logRetention, auditRetention)).toBeLessThanOrEqual(thirteenMonths)
  })

  it('the logs of who answers people, which tell who asked, are encrypted with our key', () => {
    const logs = every('AWS::Logs::LogGroup', isApiLog)
    expect(logs).toHaveLength(4)
    for (const { id, Properties } of logs) expect(Properties.KmsKeyId, id).toEqual(fromOurKey)
  })

  it('those logs show who asked only to who may see it, and all else to everybody who reads them', () => {
    const log = new InMemoryLog()
    const now = '2027-05-11T12:03:00.000Z' as Instant
    const [sub, params] = ['auth|"seventeen", user.id', { schoolId: '99AA00' }]
    const asked = { traceId, now, caller: { sub, role: 'school' } as Caller, params }
    audit({ log, clock: () => now }, asked, {
      requestId: 'JKJaXmPLvHcESHA=',
      status: 404,
      problem: 'not-found',
    })
    const line = JSON.stringify(log.audited[0])
    expect(line).toContain(JSON.stringify(sub).slice(1, -1))
    for (const { id, Properties } of every('AWS::Logs::LogGroup', isApiLog)) {
      const { Configuration, Statement } = Properties.DataProtectionPolicy as Properties
      const { Name, Regex } = only<Properties>((Configuration as Properties).CustomDataIdentifier as never)
      const masks = { DataIdentifier: [Name], Operation: { Deidentify: { MaskConfig: {} } } } as object
      expect(Statement, id).toContainEqual(expect.objectContaining(masks))
      // The characters that CloudWatch knows in an expression.
      expect(Regex).toMatch(/^[\w#=@/;, ^$?[\]{}|\\*+.-]{1,200}$/)
      const shown = line.replaceAll(new RegExp(String(Regex), 'g'), '*')
      expect(shown).not.toContain('seventeen')
      expect(shown).toContain('not-found')
      expect(shown).toContain('99AA00')
    }
  })

  it('every table is encrypted with our key, and streams what was written', () => {
    for (const { id, Properties } of every('AWS::DynamoDB::GlobalTable')) {
      expect(Properties, id).toMatchObject({
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      })
      for (const replica of Properties.Replicas as readonly Json[])
        expect(replica, id).toMatchObject({ SSESpecification: { KMSMasterKeyId: fromOurKey } })
    }
  })

  it('every bucket is closed to the public, encrypted, and forgets half an upload after a day', () => {
    for (const bucket of every('AWS::S3::Bucket')) {
      // S3 writes access logs only where its own key is used, and the page is for everybody.
      const encryption =
        isAccessLogs(bucket) || isPage(bucket)
          ? { SSEAlgorithm: 'AES256' }
          : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: fromOurKey }
      expect(bucket.Properties, bucket.id).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: encryption }],
        },
        LifecycleConfiguration: {
          Rules: expect.arrayContaining([
            { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
          ]),
        },
      })
    }
  })

  it('uploads expire in a day and access logs in time, with every version a day later; a second upload replaces none', () => {
    const expiring = (days: number) => ({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([
          {
            Status: 'Enabled',
            ExpirationInDays: days,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          },
        ]),
      },
    })
    expect(only(every('AWS::S3::Bucket', isUploads)).Properties).toMatchObject(expiring(1))
    expect(only(every('AWS::S3::Bucket', isAccessLogs)).Properties).toMatchObject(
      expiring(stage.environment.logRetention),
    )
  })

  it('every queue is encrypted, and keeps what waits for the fourteen days that SQS allows; what is to begin the sweep puts there again, so that it is kept for an hour', () => {
    for (const { id, Properties } of every('AWS::SQS::Queue'))
      expect(Properties, id).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: String(Properties.QueueName).endsWith('-deliveries') ? 3600 : 14 * aDay,
      })
  })

  it('every mapping answers for each message, and that of a stream sets aside within a day what cannot be handled', () => {
    for (const { id, Properties } of every('AWS::Lambda::EventSourceMapping'))
      expect(Properties, id).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] })
    const ofStreams = every(
      'AWS::Lambda::EventSourceMapping',
      ({ Properties }) => Properties.StartingPosition !== undefined,
    )
    for (const { id, Properties } of ofStreams) {
      expect(Properties, id).toMatchObject({
        BisectBatchOnFunctionError: true,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [expect.anything(), 'Arn'] } } },
      })
      // -1 stands for ever, after which the stream has forgotten what came next.
      expect(Properties.MaximumRetryAttempts, id).toBeGreaterThanOrEqual(0)
      expect(Properties.MaximumRecordAgeInSeconds, id).toBeGreaterThanOrEqual(60)
      expect(Properties.MaximumRecordAgeInSeconds, id).toBeLessThan(aDay)
    }
  })

  it('the API holds callers to a rate on every route, deploys each route, and has no CORS', () => {
    expect(only(every('AWS::ApiGatewayV2::Api')).Properties).not.toHaveProperty('CorsConfiguration')
    const { Properties } = only(every('AWS::ApiGatewayV2::Stage'))
    expect(Properties).not.toHaveProperty('RouteSettings')
    expect(Properties).toMatchObject({
      AutoDeploy: true,
      // Far above what some thousand schools ask, far below what an account allows.
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    })
  })

  it('the access log of the API stands in the stack, and names nobody', () => {
    const { AccessLogSettings } = only(every('AWS::ApiGatewayV2::Stage')).Properties
    const { DestinationArn, Format } = AccessLogSettings as Properties
    const groups = ofType(stage, 'AWS::Logs::LogGroup').map(({ id }) => ({ 'Fn::GetAtt': [id, 'Arn'] }))
    expect(groups).toContainEqual(DestinationArn)
    const told = [...String(Format).matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, name]) => name)
    expect(told.sort()).toEqual([...logged].sort())
  })

  it('mail comes from a domain of ours, signed, over TLS only, and we are told of what comes back to a part of it', () => {
    const { mailDomain } = stage.environment
    const set = only(every('AWS::SES::ConfigurationSet'))
    expect(set.Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
    })
    expect(only(every('AWS::SES::EmailIdentity')).Properties).toMatchObject({
      EmailIdentity: mailDomain,
      MailFromAttributes: { MailFromDomain: `mail.${mailDomain}` },
      ConfigurationSetAttributes: { ConfigurationSetName: { Ref: set.id } },
      DkimAttributes: { SigningEnabled: true },
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
    })
    expect(only(every('AWS::SES::ConfigurationSetEventDestination')).Properties).toMatchObject({
      ConfigurationSetName: { Ref: set.id },
      EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] },
    })
  })

  it('every alarm says in a sentence what it means to people, and has the address of a section of a runbook that is there', () => {
    for (const { id, Properties } of every('AWS::CloudWatch::Alarm')) {
      const [, base, page = '', section] =
        /^[A-Z].{40,}\. What to do: (https:\S+)\/(docs\/runbooks\/[a-z-]+\.md)#([a-z0-9-]+)$/.exec(
          String(Properties.AlarmDescription),
        ) ?? []
      expect(sectionsOf(page), `${id}: ${Properties.AlarmDescription}`).toContain(section)
      expect(base).toBe(stage.environment.runbooksUrl)
    }
  })

  it.each(Object.entries(switchedOff))('no %s is switched off', (type, off) => {
    for (const { id, Properties } of every(type)) expect(Properties, id).not.toMatchObject(off)
  })

  it('everything that can be tagged bears the names of the service and of the stage', () => {
    const taggable = stage.resources.filter(resource => resource.taggable)
    expect(taggable.length).toBeGreaterThan(100)
    // A list or a map, on a table one list for each region.
    const tag = (key: string, value: string) =>
      new RegExp(`{"Key":"${key}","Value":"${value}"}|Tags":{[^}]*"${key}":"${value}"`)
    for (const { id, Properties } of taggable) {
      expect(JSON.stringify(Properties), id).toMatch(tag('service', 'doorlevering'))
      expect(JSON.stringify(Properties), id).toMatch(tag('stage', stage.name))
    }
  })
})
