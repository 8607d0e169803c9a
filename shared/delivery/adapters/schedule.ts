import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler'
import { eventNameOf } from '../../consent/event-name.ts'
import { type Instant, localDateTimeOf } from '../../platform/time.ts'
import type { DeliveryTrigger } from '../ports.ts'
import { messageOf } from './delivery-message.ts'

/** Where schedules live and what they feed. */
export interface ScheduleTargets {
  /** Name of the schedule group. */
  group: string
  queueArn: string
  /** The role that may write to both queues. */
  roleArn: string
  deadLetterArn: string
}

/** The schedule that triggers a delivery once, when the clocks in Europe/Amsterdam read what they read at `at`. */
export const scheduleOf = (
  trigger: DeliveryTrigger,
  at: Instant,
  targets: ScheduleTargets,
): CreateScheduleCommandInput => ({
  // A change of consent is a new event, so that the old schedule can only trigger in vain.
  Name: eventNameOf(trigger),
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
    // The longest there is: a trigger that comes late does no harm.
    RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    Input: messageOf(trigger),
  },
})
