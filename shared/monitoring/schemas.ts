import * as z from 'zod/mini'
import {
  boardId,
  educationType,
  MOST_EDUCATION_TYPES,
  schoolId,
  schoolName,
  schoolYear,
} from '../directory/schemas.ts'
import { annotate, array, digest, instant, integer, nullable, singleLine } from '../platform/schemas.ts'
import { type Level, levels } from './level.ts'
import { type QuestionnaireId, questionnaireIds } from './questionnaires/index.ts'
import { families, indicatorIds } from './questionnaires/types.ts'
import type { summaryOf } from './summary.ts'
import { THRESHOLD } from './threshold.ts'

// What the OpenAPI document says of results and reports.

export const level: z.ZodMiniType<Level> = annotate(z.enum(levels), {
  id: 'Level',
  description: 'The school as a whole, or each of its education types (doorleverniveau).',
  examples: ['education-type'],
})

export const questionnaire: z.ZodMiniType<QuestionnaireId> = annotate(z.enum(questionnaireIds), {
  id: 'QuestionnaireId',
  description: 'The questionnaire (vragenlijst).',
  examples: ['LTO-VO'],
})

/** On the ten-point scale, one decimal. */
const score = (example: number, description: string) =>
  nullable(annotate(z.number().check(z.gte(1), z.lte(10)), { description, examples: [example] }))

export const question = annotate(
  z.object({
    id: singleLine('V1', 'As in the questionnaire.', 10),
    text: singleLine('Voel je je veilig op school?', 'As pupils read it.', 500),
    score: score(8, `1.0 to 10.0; null where fewer than ${THRESHOLD} answered.`),
  }),
  { id: 'ReportQuestion' },
)

export const indicator = annotate(
  z.object({
    id: z.enum(indicatorIds),
    name: singleLine('Veiligheidsbeleving', 'The indicator’s name.'),
    score: score(8.1, '1.0 to 10.0, over its published questions; null without one.'),
    questions: array(question, 50),
  }),
  { id: 'ReportIndicator' },
)

const pupils = nullable(integer(310, 'Pupils on the roll; null where unknown.'))

export const groupName = z.object({
  educationType: nullable(educationType, { description: 'Null for the school as a whole.' }),
  questionnaire,
})

/** Each questionnaire may tell of each education type. */
const MOST_GROUPS = MOST_EDUCATION_TYPES * families.length

export const group = annotate(
  z.object({
    ...groupName.shape,
    pupils,
    respondents: integer(120, `${THRESHOLD} or more.`, THRESHOLD),
    responseRate: nullable(
      annotate(z.number().check(z.gte(0)), {
        description:
          'In percent, one decimal. May exceed 100 where the sources disagree; null without pupils.',
        examples: [38.7],
      }),
    ),
    indicators: array(indicator, indicatorIds.length),
  }),
  { id: 'ReportGroup', description: `A group of ${THRESHOLD} respondents or more.` },
)

export const reportDocument = annotate(
  z.object({
    schoolId,
    schoolName,
    boardId,
    schoolYear,
    level,
    groups: array(group, MOST_GROUPS, {
      description:
        'In the order of the education types, then of the questionnaires; at level `school` the school as a whole first.',
    }),
  }),
  {
    id: 'ReportDocument',
    description: 'What is delivered as the report, byte for byte as RFC 8785 writes it.',
  },
)

export const withheld = array(
  annotate(groupName, {
    id: 'WithheldGroup',
    description: `A group of 1 to ${THRESHOLD - 1} respondents.`,
    examples: [{ educationType: 'IB', questionnaire: 'LTO-VO' }],
  }),
  MOST_GROUPS,
  {
    description: `Groups of 1 to ${THRESHOLD - 1} respondents. For the school’s eyes only: never delivered.`,
  },
)

export const reportDigest = digest('SHA-256 over the RFC 8785 bytes of the document.')

export const report = annotate(z.object({ document: reportDocument, digest: reportDigest, withheld }), {
  id: 'Report',
  description: 'The report that would be delivered.',
})

const resultsOfOne: z.ZodMiniType<ReturnType<typeof summaryOf>[number]> = annotate(
  z.object({
    questionnaire,
    respondents: nullable(integer(124, `Null below ${THRESHOLD}.`, THRESHOLD)),
    pupils,
    importedAt: instant('2027-05-03T08:00:00.000Z', 'When the results were imported.'),
  }),
  { id: 'Results', description: 'What one questionnaire brought in, at a glance.' },
)

export const results = array(resultsOfOne, families.length, {
  description: 'By questionnaire; empty without results.',
})
