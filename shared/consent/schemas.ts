import * as z from 'zod/mini'
import { roleNames } from '../access/policy.ts'
import { boardId, schoolId, schoolYear } from '../directory/schemas.ts'
import { level } from '../monitoring/schemas.ts'
import { type MailState, mailStatuses } from '../outbox/mailing.ts'
import {
  type Annotations,
  annotate,
  annotateEach,
  array,
  CONTROL,
  digest,
  instant,
  integer,
  localDate,
  nullable,
  pattern,
  singleLine,
} from '../platform/schemas.ts'
import type { NamedPerson } from './consent.ts'
import { type Obstacle, obstacles as obstacleCodes } from './obstacles.ts'
import { LONGEST_TEXT } from './open-answer.ts'
import { type MonitoringStatus, monitoringStatuses } from './status.ts'
import { type Conduct, conductFields, openAnswer, sentConductFields } from './terms.ts'
import { eventTypes } from './transitions.ts'
import { type Warning, warnings as warningCodes } from './warnings.ts'

// What the OpenAPI document says of consents and their history.

export const person: z.ZodMiniType<NamedPerson> = annotate(
  z.object({
    name: singleLine('A. de Jong', 'The name in the token, on one line.'),
    role: z.enum(roleNames),
  }),
  { id: 'Person', description: 'Who did it, as others see them.' },
)

const nobodyYet = nullable(person, { examples: [null] })
export const notYet = (description: string) =>
  nullable(instant('2027-05-11T12:03:00.000Z', description), { examples: [null] })

/** No control characters but newline and tab, and the line breaks of word processors. */
const TEXT = `^(\\r\\n|[\\n\\t\\v]|[^${CONTROL}])*$`

annotate(openAnswer, { minLength: 1, maxLength: LONGEST_TEXT, pattern: TEXT })

const written = (example: string, description: string): Annotations => ({
  description: `${description} Of whole characters (no lone surrogates), with a visible one; counted after trimming.`,
  examples: [example],
})

const ANONYMOUS = 'Whether pupils answered anonymously.'

const conductAnnotations: Readonly<Record<keyof Conduct, Annotations>> = {
  representative: { description: 'Whether a representative group was surveyed.', examples: [true] },
  surveyedGroup: written('Alle leerlingen van leerjaar 1 tot en met 4.', 'Which group, and why.'),
  anonymous: { description: ANONYMOUS, examples: [true] },
  notAnonymousReason: written(
    'Leerlingen logden in met hun leerlingnummer.',
    'Why pupils did not answer anonymously; absent where they did.',
  ),
}

const { notAnonymousReason: _, ...sent } = annotateEach(sentConductFields, conductAnnotations)
const anonymously = <Answer extends boolean>(answer: Answer) =>
  annotate(z.literal(answer), { description: ANONYMOUS })

/** As it is sent, in its two forms. */
export const newConduct: z.ZodMiniType<Conduct> = z.discriminatedUnion('anonymous', [
  annotate(z.strictObject({ ...sent, anonymous: anonymously(true) }), {
    id: 'AnonymousConduct',
    description: 'How an anonymous survey was held. A `notAnonymousReason` of null counts as absent.',
  }),
  annotate(
    z.strictObject({
      ...sent,
      anonymous: anonymously(false),
      notAnonymousReason: openAnswer.check(z.meta(conductAnnotations.notAnonymousReason)),
    }),
    { id: 'NotAnonymousConduct', description: 'How a survey was held that was not anonymous.' },
  ),
])

export const newConductExample = {
  ...Object.fromEntries(
    Object.entries(conductAnnotations).map(([name, { examples }]) => [name, examples?.[0]]),
  ),
  anonymous: false,
}

export const conduct: z.ZodMiniType<Conduct> = annotate(
  z.object(annotateEach(conductFields, conductAnnotations)),
  {
    id: 'Conduct',
    description: 'How the survey was held (afname).',
  },
)

const notification: z.ZodMiniType<MailState> = annotate(
  z.object({
    status: annotate(z.enum(mailStatuses), {
      description: '`bounced`: sent, and came back.',
    }),
    sentAt: notYet('When it was sent.'),
  }),
  { id: 'Notification', description: 'The mail to the board about the last save.' },
)

export const version = integer(1, 'Counts from 1, one up with every event.', 1)

export const givenAt = instant('2027-05-11T12:03:00.000Z', 'When consent was given.')
export const deliveryDate = localDate('2027-07-01', 'The date agreed to.')

export const consent = annotate(
  z.object({
    schoolId,
    schoolYear,
    boardId,
    boardApproval: z.literal(true),
    boardNotification: z.literal(true),
    level,
    deliveryDate: localDate('2027-07-01', 'When the report is delivered (doorleverdatum).'),
    conduct,
    status: z.enum(['given', 'withdrawn']),
    version,
    givenBy: person,
    givenAt: instant('2027-05-11T12:03:00.000Z', 'When it was given.'),
    changedBy: nobodyYet,
    changedAt: notYet('When it was last changed.'),
    withdrawnBy: nobodyYet,
    withdrawnAt: notYet('When it was withdrawn.'),
    editable: annotate(z.boolean(), {
      description: 'Whether a save could be accepted now, calendar and results aside.',
    }),
    editableUntil: instant('2027-06-30T22:00:00.000Z', 'From this moment on it cannot be changed.'),
    reportDigest: nullable(
      digest('SHA-256 of the report in force; null where results no longer allow the level.'),
    ),
    statement: singleLine(
      'A. de Jong heeft op 11 mei 2027 14:03 vastgelegd dat de resultaten van de monitoring sociale veiligheid van schooljaar 2026-2027 op onderwijssoortniveau met toestemming van het bestuur op 1 juli 2027 geleverd mogen worden aan de Inspectie van het Onderwijs.',
      'The sentence to show: who saved last and when, and what that means, in Dutch.',
      1000,
    ),
    notification,
  }),
  { id: 'Consent', description: 'A consent (toestemming) in force, or withdrawn.' },
)

/** What a field of a consent can hold. */
const fieldValue = (example: string, description: string) =>
  annotate(
    z.union([
      openAnswer.check(z.meta(written(example, 'The value, as the consent has it.'))),
      z.boolean(),
      z.null(),
    ]),
    {
      description,
    },
  )

const change = annotate(
  z.object({
    field: pattern<string>(/^[A-Za-z]+(\.[A-Za-z]+)?$/, 50, {
      description: 'Dotted path of the field.',
      examples: ['conduct.surveyedGroup'],
    }),
    from: fieldValue('Leerjaar 1 en 2.', 'Null where there was nothing.'),
    to: fieldValue('Leerjaar 1 tot en met 4.', 'Null where there is nothing any more.'),
  }),
  { id: 'Change' },
)

export const event = annotate(
  z.object({
    version,
    type: annotate(z.enum(eventTypes), { examples: ['changed'] }),
    at: instant('2027-05-12T08:15:30.000Z', 'When it happened.'),
    by: nullable(person, { description: 'Null where the service itself did it.' }),
    changes: array(change, 20),
  }),
  { id: 'Event', description: 'One thing that happened to a consent or its delivery.' },
)

export const obstacles: z.ZodMiniType<readonly Obstacle[]> = array(
  annotate(z.enum(obstacleCodes), { examples: ['no-delivery-window'] }),
  obstacleCodes.length,
  {
    description:
      'What a save would be refused for today, before the form is filled in. Empty where the consent is locked, in delivery or delivered.',
    examples: [[]],
  },
)

export const warnings: z.ZodMiniType<readonly Warning[]> = array(z.enum(warningCodes), warningCodes.length, {
  description:
    'What the board should know of a consent in force before its date: newer results changed its report since it was saved (be it back again), or nothing would be delivered of it as things are. Absent where there is nothing.',
  examples: [['results-changed']],
})

export const monitoringStatus: z.ZodMiniType<MonitoringStatus> = annotate(z.enum(monitoringStatuses), {
  id: 'MonitoringStatus',
  description: 'Where a school stands in a school year.',
  examples: ['consent-given'],
})
