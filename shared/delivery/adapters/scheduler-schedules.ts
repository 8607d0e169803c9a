import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler'
import { type EventKey, eventKeyFrom, eventNameOf } from '../../consent/event-name.ts'
import type { Settings } from '../../platform/settings.ts'
import type { Schedules } from '../ports.ts'
import type { schedulesSettings } from '../settings.ts'
import { scheduleOf } from './schedule.ts'

/** One-time schedules of the EventBridge Scheduler. Throws what the service throws where it does not do as asked. */
export const schedulerSchedules = (
  client: Pick<SchedulerClient, 'send'>,
  settings: Settings<typeof schedulesSettings>,
): Schedules => ({
  async create(trigger, at) {
    try {
      await client.send(new CreateScheduleCommand(scheduleOf(trigger, at, settings)))
    } catch (error) {
      // The name holds the version, and a version never changes its date: what is there is the same.
      if (!(error instanceof ConflictException)) throw error
    }
  },

  async remove(of) {
    try {
      await client.send(
        new DeleteScheduleCommand({ Name: eventNameOf(of), GroupName: settings.SCHEDULE_GROUP }),
      )
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error
    }
  },

  async list() {
    const known: EventKey[] = []
    const unknown: string[] = []
    let from: string | undefined
    do {
      const page = await client.send(
        new ListSchedulesCommand({ GroupName: settings.SCHEDULE_GROUP, NextToken: from }),
      )
      for (const { Name = '' } of page.Schedules ?? []) {
        const key = eventKeyFrom(Name)
        if (key) known.push(key)
        else unknown.push(Name)
      }
      from = page.NextToken
    } while (from)
    return { known, unknown }
  },
})
