import type { SchedulerClient } from '@aws-sdk/client-scheduler'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeScheduler } from '../../infra/local/fakes/scheduler.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { schedulerSchedules } from '../../shared/delivery/adapters/scheduler-schedules.ts'
import { wakeUpFrom } from '../../shared/delivery/adapters/wake-up-message.ts'
import type { Schedules, WakeUp } from '../../shared/delivery/ports.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { type Instant, instantFrom } from '../../shared/platform/time.ts'
import { traceId } from '../support/builders.ts'
import { InMemorySchedules } from '../support/doubles/schedules.ts'

const morning = instantFrom('2027-07-01T05:12:00Z')
const later = instantFrom('2027-07-01T05:30:00Z')
const evening = instantFrom('2027-07-01T20:00:00Z')
const targets = { group: 'deliveries', queueArn: 'queue', roleArn: 'role', deadLetterArn: 'dead-letters' }

const wakeUp = (version: number, schoolId = '99AA00'): WakeUp => ({
  schoolId: schoolId as SchoolId,
  schoolYear: '2026-2027' as SchoolYear,
  version,
  traceId,
})

/** Schedules, and what woke by the evening of the first of July, in order. */
interface Planning {
  schedules: Schedules
  wokenByEvening: () => Promise<readonly { wakeUp: WakeUp; at: Instant }[]>
}

const ofEventBridge = (): Planning => {
  const woken: { wakeUp: WakeUp; at: Instant }[] = []
  const time = new VirtualTime(instantFrom('2027-05-11T12:03:00Z'))
  const scheduler = new FakeScheduler(time, (targetArn, input) => {
    expect(targetArn).toBe(targets.queueArn)
    woken.push({ wakeUp: wakeUpFrom(input), at: time.clock() })
  })
  return {
    schedules: schedulerSchedules(clientOf<SchedulerClient>(scheduler), targets),
    wokenByEvening: async () => {
      await time.advance(evening)
      return woken
    },
  }
}

const inMemory = (): Planning => {
  const schedules = new InMemorySchedules()
  return {
    schedules,
    wokenByEvening: async () => schedules.planned.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

describe.each([
  ['of EventBridge', ofEventBridge],
  ['in memory', inMemory],
])('schedules %s', (_, makePlanning) => {
  let planning: Planning
  beforeEach(() => {
    planning = makePlanning()
  })

  it('wake each delivery once, at its own moment', async () => {
    await planning.schedules.create(wakeUp(1, '99BB01'), later)
    await planning.schedules.create(wakeUp(3), morning)
    expect(await planning.wokenByEvening()).toEqual([
      { wakeUp: wakeUp(3), at: morning },
      { wakeUp: wakeUp(1, '99BB01'), at: later },
    ])
  })

  it('are made once, however often they are asked for', async () => {
    await planning.schedules.create(wakeUp(3), morning)
    await planning.schedules.create(wakeUp(3), morning)
    expect(await planning.wokenByEvening()).toEqual([{ wakeUp: wakeUp(3), at: morning }])
  })

  it('of another version of a consent stand beside it', async () => {
    await planning.schedules.create(wakeUp(3), morning)
    await planning.schedules.create(wakeUp(4), later)
    await planning.schedules.remove(wakeUp(3))
    expect(await planning.wokenByEvening()).toEqual([{ wakeUp: wakeUp(4), at: later }])
  })

  it('that were removed wake nobody, and may be made again', async () => {
    await planning.schedules.create(wakeUp(3), morning)
    await planning.schedules.remove(wakeUp(3))
    await planning.schedules.create(wakeUp(3), later)
    expect(await planning.wokenByEvening()).toEqual([{ wakeUp: wakeUp(3), at: later }])
  })

  it('are listed, each by the consent it is for', async () => {
    const made = Array.from({ length: 230 }, (_, number) => wakeUp(number + 1))
    for (const one of made) await planning.schedules.create(one, later)
    await planning.schedules.remove(wakeUp(7))
    const { known, unknown } = await planning.schedules.list()
    expect(unknown).toEqual([])
    const listed = known.toSorted((one, other) => one.version - other.version)
    const others = made.filter(({ version }) => version !== 7)
    expect(listed).toEqual(others.map(({ traceId: _, ...consent }) => consent))
  })

  it('may be removed twice, or without ever having been made', async () => {
    await planning.schedules.create(wakeUp(3), morning)
    await planning.schedules.remove(wakeUp(3))
    await planning.schedules.remove(wakeUp(3))
    await planning.schedules.remove(wakeUp(9))
    expect(await planning.wokenByEvening()).toEqual([])
  })
})

describe('a schedule of EventBridge that somebody made by hand', () => {
  it('is listed by its name, beside ours', async () => {
    const Schedules = ['99AA00_2026-2027_3', 'by-hand', '99AA00_2026-2027_03'].map(Name => ({ Name }))
    const schedules = schedulerSchedules(
      clientOf<SchedulerClient>({ send: async () => ({ Schedules }) }),
      targets,
    )
    expect(await schedules.list()).toEqual({
      known: [{ schoolId: '99AA00', schoolYear: '2026-2027', version: 3 }],
      unknown: ['by-hand', '99AA00_2026-2027_03'],
    })
  })
})

describe('schedules of EventBridge that cannot be made or removed', () => {
  const outage = new Error('Service is unavailable.')
  const schedules = schedulerSchedules(
    clientOf<SchedulerClient>({
      send: async () => {
        throw outage
      },
    }),
    targets,
  )

  it('are a fault, to be tried again', async () => {
    await expect(schedules.create(wakeUp(3), morning)).rejects.toBe(outage)
    await expect(schedules.remove(wakeUp(3))).rejects.toBe(outage)
    await expect(schedules.list()).rejects.toBe(outage)
  })
})
