import * as z from 'zod/mini'
import { levels } from '../monitoring/level.ts'
import { day } from '../platform/day.ts'
import { always, fault, readable } from '../platform/text.ts'
import { hasControlCharacters, LONGEST_TEXT, withPlainLineBreaks } from './open-answer.ts'

export const openAnswer = z.string().check(
  z.overwrite(withPlainLineBreaks),
  // Trimming would take some of them away unseen.
  z.refine(text => !hasControlCharacters(text), fault('control-characters')),
  z.trim(),
  ...readable(LONGEST_TEXT),
)

const ticked = z.boolean().check(z.refine(value => value, fault('must-be-true')))

/** How the survey was held (afname). What consents stored before do not have can only be optional here. */
export const conductFields = {
  representative: z.boolean(),
  surveyedGroup: openAnswer,
  anonymous: z.boolean(),
  notAnonymousReason: z.exactOptional(openAnswer),
}

export type Conduct = z.output<z.ZodMiniObject<typeof conductFields>>

/** As it is sent, before its answers are held against each other. Null counts as absent (rule 5). */
export const sentConductFields = {
  ...conductFields,
  notAnonymousReason: z.optional(z.nullable(openAnswer)),
}

/** What a school agrees to when it saves, beside how the survey was held. */
export const termsFields = {
  boardApproval: ticked as z.ZodMiniType as z.ZodMiniType<true>,
  boardNotification: ticked as z.ZodMiniType as z.ZodMiniType<true>,
  level: z.enum(levels),
  deliveryDate: day,
}

export type ConsentTerms = z.output<z.ZodMiniObject<typeof termsFields>> & { conduct: Conduct }

const sentConduct = z.strictObject(sentConductFields).check(
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
  z.strictObject({ ...termsFields, conduct: sentConduct }),
  z.transform(({ conduct: { notAnonymousReason, ...conduct }, ...terms }) => ({
    ...terms,
    // Null is never stored (rule 5).
    conduct: notAnonymousReason == null ? conduct : { ...conduct, notAnonymousReason },
  })),
)
