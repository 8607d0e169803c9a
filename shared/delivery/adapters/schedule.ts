import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler'
import { eventNameOf } from '../../consent/event-name.ts'
import type { Settings } from '../../platform/settings.ts'
import { type Instant, localDateTimeOf } from '../../platform/time.ts'
import type { DeliveryTrigger } from '../ports.ts'
import type { schedulesSettings } from '../settings.ts'
import { messageOf } from './delivery-message.ts'

/** The schedule that triggers a delivery once, when the clocks in Europe/Amsterdam read what they read at `at`. */
export const scheduleOf = (
  trigger: DeliveryTrigger,
  at: Instant,
  settings: Settings<typeof schedulesSettings>,
): CreateScheduleCommandInput => ({
  // A change of consent is a new event, so that the old schedule can only trigger in vain.
  Name: eventNameOf(trigger),
  GroupName: settings.SCHEDULE_GROUP,
  ScheduleExpression: `at(${localDateTimeOf(at)})`,
  ScheduleExpressionTimezone: 'Europe/Amsterdam',
  // The slots spread a day's deliveries already.
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    Arn: settings.DELIVERIES_QUEUE_ARN,
    RoleArn: settings.SCHEDULE_ROLE_ARN,
    DeadLetterConfig: { Arn: settings.SCHEDULE_DLQ_ARN },
    // The longest there is: a trigger that comes late does no harm.
    RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    Input: messageOf(trigger),
  },
})
