import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler'
import { eventNameOf } from '../../consent/event-name.ts'
import type { Schedules } from '../ports.ts'
import type { schedulesSettings } from '../settings.ts'
import { type ScheduleTargets, scheduleOf } from './schedule.ts'

export const schedulesFrom = (
  settings: Record<keyof typeof schedulesSettings, string>,
  client: Pick<SchedulerClient, 'send'>,
): Schedules =>
  schedulerSchedules(client, {
    group: settings.SCHEDULE_GROUP,
    queueArn: settings.DELIVERIES_QUEUE_ARN,
    roleArn: settings.SCHEDULE_ROLE_ARN,
    deadLetterArn: settings.SCHEDULE_DLQ_ARN,
  })

/** One-time schedules of the EventBridge Scheduler. Throws what the service throws where it does not do as asked. */
export const schedulerSchedules = (
  client: Pick<SchedulerClient, 'send'>,
  targets: ScheduleTargets,
): Schedules => ({
  async create(trigger, at) {
    try {
      await client.send(new CreateScheduleCommand(scheduleOf(trigger, at, targets)))
    } catch (error) {
      // The name holds the version, and a version never changes its date: what is there is the same.
      if (!(error instanceof ConflictException)) throw error
    }
  },

  async remove(of) {
    try {
      await client.send(new DeleteScheduleCommand({ Name: eventNameOf(of), GroupName: targets.group }))
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error
    }
  },
})
