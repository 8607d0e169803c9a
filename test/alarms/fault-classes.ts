import { PutObjectCommand } from '@aws-sdk/client-s3'
import { CreateScheduleCommand, DeleteScheduleCommand } from '@aws-sdk/client-scheduler'
import { httpPaths, triggeredBy } from '../../infra/manifests.ts'
import { logItemKey } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { plannedAt } from '../../shared/delivery/delivery.ts'
import type { SchoolId } from '../../shared/directory/identifiers.ts'
import { type Instant, instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import { settings } from '../simulation/environment/functions.ts'
import { day, schoolYear } from '../support/builders.ts'
import { tableOf } from '../support/stores.ts'
import { makeUnreadable } from '../support/unreadable.ts'
import { metricNamed, newVersionOf } from './definitions.ts'
import type { OperatedService } from './operated-service.ts'
import { bring, pupilsOf, save, schoolIdAt } from './schools.ts'

/** The day on which the first school's consent is due; the others have none yet. */
export const deliveryDate = '2027-06-30'
const first = schoolIdAt(0)
const firstEvent = { schoolId: first as SchoolId, schoolYear, version: 1 }

/** How many schools there are; the others save where a fault wants it. */
export const schools = 60

export interface FaultClass {
  readonly fault: string
  /** When it begins: the afternoon before the delivery date, where not told. */
  readonly at?: Instant
  readonly isPaused?: boolean
  begin(service: OperatedService): unknown
  /** The alarms that must go off, and after how many minutes what they tell of is the case. */
  readonly raises: Readonly<Record<string, number>>
}

export const afternoon = instantFrom('2027-06-29T12:00:00Z')
const planned = plannedAt(first, day(deliveryDate))
const minuteBefore = secondsAfter(planned, -60)
const beforeTheNight = instantFrom('2027-06-29T03:20:00Z')

/** Saves of other schools, one after the other. */
const saves = async (service: OperatedService, count = 1, from = 1): Promise<void> => {
  for (let number = from; number < from + count; number += 1)
    await save(service, schoolIdAt(number), deliveryDate)
}

/** Services are at fault, and so many other schools save from then on. */
const atFault = (
  fault: string,
  faults: OperatedService['faults'],
  raises: FaultClass['raises'],
  { saving = 0, at }: { saving?: number; at?: Instant } = {},
): FaultClass => ({
  fault,
  ...(at && { at }),
  begin: service => {
    Object.assign(service.faults, faults)
    return saves(service, saving)
  },
  raises,
})

const breaking = (
  name: string,
  trigger: (service: OperatedService) => unknown,
  raises: FaultClass['raises'],
  other: Partial<FaultClass> = {},
): FaultClass => ({
  fault: `${name} breaks off`,
  begin: service => {
    service.lambda.breaking.add(name)
    return trigger(service)
  },
  raises,
  ...other,
})

/** What a caller of the API or an operator does, of whom only the function matters. */
const called = (name: string): FaultClass =>
  breaking(
    name,
    async service => {
      await service.lambda.invoke(name, async () => undefined).catch(() => undefined)
    },
    { [`${name}-fails`]: 0 },
  )

/** The new version of a function breaks off, with one in ten callers. */
const badVersion = (name: string): FaultClass => ({
  fault: `the new version of ${name} breaks off`,
  begin: ({ lambda }) => {
    lambda.put(metricNamed('AWS/Lambda', 'Errors', newVersionOf(name)), 1)
    lambda.put(metricNamed('AWS/Lambda', 'Errors', name), 1)
  },
  raises: { [`${name}-new-version-fails`]: 0, [`${name}-fails`]: 0 },
})

/** The clock does not begin a function any more. */
const notBegun = (name: string, at: Instant, raises: FaultClass['raises']): FaultClass =>
  atFault(`${name} is not begun`, { disabledRule: name }, raises, { at })

const deployments: readonly FaultClass[] = [...Object.keys(httpPaths).map(badVersion), called('publish-page')]

const crashes: readonly FaultClass[] = [
  ...[...triggeredBy('http'), ...triggeredBy('operator')].map(({ name }) => called(name)),
  // Six attempts, a minute apart.
  breaking('process-events', service => saves(service), {
    'process-events-fails': 0,
    'process-events-failed-not-empty': 5,
  }),
  // A message to begin is forgotten after an hour: the sweep puts another.
  breaking(
    'deliver',
    () => undefined,
    { 'deliver-fails': 1, 'sweep-delivery-seconds': 31 },
    { at: minuteBefore },
  ),
  {
    fault: 'deliver breaks off with an attempt',
    at: minuteBefore,
    begin: ({ faults, lambda, time }) => {
      faults.inspectorate = { kind: 'status', status: 503 }
      time.at(secondsAfter(planned, 10), () => void lambda.breaking.add('deliver'))
    },
    // Receipts of a day, and then it is put away.
    raises: { 'deliver-fails': 3, 'deliveries-failed-not-empty': 24 * 60 + 3 },
  },
  breaking('sweep', () => undefined, { 'sweep-fails': 5, 'sweep-failed-not-empty': 6 }),
  ...triggeredBy('daily').map(({ name, trigger }) =>
    breaking(name, service => service.begin(name), {
      [`${name}-fails`]: 0,
      [`${name}-failed-not-empty`]: trigger.maximumRetries,
    }),
  ),
  breaking('import-file', service => bring(service, pupilsOf([first], 10)), {
    'import-file-fails': 0,
    'import-file-failed-not-empty': 2,
  }),
  breaking('record-mail-feedback', service => service.complainOf(`${first}_2026-2027_1`), {
    'record-mail-feedback-fails': 0,
    'record-mail-feedback-failed-not-empty': 2,
  }),
]

const storage: readonly FaultClass[] = [
  atFault(
    'the table takes no reads',
    { table: 'reads' },
    { 'table-throttles-reads': 0, 'api-fails': 0, 'sweep-fails': 5 },
    { saving: 5 },
  ),
  atFault(
    'the table takes no writes',
    { table: 'writes' },
    { 'table-throttles-writes': 0, 'api-fails': 0 },
    { saving: 5 },
  ),
  {
    fault: 'the table takes no writes after a save',
    begin: async service => {
      service.faults.stream = 'slow'
      service.faults.disabledRule = 'sweep'
      await saves(service)
      service.faults.table = 'writes'
    },
    raises: { 'process-events-invocation-failed': 6 },
  },
  atFault('an index takes no reads', { index: 'reads' }, { 'table-throttles-reads': 15, 'sweep-fails': 5 }),
  atFault(
    'an index takes no writes',
    { index: 'writes' },
    { 'table-throttles-writes': 0, 'api-fails': 0 },
    { saving: 5 },
  ),
  {
    fault: 'the account runs out of concurrency',
    begin: ({ lambda }) => {
      lambda.put(metricNamed('AWS/Lambda', 'ConcurrentExecutions'), 1000)
      lambda.put(metricNamed('AWS/Lambda', 'Throttles'), 10)
    },
    raises: { 'concurrency-runs-out': 0, 'functions-throttled': 0 },
  },
  ...(['disabled', 'to be deleted', 'out of reach'] as const).map(state =>
    atFault(`the key of the data is ${state}`, { dataKey: state }, { 'key-unusable': 0 }, { saving: 1 }),
  ),
  {
    fault: 'the key set cannot be had',
    begin: async service => {
      const { time, lambda } = service
      // As long as callers come.
      for (const minutes of [0, 4, 8, 12, 16, 20])
        time.at(secondsAfter(afternoon, minutes * 60 + 1), () =>
          lambda.invoke('report-api', async () => lambda.logged('KEY_SET_UNAVAILABLE', {})),
        )
    },
    raises: { 'key-set-unavailable': 15 },
  },
  atFault(
    'the ledger is away',
    { ledger: true },
    { 'api-fails': 0, 'sweep-mail-seconds': 15 },
    { saving: 5 },
  ),
  atFault(
    'the signing key is disabled',
    { signingKey: true },
    { 'deliver-invocation-failed': 1, 'key-unusable': 1, 'sweep-delivery-seconds': 31 },
    { at: minuteBefore },
  ),
  {
    fault: 'the table was restored and the ledger is not replayed',
    begin: service => service.restoreTable(1),
    raises: { 'sweep-table-not-current': 5 },
  },
]

const mail: readonly FaultClass[] = [
  atFault('SES takes no mail', { mail: 'throttle' }, { 'sweep-mail-seconds': 15 }, { saving: 1 }),
  {
    fault: 'SES takes no mail while schools go on saving',
    begin: async service => {
      service.faults.mail = 'throttle'
      await saves(service, 12)
      for (const turn of [1, 2]) {
        service.time.at(secondsAfter(afternoon, turn * 301), () => saves(service, 12, 1 + turn * 12))
      }
    },
    raises: { 'sweep-open-effects': 15, 'sweep-mail-seconds': 15 },
  },
  atFault('SES rejects a mail', { mail: 'rejected' }, { 'process-events-mail-failed': 0 }, { saving: 1 }),
  atFault(
    'SES rejects a mail that the sweep sends',
    { mail: 'rejected', stream: 'stopped' },
    { 'sweep-mail-failed': 5 },
    { saving: 1 },
  ),
  atFault(
    'mails come back',
    { mail: 'bounced' },
    { 'record-mail-feedback-mail-bounced': 0, 'mail-bounce-rate': 0 },
    { saving: 12 },
  ),
  {
    fault: 'mails are complained of',
    begin: service => service.complainOf(`${first}_2026-2027_1`),
    raises: { 'record-mail-feedback-mail-bounced': 0, 'mail-complaint-rate': 0 },
  },
]

const unreached = { 'sweep-delivery-seconds': 31, 'deliver-delivery-postponed': 46 }

const receiver: readonly FaultClass[] = (
  [
    ['is down', { inspectorate: { kind: 'status', status: 503 } }, unreached],
    ['does not answer', { inspectorate: { kind: 'timeout' } }, unreached],
    ['cannot be reached', { inspectorate: { kind: 'connection-error' } }, unreached],
    ['gives us no token', { tokens: 401 }, unreached],
    ['refuses', { inspectorate: { kind: 'status', status: 422 } }, { 'deliver-delivery-failed': 1 }],
  ] as const
).map(([what, faults, raises]) => atFault(`the inspectorate ${what}`, faults, raises, { at: minuteBefore }))

const eventSources: readonly FaultClass[] = [
  ...triggeredBy('every').map(({ name, trigger }) =>
    notBegun(name, afternoon, { [`${name}-stands-still`]: 2 * trigger.minutes }),
  ),
  // From ten minutes after the last one; what takes more than a day to see CloudWatch looks at once an hour.
  ...triggeredBy('daily').map(({ name, trigger }) =>
    notBegun(name, secondsAfter(instantFrom(`2027-06-29T${trigger.at}:00Z`), 600), {
      [`${name}-stands-still`]: 31 * 60 - 10,
    }),
  ),
  atFault(
    'the table is not backed up any more',
    { backups: 'disabled' },
    { 'backups-stand-still': 31 * 60 - 10 },
    { at: instantFrom('2027-06-29T01:10:00Z') },
  ),
  atFault('the stream is stopped', { stream: 'stopped' }, { 'sweep-missed': 5 }, { saving: 1 }),
  {
    fault: 'an event cannot be read',
    begin: async service => {
      service.faults.stream = 'stopped'
      await saves(service)
      const saved = { ...firstEvent, schoolId: schoolIdAt(1) as SchoolId }
      await makeUnreadable(tableOf(service.services.documents), logItemKey(saved))
    },
    // The third sweep after the lease of who saved it.
    raises: { 'sweep-set-aside': 15 },
  },
  atFault('the stream is stuck', { stream: 'slow' }, { 'process-events-lags': 6 }, { saving: 1 }),
  {
    fault: 'schedules are lost',
    at: beforeTheNight,
    begin: ({ services }) =>
      services.scheduler.send(
        new DeleteScheduleCommand({ Name: `${first}_2026-2027_1`, GroupName: settings.SCHEDULE_GROUP }),
      ),
    raises: { 'reconcile-schedules-schedule-missing': 10 },
  },
  {
    fault: 'somebody else makes a schedule among ours',
    at: beforeTheNight,
    begin: ({ services }) =>
      services.scheduler.send(
        new CreateScheduleCommand({
          ...{ Name: 'try-out', GroupName: settings.SCHEDULE_GROUP, FlexibleTimeWindow: { Mode: 'OFF' } },
          ScheduleExpression: 'at(2027-08-01T08:00:00)',
          Target: { Arn: settings.DELIVERIES_QUEUE_ARN, RoleArn: settings.SCHEDULE_ROLE_ARN, Input: '{}' },
        }),
      ),
    raises: { 'reconcile-schedules-schedule-unknown': 10 },
  },
  {
    fault: 'an event cannot be read about which nothing is to be done',
    at: beforeTheNight,
    begin: ({ services }) => makeUnreadable(tableOf(services.documents), logItemKey(firstEvent)),
    raises: { 'reconcile-schedules-entry-failed': 10 },
  },
  {
    fault: 'the ledger holds what cannot be read',
    begin: async ({ services, lambda, functions }) => {
      await services.ledger.send(
        new PutObjectCommand({
          ...{
            Bucket: settings.LEDGER_BUCKET,
            Key: '98ZZ00/2026-2027/events/00000001.json',
            Body: 'no event',
          },
        }),
      )
      await lambda.invoke('replay-ledger', () => functions.invoke('replay-ledger', {})).catch(() => undefined)
    },
    raises: { 'replay-ledger-ledger-unreadable': 0, 'replay-ledger-fails': 0 },
  },
  atFault(
    'schedules cannot reach the queue',
    { schedules: 'cannot reach the queue' },
    { 'schedules-refused': 1, 'schedules-failed-not-empty': 24 * 60 + 1 },
    { at: minuteBefore },
  ),
  atFault(
    'the role of the Scheduler is broken',
    { schedules: 'cannot reach any queue' },
    { 'schedules-refused': 1, 'schedules-without-dead-letter': 24 * 60 + 1 },
    { at: minuteBefore },
  ),
  {
    fault: 'nobody takes deliveries from the queue',
    isPaused: true,
    at: minuteBefore,
    begin: () => undefined,
    // The queue is waited for from the schedule on, the delivery from its planned moment.
    raises: { 'deliveries-wait': 31, 'sweep-delivery-seconds': 31 },
  },
  {
    fault: 'nobody tells of an upload',
    begin: service => {
      service.faults.uploads = 'unnoticed'
      return bring(service, pupilsOf([first], 10))
    },
    raises: { 'import-file-upload-missed': 10 },
  },
  {
    fault: 'a file is rejected',
    begin: service => bring(service, pupilsOf([first], -1)),
    raises: { 'import-file-import-rejected': 0 },
  },
]

/** Everything that can go wrong, by what is first noticed of it. */
export const faultClasses: readonly FaultClass[] = [
  ...deployments,
  ...crashes,
  ...storage,
  ...mail,
  ...receiver,
  ...eventSources,
]
