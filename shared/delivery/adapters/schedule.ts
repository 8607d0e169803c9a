import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler'
import { eventNameOf } from '../../consent/event-name.ts'
import { type Instant, localDateTimeOf } from '../../platform/time.ts'
import type { WakeUp } from '../ports.ts'
import { messageOf } from './wake-up-message.ts'

/** Where schedules live and what they feed. */
export interface ScheduleTargets {
  /** Name of the schedule group. */
  group: string
  queueArn: string
  /** The role that may write to both queues. */
  roleArn: string
  deadLetterArn: string
}

/** The schedule that wakes a delivery once, when the clocks in Europe/Amsterdam read what they read at `at`. */
export const scheduleOf = (
  wakeUp: WakeUp,
  at: Instant,
  targets: ScheduleTargets,
): CreateScheduleCommandInput => ({
  // A change of consent is a new event, so that the old schedule can only wake in vain.
  Name: eventNameOf(wakeUp),
  GroupName: targets.group,
  ScheduleExpression: `at(${localDateTimeOf(at)})`,
  ScheduleExpressionTimezone: 'Europe/Amsterdam',
  // The slots spread a day's deliveries already.
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    Arn: targets.queueArn,
    RoleArn: targets.roleArn,
    DeadLetterConfig: { Arn: targets.deadLetterArn },
    // The longest there is: a wake-up that comes late does no harm.
    RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    Input: messageOf(wakeUp),
  },
})
