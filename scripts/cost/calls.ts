import { millisecondsACall as takes } from './assumptions.ts'
import type { Counted } from './counts.ts'
import { type Item, queryUnits, readUnits } from './table-units.ts'

/** A call as it was answered; without an answer where it was refused. */
export interface Called {
  readonly add: (counted: Counted, number: number) => void
  /** Keeps what was written, and counts it. */
  readonly write: (item: Item) => void
  /** Uses the key of the data, by way of the table or of a bucket. */
  readonly useKey: (of: string) => void
  /** Is waited for, so long. */
  readonly lasts: (milliseconds: number) => void
  // biome-ignore lint/suspicious/noExplicitAny: inputs and answers of all commands.
  readonly input: any
  // biome-ignore lint/suspicious/noExplicitAny: inputs and answers of all commands.
  readonly answer: any
}

const ofTable =
  (count: (called: Called) => void) =>
  (called: Called): void => {
    called.useKey('table')
    called.lasts(takes.dynamodb)
    if (called.input.ProjectionExpression) throw new Error('the answer does not show what a projection reads')
    count(called)
  }

const ofObject =
  (unit: 'objectPuts' | 'objectGets') =>
  ({ add, useKey, lasts, input }: Called): void => {
    add(unit, 1)
    useKey(input.Bucket)
    lasts(unit === 'objectPuts' ? takes.objectWritten : takes.objectRead)
  }

/** A message is put on the queue, taken off and removed, and wakes `deliver`. */
const delivery = ({ add }: Called): void => {
  add('queueRequests', 3)
  add('invocations of deliver', 1)
}

/** What is paid for each call. */
export const counters: Readonly<Record<string, (called: Called) => void>> = {
  GetCommand: ofTable(({ add, input, answer }) => {
    add('readUnits', readUnits(answer.Item ? [answer.Item] : [], 1, input.ConsistentRead))
  }),
  BatchGetCommand: ofTable(({ add, input, answer }) => {
    for (const [name, { Keys, ConsistentRead }] of Object.entries<Called['input']>(input.RequestItems))
      add('readUnits', readUnits(answer.Responses[name] ?? [], Keys.length, ConsistentRead))
  }),
  QueryCommand: ofTable(({ add, input, answer }) =>
    add('readUnits', queryUnits(answer.Items, input.ConsistentRead, input.Limit)),
  ),
  PutCommand: ofTable(({ write, input, answer }) => answer && write(input.Item)),
  UpdateCommand: ofTable(({ write, answer }) => answer && write(answer.Attributes)),
  GetObjectCommand: ofObject('objectGets'),
  ListObjectsV2Command: ofObject('objectPuts'),
  ListObjectVersionsCommand: ofObject('objectPuts'),
  // Removing is free.
  DeleteObjectCommand: () => {},
  PutObjectCommand: called => {
    ofObject('objectPuts')(called)
    if (called.answer) called.add('objectByteMonths', called.input.Body.length)
  },
  SendMessageCommand: called => {
    called.lasts(takes.message)
    delivery(called)
  },
  CreateScheduleCommand: called => {
    called.lasts(takes.schedule)
    called.add('schedules', 1)
    delivery(called)
  },
  DeleteScheduleCommand: ({ lasts }) => lasts(takes.schedule),
  ListSchedulesCommand: ({ lasts }) => lasts(takes.schedule),
  SendEmailCommand: ({ add, lasts, input }) => {
    lasts(takes.mail)
    add('mails', input.Destination.ToAddresses.length)
  },
  SignCommand: ({ add, lasts }) => {
    lasts(takes.signature)
    add('keyRequests', 1)
  },
  CreateLogStreamCommand: ({ lasts }) => lasts(takes.auditLine),
  PutLogEventsCommand: ({ add, lasts, input }) => {
    lasts(takes.auditLine)
    for (const { message } of input.logEvents) add('auditBytes', Buffer.byteLength(message))
  },
}
