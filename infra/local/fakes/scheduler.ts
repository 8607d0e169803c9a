import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandInput,
  ResourceNotFoundException,
  ValidationException,
} from '@aws-sdk/client-scheduler'
import { getISO } from 'temporal-polyfill/fns/Calendar'
import { fromString } from 'temporal-polyfill/fns/ZonedDateTime'
import { instantFromMilliseconds } from '../../../shared/platform/time.ts'
import type { VirtualTime } from '../virtual-time.ts'
import { commandName, metadata, type SdkCommand, type Sends, unsupported } from './sdk.ts'

/** What is done with a target's input when its schedule is due. */
export type Deliver = (targetArn: string, input: string) => void | Promise<void>

interface Schedule {
  readonly input: CreateScheduleCommandInput
  readonly cancel: () => void
}

const NAME = /^[0-9a-zA-Z\-_.]{1,64}$/
const ONE_TIME = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/
const LARGEST_PAGE = 100

const invalid = (message: string): Error =>
  new ValidationException({ message, Message: message, $metadata: metadata(400) })

/** EventBridge Scheduler with one-time schedules, which fire on the second; one for a moment past fires at once. */
export class FakeScheduler implements Sends {
  readonly #time: VirtualTime
  readonly #deliver: Deliver
  readonly #schedules = new Map<string, Schedule>()

  constructor(time: VirtualTime, deliver: Deliver) {
    this.#time = time
    this.#deliver = deliver
  }

  /** In the order in which they were made. */
  schedules(): readonly CreateScheduleCommandInput[] {
    return [...this.#schedules.values()].map(({ input }) => input)
  }

  async send(command: SdkCommand): Promise<object> {
    return { ...this.#answer(command), $metadata: metadata() }
  }

  #answer(command: SdkCommand): object {
    if (command instanceof CreateScheduleCommand) return this.#create(command.input)
    if (command instanceof GetScheduleCommand) return { ...this.#find(command.input).input }
    if (command instanceof DeleteScheduleCommand) {
      this.#find(command.input).cancel()
      this.#schedules.delete(keyOf(command.input))
      return {}
    }
    if (command instanceof ListSchedulesCommand) return this.#list(command.input)
    throw unsupported(commandName(command))
  }

  #create(input: CreateScheduleCommandInput): object {
    const key = keyOf(input)
    const moment = momentOf(input)
    const { Arn: target, Input: body = '{}' } = input.Target ?? {}
    if (!NAME.test(input.Name ?? '')) throw invalid('Name does not satisfy its pattern')
    if (!target || !input.Target?.RoleArn) throw invalid('Target needs Arn and RoleArn')
    if (input.FlexibleTimeWindow?.Mode !== 'OFF') throw unsupported('a flexible time window')
    if (this.#schedules.has(key)) {
      const message = 'Schedule already exists.'
      throw new ConflictException({ message, Message: message, $metadata: metadata(409) })
    }
    const schedule: Schedule = {
      input: { ...input, GroupName: groupOf(input) },
      cancel: this.#time.at(moment, () => this.#fire(schedule, key, () => this.#deliver(target, body))),
    }
    this.#schedules.set(key, schedule)
    return {}
  }

  async #fire(schedule: Schedule, key: string, deliver: () => void | Promise<void>): Promise<void> {
    try {
      await deliver()
    } finally {
      const isDone = schedule.input.ActionAfterCompletion === 'DELETE'
      if (isDone && this.#schedules.get(key) === schedule) this.#schedules.delete(key)
    }
  }

  #find(input: { Name?: string | undefined; GroupName?: string | undefined }): Schedule {
    const schedule = this.#schedules.get(keyOf(input))
    if (schedule !== undefined) return schedule
    const message = 'Schedule does not exist.'
    throw new ResourceNotFoundException({ message, Message: message, $metadata: metadata(404) })
  }

  #list({ GroupName: group, NextToken = '' }: ListSchedulesCommandInput) {
    const found = [...this.#schedules]
      .filter(([key, { input }]) => (group ?? input.GroupName) === input.GroupName && key > NextToken)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const page = found.slice(0, LARGEST_PAGE)
    return {
      Schedules: page.map(([, { input }]) => ({ GroupName: input.GroupName, Name: input.Name })),
      ...(found.length > page.length && { NextToken: page.at(-1)?.[0] }),
    }
  }
}

type Named = { Name?: string | undefined; GroupName?: string | undefined }

const groupOf = ({ GroupName = 'default' }: Named): string => GroupName
const keyOf = (input: Named): string => `${groupOf(input)}/${input.Name}`

const momentOf = ({
  ScheduleExpression = '',
  ScheduleExpressionTimezone: zone = 'UTC',
}: CreateScheduleCommandInput) => {
  const local = ONE_TIME.exec(ScheduleExpression)?.[1]
  if (local === undefined) throw invalid('Invalid Schedule Expression')
  try {
    return instantFromMilliseconds(fromString(`${local}[${zone}]`, getISO).epochMilliseconds)
  } catch {
    throw invalid('Invalid Schedule Expression or time zone')
  }
}
