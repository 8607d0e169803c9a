import type { FunctionName } from '../../infra/stacks/functions.ts'

/**
 * How long a call to a service takes, in milliseconds, from within the region. **Assumed, not measured on AWS.** Calls are added
 * up as if each waited for the one before, though many go side by side.
 */
export const millisecondsACall = {
  dynamodb: 6,
  objectRead: 20,
  objectWritten: 40,
  signature: 30,
  mail: 100,
  schedule: 50,
  message: 10,
  auditLine: 20,
} as const

/**
 * What an invocation takes beside its calls, in milliseconds. **Assumed**: the processor's part as this project's benchmark has
 * it on a whole core (docs/figures.md), by the share of one that the memory gives (1,769 MB is one), and who is waited for outside.
 */
export const millisecondsBeside = {
  // Token, rules and answer: 20 ms of a core.
  'consent-api': 70,
  // Two pages of PDF at 57 ms of a core.
  'report-api': 200,
  'process-events': 40,
  // 15 ms of a core, and 500 ms for the inspectorate's answer; its token (200 ms) is asked for once in ten deliveries.
  deliver: 570,
  sweep: 20,
  'reconcile-schedules': 20,
  'remind-boards': 20,
} as const satisfies Partial<Record<FunctionName, number>>

export type Metered = keyof typeof millisecondsBeside

/** Of what people ask, one invocation of so many finds no warm instance and pays for its start. */
export const coldStarts = { oneIn: 10, milliseconds: 500 } as const

/** What Lambda itself writes for an invocation (START, END, REPORT), and what CloudWatch adds to each line. */
export const logged = { bytesAnInvocation: 420, bytesALine: 26, accessLine: 300 } as const

/**
 * DynamoDB and S3 (with bucket keys) ask KMS once per caller and thing, and then for so many minutes no more. Previews
 * and saves of all schools come in so many of such windows: those of 40 school days of eight hours.
 */
export const keyIsKeptMinutes = 5
export const windowsOfSaves = (40 * 8 * 60) / keyIsKeptMinutes

/** A consent is in force for so many nights, the last two aside, and its school year is looked at in all others of a year. */
export const nights = { inForce: 49, afterwards: 365 - 51 } as const

export const daysAMonth = 365 / 12

/** Lambda looks into an empty queue over five connections that each wait for 20 seconds. */
export const emptyPollsAMinute = 15

/** All schools of the Netherlands, about. */
export const schools = 9000
