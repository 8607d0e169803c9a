import * as z from 'zod/mini'
import {
  boardId,
  educationType,
  MOST_EDUCATION_TYPES,
  schoolId,
  schoolName,
  schoolYear,
} from '../directory/shapes.ts'
import { digest, instant, line, listOf, orNull, tell, whole } from '../platform/shapes.ts'
import { type QuestionnaireId, questionnaireIds } from './questionnaires/index.ts'
import { families, indicatorIds } from './questionnaires/types.ts'
import { type Level, levels, type ReportDocument, type ReportGroup, type ReportIndicator } from './report.ts'
import type { summaryOf } from './summary.ts'
import { THRESHOLD } from './threshold.ts'

// What the OpenAPI document says of results and reports.

export const level: z.ZodMiniType<Level> = tell(z.enum(levels), {
  id: 'Level',
  description: 'The school as a whole, or each of its education types (doorleverniveau).',
  examples: ['education-type'],
})

export const questionnaire: z.ZodMiniType<QuestionnaireId> = tell(z.enum(questionnaireIds), {
  id: 'QuestionnaireId',
  description: 'The questionnaire (vragenlijst).',
  examples: ['LTO-VO'],
})

/** On the ten-point scale, one decimal. */
const score = (example: number, description: string) =>
  orNull(tell(z.number().check(z.gte(1), z.lte(10)), { description, examples: [example] }))

const question = tell(
  z.object({
    id: line('V1', 'As in the questionnaire.', 10),
    text: line('Voel je je veilig op school?', 'As pupils read it.', 500),
    score: score(8, `1.0 to 10.0; null where fewer than ${THRESHOLD} answered.`),
  }),
  { id: 'ReportQuestion' },
)

const indicator: z.ZodMiniType<ReportIndicator> = tell(
  z.object({
    id: z.enum(indicatorIds),
    name: line('Veiligheidsbeleving', 'The indicator’s name.'),
    score: score(8.1, '1.0 to 10.0, over its published questions; null without one.'),
    questions: listOf(question, 50),
  }),
  { id: 'ReportIndicator' },
)

const pupils = orNull(whole(310, 'Pupils on the roll; null where unknown.'))

const groupName = {
  educationType: orNull(educationType, { description: 'Null for the school as a whole.' }),
  questionnaire,
}

/** Each questionnaire may tell of each education type. */
const MOST_GROUPS = MOST_EDUCATION_TYPES * families.length

const group: z.ZodMiniType<ReportGroup> = tell(
  z.object({
    ...groupName,
    pupils,
    respondents: whole(120, `${THRESHOLD} or more.`, THRESHOLD),
    responseRate: orNull(
      tell(z.number().check(z.gte(0)), {
        description:
          'In percent, one decimal. May exceed 100 where the sources disagree; null without pupils.',
        examples: [38.7],
      }),
    ),
    indicators: listOf(indicator, indicatorIds.length),
  }),
  { id: 'ReportGroup', description: `A group of ${THRESHOLD} respondents or more.` },
)

export const reportDocument: z.ZodMiniType<ReportDocument> = tell(
  z.object({
    schoolId,
    schoolName,
    boardId,
    schoolYear,
    level,
    groups: listOf(group, MOST_GROUPS, {
      description:
        'In the order of the education types, then of the questionnaires; at level `school` the school as a whole first.',
    }),
  }),
  {
    id: 'ReportDocument',
    description: 'What is delivered as the report, byte for byte as RFC 8785 writes it.',
  },
)

export const withheld = listOf(
  tell(z.object(groupName), {
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

export const report = tell(z.object({ document: reportDocument, digest: reportDigest, withheld }), {
  id: 'Report',
  description: 'The report that would be delivered.',
})

const resultsOfOne: z.ZodMiniType<ReturnType<typeof summaryOf>[number]> = tell(
  z.object({
    questionnaire,
    respondents: orNull(whole(124, `Null below ${THRESHOLD}.`, THRESHOLD)),
    pupils,
    importedAt: instant('2027-05-03T08:00:00.000Z', 'When the results were imported.'),
  }),
  { id: 'Results', description: 'What one questionnaire brought in, at a glance.' },
)

export const results = listOf(resultsOfOne, families.length, {
  description: 'By questionnaire; empty without results.',
})
