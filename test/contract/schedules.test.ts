import type { SchedulerClient } from '@aws-sdk/client-scheduler'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeScheduler } from '../../infra/local/fakes/scheduler.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { triggerFrom } from '../../shared/delivery/adapters/delivery-message.ts'
import { schedulerSchedules } from '../../shared/delivery/adapters/scheduler-schedules.ts'
import type { DeliveryTrigger, Schedules } from '../../shared/delivery/ports.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { type Instant, instantFrom } from '../../shared/platform/time.ts'
import { traceId } from '../support/builders.ts'

const morning = instantFrom('2027-07-01T05:12:00Z')
const later = instantFrom('2027-07-01T05:30:00Z')
const evening = instantFrom('2027-07-01T20:00:00Z')
const settings = {
  SCHEDULE_GROUP: 'deliveries',
  DELIVERIES_QUEUE_ARN: 'queue',
  SCHEDULE_ROLE_ARN: 'role',
  SCHEDULE_DLQ_ARN: 'dead-letters',
}

const trigger = (version: number, schoolId = '99AA00'): DeliveryTrigger => ({
  schoolId: schoolId as SchoolId,
  schoolYear: '2026-2027' as SchoolYear,
  version,
  traceId,
})

/** Schedules, and what woke by the evening of the first of July, in order. */
interface Planning {
  schedules: Schedules
  triggeredByEvening: () => Promise<readonly { trigger: DeliveryTrigger; at: Instant }[]>
}

const makePlanning = (): Planning => {
  const triggered: { trigger: DeliveryTrigger; at: Instant }[] = []
  const time = new VirtualTime(instantFrom('2027-05-11T12:03:00Z'))
  const scheduler = new FakeScheduler(time, (targetArn, input) => {
    expect(targetArn).toBe(settings.DELIVERIES_QUEUE_ARN)
    triggered.push({ trigger: triggerFrom(input), at: time.clock() })
  })
  return {
    schedules: schedulerSchedules(clientOf<SchedulerClient>(scheduler), settings),
    triggeredByEvening: async () => {
      await time.advance(evening)
      return triggered
    },
  }
}

describe('schedules of EventBridge', () => {
  let planning: Planning
  beforeEach(() => {
    planning = makePlanning()
  })

  it('trigger each delivery once, at its own moment', async () => {
    await planning.schedules.create(trigger(1, '99BB01'), later)
    await planning.schedules.create(trigger(3), morning)
    expect(await planning.triggeredByEvening()).toEqual([
      { trigger: trigger(3), at: morning },
      { trigger: trigger(1, '99BB01'), at: later },
    ])
  })

  it('are made once, however often they are asked for', async () => {
    await planning.schedules.create(trigger(3), morning)
    await planning.schedules.create(trigger(3), morning)
    expect(await planning.triggeredByEvening()).toEqual([{ trigger: trigger(3), at: morning }])
  })

  it('of another version of a consent stand beside it', async () => {
    await planning.schedules.create(trigger(3), morning)
    await planning.schedules.create(trigger(4), later)
    await planning.schedules.remove(trigger(3))
    expect(await planning.triggeredByEvening()).toEqual([{ trigger: trigger(4), at: later }])
  })

  it('that were removed trigger nothing, and may be made again', async () => {
    await planning.schedules.create(trigger(3), morning)
    await planning.schedules.remove(trigger(3))
    await planning.schedules.create(trigger(3), later)
    expect(await planning.triggeredByEvening()).toEqual([{ trigger: trigger(3), at: later }])
  })

  it('are listed, each by the consent it is for', async () => {
    const made = Array.from({ length: 230 }, (_, number) => trigger(number + 1))
    for (const one of made) await planning.schedules.create(one, later)
    await planning.schedules.remove(trigger(7))
    const { known, unknown } = await planning.schedules.list()
    expect(unknown).toEqual([])
    const listed = known.toSorted((one, other) => one.version - other.version)
    const others = made.filter(({ version }) => version !== 7)
    expect(listed).toEqual(others.map(({ traceId: _, ...consent }) => consent))
  })

  it('may be removed twice, or without ever having been made', async () => {
    await planning.schedules.create(trigger(3), morning)
    await planning.schedules.remove(trigger(3))
    await planning.schedules.remove(trigger(3))
    await planning.schedules.remove(trigger(9))
    expect(await planning.triggeredByEvening()).toEqual([])
  })
})

describe('a schedule of EventBridge that somebody made by hand', () => {
  it('is listed by its name, beside ours', async () => {
    const Schedules = ['99AA00_2026-2027_3', 'by-hand', '99AA00_2026-2027_03'].map(Name => ({ Name }))
    const schedules = schedulerSchedules(
      clientOf<SchedulerClient>({ send: async () => ({ Schedules }) }),
      settings,
    )
    expect(await schedules.list()).toEqual({
      known: [{ schoolId: '99AA00', schoolYear: '2026-2027', version: 3 }],
      unknown: ['by-hand', '99AA00_2026-2027_03'],
    })
  })
})

it('schedules of EventBridge that cannot be made, removed or listed are a fault, to be tried again', async () => {
  const outage = new Error('Service is unavailable.')
  const client = clientOf<SchedulerClient>({ send: () => Promise.reject(outage) })
  const schedules = schedulerSchedules(client, settings)
  await expect(schedules.create(trigger(3), morning)).rejects.toBe(outage)
  await expect(schedules.remove(trigger(3))).rejects.toBe(outage)
  await expect(schedules.list()).rejects.toBe(outage)
})
