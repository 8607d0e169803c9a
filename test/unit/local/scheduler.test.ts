import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ListSchedulesCommand,
  type SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeScheduler } from '../../../infra/local/fakes/scheduler.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { VirtualTime } from '../../../infra/local/virtual-time.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

const start = instantFrom('2027-03-27T12:00:00Z')
const GroupName = 'things'

describe('the fake scheduler', () => {
  let time: VirtualTime
  let client: SchedulerClient
  let fired: [string, string, string][]
  beforeEach(() => {
    time = new VirtualTime(start)
    fired = []
    client = clientOf<SchedulerClient>(
      new FakeScheduler(time, (arn, input) => void fired.push([time.clock(), arn, input])),
    )
  })

  const create = (rest: Partial<CreateScheduleCommandInput> = {}) =>
    client.send(
      new CreateScheduleCommand({
        Name: 'one',
        GroupName,
        ScheduleExpression: 'at(2027-03-28T07:12:00)',
        ScheduleExpressionTimezone: 'Europe/Amsterdam',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: 'arn:queue', RoleArn: 'arn:role', Input: '{"n":1}' },
        ...rest,
      }),
    )
  const names = async (rest: object = {}) => {
    const { Schedules = [] } = await client.send(new ListSchedulesCommand({ GroupName, ...rest }))
    return Schedules.map(({ Name }) => Name)
  }

  it('hands over its input when the clocks of its zone read so, also on the day they change', async () => {
    await create()
    await create({ Name: 'utc', ScheduleExpressionTimezone: undefined })
    await time.advance(instantFrom('2027-03-28T05:11:59.999Z'))
    expect(fired).toEqual([])
    await time.advance(instantFrom('2027-03-29T00:00:00Z'))
    expect(fired).toEqual([
      ['2027-03-28T05:12:00.000Z', 'arn:queue', '{"n":1}'],
      ['2027-03-28T07:12:00.000Z', 'arn:queue', '{"n":1}'],
    ])
  })

  it('leaves one that was made anew while the first was handed over', async () => {
    client = clientOf<SchedulerClient>(
      new FakeScheduler(time, async () => {
        await client.send(new DeleteScheduleCommand({ Name: 'one', GroupName }))
        await create({ ScheduleExpression: 'at(2027-04-01T07:00:00)' })
      }),
    )
    await create()
    await time.advance(instantFrom('2027-03-29T00:00:00Z'))
    expect(await names()).toEqual(['one'])
  })

  it.each([
    ['a name with a slash', { Name: 'a/b' }],
    ['a name of 65 characters', { Name: 'n'.repeat(65) }],
    ['a moment with a zone', { ScheduleExpression: 'at(2027-03-28T07:12:00Z)' }],
    ['a day that does not exist', { ScheduleExpression: 'at(2027-02-30T07:12:00)' }],
    ['a zone that does not exist', { ScheduleExpressionTimezone: 'Europe/Nowhere' }],
    ['a target without a role', { Target: { Arn: 'arn:queue', RoleArn: '' } }],
  ])('refuses %s', async (_, rest) => {
    await expect(create(rest)).rejects.toThrow(ValidationException)
    expect(await names()).toEqual([])
  })

  it('says loudly what it does not know', async () => {
    await expect(create({ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } })).rejects.toThrow('does not support')
    const update = new UpdateScheduleCommand({
      Name: 'one',
      ScheduleExpression: 'at(2027-03-28T07:12:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: 'arn:queue', RoleArn: 'arn:role' },
    })
    await expect(client.send(update)).rejects.toThrow('UpdateScheduleCommand')
  })
})
