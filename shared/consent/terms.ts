import * as z from 'zod/mini'
import { levels } from '../monitoring/report.ts'
import { fault, readable } from '../platform/text.ts'
import { type LocalDate, localDateFrom } from '../platform/time.ts'
import type { ConsentTerms } from './consent.ts'

/** Longest answer to an open question, in code points after trimming. */
export const LONGEST_TEXT = 2000

/** Rule 5: C0, C1 and lone surrogates, but for newline and tab. */
const CONTROL = /(?![\n\t])\p{Cc}|\p{Cs}/u

/** Rule 5: the line breaks that word processors paste. */
const LINE_BREAK = /\r\n|[\v\u2028\u2029]/g

const openAnswer = z.string().check(
  z.overwrite(text => text.replace(LINE_BREAK, '\n')),
  // Trimming would take some of them away unseen.
  z.refine(text => !CONTROL.test(text), fault('control-characters')),
  z.trim(),
  ...readable(LONGEST_TEXT),
)

const ticked = z.boolean().check(z.refine(value => value, fault('must-be-true')))

const date = z.pipe(
  z.string().check(z.refine(text => localDateFrom(text) !== undefined, fault('invalid-date'))),
  z.transform(text => text as LocalDate),
)

/** Looks at an object as it was sent, also where some of its fields are at fault, so that all faults are told at once. */
const always = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null }

const conduct = z
  .strictObject({
    representative: z.boolean(),
    surveyedGroup: openAnswer,
    anonymous: z.boolean(),
    // Null counts as absent (rule 5).
    notAnonymousReason: z.optional(z.nullable(openAnswer)),
  })
  .check(
    z.refine(({ anonymous, notAnonymousReason }) => anonymous !== false || notAnonymousReason != null, {
      ...always,
      path: ['notAnonymousReason'],
      ...fault('required', 'Geef aan waarom leerlingen de vragenlijst niet anoniem konden invullen.'),
    }),
    z.refine(({ anonymous, notAnonymousReason }) => anonymous !== true || notAnonymousReason == null, {
      ...always,
      path: ['notAnonymousReason'],
      ...fault('not-applicable', 'Laat dit weg als leerlingen de vragenlijst anoniem konden invullen.'),
    }),
  )

/** The body of a save (contract section 4): its own form; what depends on calendar and results comes after (`decide`). */
export const termsSchema: z.ZodMiniType<ConsentTerms> = z.pipe(
  z.strictObject({
    boardApproval: ticked,
    boardNotification: ticked,
    level: z.enum(levels),
    deliveryDate: date,
    conduct,
  }),
  z.transform(({ conduct: { notAnonymousReason, ...conduct }, ...terms }) => ({
    ...terms,
    boardApproval: true as const,
    boardNotification: true as const,
    // Null is never stored (rule 5).
    conduct: notAnonymousReason == null ? conduct : { ...conduct, notAnonymousReason },
  })),
)
