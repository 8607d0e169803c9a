import fc from 'fast-check'
import { areResultsClosed } from '../../../shared/consent/deadline.ts'
import type { LogRecord } from '../../../shared/consent/log.ts'
import { recordResultsChanged } from '../../../shared/consent/results-changed.ts'
import { type SaveOutcome, type SaveRequest, save } from '../../../shared/consent/save.ts'
import type { MonitoringData } from '../../../shared/monitoring/ports.ts'
import { startOf } from '../../../shared/platform/time.ts'
import type { InspectorateFault } from '../../../stubs/inspectorate/faults.ts'
import {
  context,
  day,
  deVries,
  jansen,
  key,
  otherResults,
  results,
  retried,
  smallGroupsOnly,
  terms,
  traceId,
  window,
} from '../../support/builders.ts'
import type { Service } from '../../support/service.ts'

/** A service, and what people were told by it. */
export interface AskedService extends Service {
  answers: { head: LogRecord | undefined; fromNewest: boolean; outcome: SaveOutcome }[]
}

/** One thing that anyone may do at any time, with a name to tell it by. */
export type Step = (service: AskedService) => Promise<void>

const told = (name: string, step: Step): Step => Object.assign(step, { [fc.toStringMethod]: () => name })

const windows = [window('2027-05-20', '2027-10-31')]
const dates = ['2027-05-20', '2027-07-01', '2027-07-02', '2027-10-31'].map(day)

const ask = async (
  service: AskedService,
  startsAt: number,
  command: SaveRequest['command'],
): Promise<void> => {
  const head = await service.events.head(key)
  const version = (head?.version ?? 0) - startsAt
  const startsFrom =
    version > 0 ? ({ kind: 'version', version } as const) : ({ kind: 'none-exists' } as const)
  const data = await service.store.read(key.schoolId, key.schoolYear)
  const request = { command, startsFrom, sent: null, traceId }
  const outcome = await save(service.events, key, head, request, context({ data, windows }))
  service.answers.push({ head, fromNewest: startsAt === 0, outcome })
}

const bring = async (service: AskedService, data: MonitoringData): Promise<void> => {
  const head = await service.events.head(key)
  if (areResultsClosed(head?.state, service.clock())) return
  await service.importFigures(data)
  await recordResultsChanged({ log: service.events, store: service.store }, key, service.clock())
}

/** Mostly from the newest version, now and then from an older one. */
const startsAt = fc.constantFrom(0, 0, 0, 1)
const people = fc.constantFrom(jansen, deVries)

const aSave = fc
  .record({
    startsAt,
    by: people,
    deliveryDate: fc.constantFrom(...dates),
    level: fc.constantFrom('school', 'education-type'),
  })
  .map(({ startsAt, by, ...to }) =>
    told(`${by.name} saves ${to.level} on ${to.deliveryDate} (-${startsAt})`, service =>
      ask(service, startsAt, { kind: 'save', terms: terms(to), by, at: service.clock() }),
    ),
  )

const aWithdrawal = fc
  .record({ startsAt, by: people })
  .map(({ startsAt, by }) =>
    told(`${by.name} withdraws (-${startsAt})`, service =>
      ask(service, startsAt, { kind: 'withdraw', by, at: service.clock() }),
    ),
  )

const anImport = fc
  .constantFrom(
    [results, 'results'] as const,
    [otherResults, 'others'] as const,
    [smallGroupsOnly, 'small'] as const,
  )
  .map(([data, name]) => told(`import of ${name}`, service => bring(service, data)))

const aTrigger = fc
  .integer({ min: 1, max: 12 })
  .map(version => told(`trigger of version ${version}`, service => service.triggerDelivery(version)))

const aSweep = fc.constant(
  told('sweep', async service => {
    await service.sweep()
    for (const { trigger } of service.deliveries.sent.splice(0))
      await service.triggerDelivery(trigger.version)
  }),
)

const anOperator = fc.constant(
  told('operator tries again', async service => {
    const head = await service.events.head(key)
    if (head?.state.phase === 'delivery-failed') await service.happens(retried(service.clock()))
  }),
)

const fault = fc.constantFrom<InspectorateFault>(
  { kind: 'lost-response' },
  { kind: 'timeout' },
  { kind: 'connection-error' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 422 },
)

const faults = fc
  .array(fault, { maxLength: 4 })
  .map(list => told(`faults ${JSON.stringify(list)}`, async service => service.inspectorate.setFaults(list)))

const time = fc
  .oneof(
    fc.integer({ min: 1, max: 900 }),
    fc.integer({ min: 1, max: 4 }).map(days => days * 86_400),
  )
  .map(seconds => told(`${seconds} seconds pass`, async service => service.time.moveOn(seconds)))

/** To the last millisecond before, or the first of, the date in force; or to when its delivery is planned. */
const toTheDate = fc.constantFrom(-0.001, 0, 7 * 3600 + 44 * 60).map(seconds =>
  told(`to the date, and ${seconds} seconds`, async service => {
    const head = await service.events.head(key)
    if (!head) return
    const { now } = service.time
    service.time.now = startOf(head.state.consent.terms.deliveryDate)
    service.time.moveOn(seconds)
    if (service.time.now < now) service.time.now = now
  }),
)

export const randomHistory: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: aSave },
    { weight: 2, arbitrary: aWithdrawal },
    { weight: 2, arbitrary: anImport },
    { weight: 3, arbitrary: aTrigger },
    { weight: 4, arbitrary: aSweep },
    { weight: 1, arbitrary: anOperator },
    { weight: 1, arbitrary: faults },
    { weight: 2, arbitrary: time },
    { weight: 4, arbitrary: toTheDate },
  ),
  { minLength: 10, maxLength: 60, size: 'max' },
)
