import * as z from 'zod/mini'

const count = z.int().check(z.nonnegative())
const score = z.nullable(z.number().check(z.minimum(1), z.maximum(10)))
const text = z.string().check(
  z.minLength(1),
  z.refine(value => value.isWellFormed()),
)
const level = z.enum(['school', 'education-type'])

const indicator = z.strictObject({
  id: z.enum(['safety', 'harm', 'wellbeing']),
  name: text,
  score,
  questions: z.array(z.strictObject({ id: text, text, score })),
})

const group = z.strictObject({
  educationType: z.nullable(text),
  questionnaire: text,
  pupils: z.nullable(count),
  // A smaller group might give its pupils away: it is not to be received.
  respondents: count.check(z.minimum(5)),
  responseRate: z.nullable(z.number().check(z.nonnegative())),
  indicators: z.array(indicator),
})

const report = z.strictObject({
  schoolId: text,
  schoolName: text,
  boardId: text,
  schoolYear: text,
  level,
  groups: z.array(group).check(z.minLength(1)),
})

const conduct = z.strictObject({
  representative: z.boolean(),
  surveyedGroup: text,
  anonymous: z.boolean(),
  notAnonymousReason: z.optional(text),
})

/** Version 1.0 of what is delivered (contract, section 6): nothing beside it, and at one with itself. */
export const payloadSchema = z
  .strictObject({
    schemaVersion: z.literal('1.0'),
    deliveryId: text,
    consent: z.strictObject({
      version: z.int().check(z.positive()),
      givenAt: z.iso.datetime(),
      level,
      deliveryDate: z.iso.date(),
    }),
    conduct,
    report,
  })
  .check(
    z.refine(
      ({ deliveryId, consent, report }) =>
        deliveryId === `${report.schoolId}_${report.schoolYear}_${consent.version}`,
    ),
    z.refine(({ consent, report }) => consent.level === report.level),
    // What is asked of practical education is told of no school as a whole.
    z.refine(({ report: { level, groups } }) =>
      groups.every(
        ({ educationType, questionnaire }) =>
          (educationType === null) === (level === 'school' && questionnaire !== 'PROZO'),
      ),
    ),
    z.refine(({ report: { groups } }) => {
      const names = groups.map(({ educationType, questionnaire }) => `${educationType} ${questionnaire}`)
      return new Set(names).size === names.length
    }),
    z.refine(({ conduct }) => conduct.anonymous === (conduct.notAnonymousReason === undefined)),
  )
