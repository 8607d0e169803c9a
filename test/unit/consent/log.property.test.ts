import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areResultsClosed } from '../../../shared/consent/deadline.ts'
import type { LogRecord } from '../../../shared/consent/log.ts'
import { reportOf } from '../../../shared/monitoring/report.ts'
import { instantFrom, startOf } from '../../../shared/platform/time.ts'
import { key } from '../../support/builders.ts'
import { aService } from '../../support/service.ts'
import { type AskedService, randomHistory } from './random-history.ts'

type Log = readonly LogRecord[]

const isSave = ({ type }: LogRecord) => ['given', 'changed', 'withdrawn'].includes(type)

const versionsHaveNoGaps = (log: Log): void =>
  expect(log.map(({ version }) => version)).toEqual(log.map((_, index) => index + 1))

const savesCameInTime = (log: Log): void => {
  log.forEach((record, index) => {
    const before = log[index - 1]?.state
    if (isSave(record) && before?.phase === 'given')
      expect(record.at < startOf(before.consent.terms.deliveryDate)).toBe(true)
  })
}

const answersAreTrueForEver = (log: Log, { answers }: AskedService): void => {
  for (const { outcome } of answers)
    if ('saved' in outcome) expect(log[outcome.saved.version - 1]!.request).toBe(outcome.saved.request)
}

const deliveredIsTheEnd = (log: Log, { answers }: AskedService): void => {
  expect(log.slice(0, -1).filter(({ type }) => type === 'delivered')).toEqual([])
  const after = answers.filter(({ head, fromNewest }) => fromNewest && head?.state.phase === 'delivered')
  for (const { outcome } of after) expect(outcome).toEqual({ conflict: 'already-delivered' })
}

/** Rule 12, as the inspectorate sees it. */
const atMostOneArrived = (log: Log, { inspectorate: { accepted } }: AskedService): void => {
  expect(accepted.length).toBeLessThanOrEqual(1)
  for (const { payload, receipt } of accepted) {
    const { consent } = JSON.parse(payload)
    expect(log.slice(consent.version).filter(isSave)).toEqual([])
    expect(receipt.receivedAt >= startOf(consent.deliveryDate)).toBe(true)
  }
}

/** Rule 11: a preview made now, after all that happened, is still of what arrived. */
const whatArrivedIsPreviewed = async (log: Log, { inspectorate, store }: AskedService): Promise<void> => {
  for (const { payload } of inspectorate.accepted) {
    const { boardId, schoolName, terms } = log.at(-1)!.state.consent
    const data = await store.read(key.schoolId, key.schoolYear)
    const preview = reportOf({ ...key, boardId, schoolName }, data, terms.level)
    expect(JSON.parse(payload).report).toEqual(preview?.document)
  }
}

/** Rule 11: closed stays closed, until a consent is given. Takes and answers the version since when. */
const closedStaysClosed = (
  log: Log,
  { clock }: AskedService,
  since: number | undefined,
): number | undefined => {
  const isClosed = areResultsClosed(log.at(-1)?.state, clock())
  const reopened = log.slice(since).some(({ type }) => type === 'given')
  if (since !== undefined && !reopened) expect(isClosed).toBe(true)
  if (!isClosed) return undefined
  return since === undefined || reopened ? log.length : since
}

describe('whatever people, time and the inspectorate do', () => {
  it('there is at most one delivery, none after a withdrawal, none of a report that was not previewed', async () => {
    const ends = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(randomHistory, async history => {
        const service = await aService({ now: instantFrom('2027-05-18T10:00:00Z') })
        const asked: AskedService = { ...service, answers: [] }
        let closedSince: number | undefined
        for (const step of history) {
          await step(asked)
          const log = await service.events.history(key)
          versionsHaveNoGaps(log)
          savesCameInTime(log)
          answersAreTrueForEver(log, asked)
          deliveredIsTheEnd(log, asked)
          atMostOneArrived(log, asked)
          await whatArrivedIsPreviewed(log, asked)
          closedSince = closedStaysClosed(log, asked, closedSince)
        }
        const phase = (await service.events.head(key))?.state.phase ?? 'none'
        ends.set(phase, (ends.get(phase) ?? 0) + 1)
      }),
      { numRuns: 200 },
    )
    // Else the histories would prove nothing.
    for (const phase of ['given', 'withdrawn', 'delivered']) expect(ends.get(phase)).toBeGreaterThan(0)
  })
})
