import { describe, expect, it } from 'vitest'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import { type Instant, instantFrom } from '../../../shared/platform/time.ts'
import { UnreadableError } from '../../../shared/platform/unreadable-error.ts'
import { reconcileSchedules } from '../../../shared/processing/reconcile-schedules.ts'
import {
  changed,
  given,
  history,
  key,
  may11,
  onTheDate,
  schoolYear,
  started,
  traceId,
  window,
  withdrawn,
} from '../../support/builders.ts'
import { aService } from '../../support/service.ts'

/** A night at which these events had happened and schedules of these versions were there. */
const night = async (events: readonly ConsentEvent[], versions: readonly number[], now: Instant = may11) => {
  const service = await aService({ now })
  await service.calendar.save(schoolYear, [window('2027-07-01')])
  await service.happened(...events)
  for (const version of versions) await service.schedules.create({ ...key, version, traceId }, onTheDate)
  const { ports } = service
  return {
    ...service,
    check: (other: Partial<typeof ports> = {}) => reconcileSchedules({ ...ports, ...other }),
    planned: () => service.schedules.planned().map(({ trigger, at }) => `${trigger.version} ${at}`),
  }
}

const plan = (version: number): string => `${version} at(2027-07-01T07:44:00)`

describe('the check of schedules', () => {
  it('finds nothing to do where each consent has its schedule', async () => {
    const { check, planned, log } = await night([given(), changed()], [2])
    await check()
    expect(planned()).toEqual([plan(2)])
    expect(log.lines).toMatchObject([
      { code: 'SCHEDULES_RECONCILED', ids: { consents: 1, schedules: 1, dueToday: 0, dueTomorrow: 0 } },
    ])
  })

  it('names a schedule that is none of ours, and a log that cannot be read, and goes on', async () => {
    const { check, planned, log, schedules, events } = await night([given()], [7])
    const list = async () => ({ ...(await schedules.list()), unknown: ['by-hand'] })
    const head = async () => Promise.reject(new UnreadableError('SCHOOL#99AA00 LOG#2026-2027#00000001'))
    const damaged = {
      schedules: { ...schedules, list },
      events: { ...events, head },
    }
    await check(damaged)
    expect(planned()).toHaveLength(1)
    expect(log.codes).toEqual(['SCHEDULE_UNKNOWN', 'ENTRY_FAILED', 'ENTRY_FAILED', 'SCHEDULES_RECONCILED'])
    expect(log.lines[0]?.ids).toEqual({ schedule: 'by-hand' })
  })

  it('fails where the table is away', async () => {
    const { check, events } = await night([given()], [])
    const head = async () => Promise.reject(new Error('away'))
    await expect(check({ events: { ...events, head } })).rejects.toThrow('away')
  })

  it.each([
    { night: '2027-06-30T03:30:00Z', due: { dueToday: 0, dueTomorrow: 1 } },
    { night: '2027-07-01T03:30:00Z', due: { dueToday: 1, dueTomorrow: 0 } },
  ])('says how many are due today and tomorrow ($night)', async ({ night: moment, due }) => {
    const { check, log, processEvent, head } = await night([given()], [1], instantFrom(moment))
    await processEvent(await head())
    await check()
    expect(log.lines.at(-1)?.ids).toMatchObject(due)
  })

  it('makes the schedule that a consent in force lacks, and tells operators', async () => {
    const { check, planned, log } = await night([given()], [])
    await check()
    expect(planned()).toEqual([plan(1)])
    expect(log.codes).toEqual(['SCHEDULE_MISSING', 'SCHEDULES_RECONCILED'])
  })

  it.each([
    { of: 'an older version', events: [given(), changed()], versions: [1, 2], left: [plan(2)] },
    { of: 'a consent that was withdrawn', events: [given(), withdrawn()], versions: [1, 2], left: [] },
    { of: 'a delivery under way', events: [given(), started()], versions: [1], left: [] },
    { of: 'a consent that never was', events: [], versions: [4], left: [] },
  ])('removes the schedule of $of', async ({ events, versions, left }) => {
    const { check, planned, log } = await night(events, versions)
    await check()
    expect(planned()).toEqual(left)
    expect(log.codes).toContain('SCHEDULE_STALE')
  })

  it('leaves a date that is there to the sweep: its schedule went off', async () => {
    const { check, planned } = await night([given()], [], onTheDate)
    await check()
    expect(planned()).toEqual([])
    const early = await night([given()], [], instantFrom('2027-07-01T03:30:00Z'))
    await early.check()
    expect(early.planned()).toEqual([plan(1)])
  })

  it('believes the log where a list lags behind', async () => {
    const { check, planned, events, log } = await night([given(), withdrawn()], [])
    const lagging = Object.assign(Object.create(events), events, {
      headsOf: async () => ({ heads: history(given()), unreadable: [] }),
    })
    await check({ events: lagging })
    expect(planned()).toEqual([])
    expect(log.codes).toEqual(['SCHEDULES_RECONCILED'])
  })

  it('leaves the schedule of a consent that a list does not show yet', async () => {
    const { check, planned, events, log } = await night([given()], [1])
    const lagging = Object.assign(Object.create(events), events, {
      headsOf: async () => ({ heads: [], unreadable: [] }),
    })
    await check({ events: lagging })
    expect(planned()).toEqual([plan(1)])
    expect(log.codes).toEqual(['SCHEDULES_RECONCILED'])
  })

  it('does nothing in a table that was restored and may lack consents', async () => {
    const { check, planned, events, log } = await night([], [1])
    await check({ events: { ...events, isCurrent: async () => false } })
    expect(planned()).toEqual([plan(1)])
    expect(log.codes).toEqual([])
  })
})
