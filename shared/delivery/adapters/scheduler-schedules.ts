import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler'
import { eventNameOf } from '../../consent/event-name.ts'
import type { Schedules } from '../ports.ts'
import { type ScheduleTargets, scheduleOf } from './schedule.ts'

/** One-time schedules of the EventBridge Scheduler. Throws what the service throws where it does not do as asked. */
export const schedulerSchedules = (
  client: Pick<SchedulerClient, 'send'>,
  targets: ScheduleTargets,
): Schedules => ({
  async create(wakeUp, at) {
    try {
      await client.send(new CreateScheduleCommand(scheduleOf(wakeUp, at, targets)))
    } catch (error) {
      // The name holds the version, and a version never changes its date: what is there is the same.
      if (!(error instanceof ConflictException)) throw error
    }
  },

  async remove(wakeUp) {
    try {
      await client.send(new DeleteScheduleCommand({ Name: eventNameOf(wakeUp), GroupName: targets.group }))
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error
    }
  },
})
