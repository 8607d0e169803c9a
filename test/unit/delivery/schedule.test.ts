import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { triggerFrom } from '../../../shared/delivery/adapters/delivery-message.ts'
import { scheduleOf } from '../../../shared/delivery/adapters/schedule.ts'
import { plannedAt } from '../../../shared/delivery/delivery.ts'
import type { DeliveryTrigger } from '../../../shared/delivery/ports.ts'
import type { SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import { instantFrom, type LocalDate, localDateFrom } from '../../../shared/platform/time.ts'
import { traceId } from '../../support/builders.ts'

const trigger: DeliveryTrigger = {
  schoolId: '99AA00' as SchoolId,
  schoolYear: '2026-2027' as SchoolYear,
  version: 3,
  traceId,
}

const settings = {
  SCHEDULE_GROUP: 'deliveries',
  DELIVERIES_QUEUE_ARN: 'arn:aws:sqs:eu-west-1:000000000000:deliveries',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::000000000000:role/schedules',
  SCHEDULE_DLQ_ARN: 'arn:aws:sqs:eu-west-1:000000000000:schedules-dead',
}

const dateOf = (text: string): LocalDate => localDateFrom(text)!

const schoolIds = fc.stringMatching(/^[0-9]{2}[A-Z]{2}[0-9]{2}$/) as fc.Arbitrary<SchoolId>
const days = fc
  .integer({ min: 0, max: 3652 })
  .map(number => dateOf(Temporal.PlainDate.from('2026-08-01').add({ days: number }).toString()))

describe('the schedule of a delivery', () => {
  it('triggers the queue once, at the minute, with ids, a version and its trace, and nothing else', () => {
    expect(scheduleOf(trigger, instantFrom('2027-07-01T05:12:00Z'), settings)).toEqual({
      Name: '99AA00_2026-2027_3',
      GroupName: 'deliveries',
      ScheduleExpression: 'at(2027-07-01T07:12:00)',
      ScheduleExpressionTimezone: 'Europe/Amsterdam',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: settings.DELIVERIES_QUEUE_ARN,
        RoleArn: settings.SCHEDULE_ROLE_ARN,
        DeadLetterConfig: { Arn: settings.SCHEDULE_DLQ_ARN },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        Input:
          '{"schoolId":"99AA00","schoolYear":"2026-2027","version":3,"traceId":"0af7651916cd43dd8448eb211c80319c"}',
      },
    })
  })

  it('fires, on any day and for any school, when the delivery is planned', () => {
    fc.assert(
      fc.property(schoolIds, days, (schoolId, day) => {
        const at = plannedAt(schoolId, day)
        const schedule = scheduleOf({ ...trigger, schoolId }, at, settings)
        const [, local] = /^at\((.+)\)$/.exec(schedule.ScheduleExpression!)!
        const fires = Temporal.PlainDateTime.from(local!).toZonedDateTime(
          schedule.ScheduleExpressionTimezone!,
        )
        expect(instantFrom(fires.toInstant().toString())).toBe(at)
        expect(local).toMatch(new RegExp(`^${day}T07:([0-4][0-9]|5[0-4]):00$`))
      }),
    )
  })
})

describe('the message that triggers a delivery', () => {
  it.each([
    '',
    'null',
    '{}',
    '{"schoolId":"99aa00","schoolYear":"2026-2027","version":3,"traceId":"0af7651916cd43dd8448eb211c80319c"}',
    '{"schoolId":"99AA00","schoolYear":"2026-2028","version":3,"traceId":"0af7651916cd43dd8448eb211c80319c"}',
    '{"schoolId":"99AA00","schoolYear":"2026-2027","version":0}',
    '{"schoolId":"99AA00","schoolYear":"2026-2027","version":"3"}',
    '{"schoolId":"99AA00","schoolYear":"2026-2027"}',
  ])('is no message where it reads %s', text => {
    expect(() => triggerFrom(text)).toThrow()
  })
})
