import * as z from 'zod/mini'
import {
  deliveryDate,
  givenAt,
  monitoringStatus,
  obstacles,
  person,
  version,
  warnings,
} from '../../shared/consent/schemas.ts'
import { deliveryFields } from '../../shared/delivery/schemas.ts'
import {
  administrators,
  boardId,
  boardName,
  email,
  schoolId,
  schoolName,
  sector,
} from '../../shared/directory/schemas.ts'
import type { Documentation } from '../../shared/http/documentation.ts'
import { level } from '../../shared/monitoring/schemas.ts'
import { LONGEST_NAME } from '../../shared/platform/names.ts'
import { annotate, CONTROL, cursor, items, nullable, page } from '../../shared/platform/schemas.ts'
import type { Item } from './overview.ts'
import { CURSOR, type Item as SchoolItem } from './schools.ts'

const overviewItem: z.ZodMiniType<Item> = annotate(
  z.object({
    schoolId,
    schoolName,
    status: monitoringStatus,
    obstacles,
    warnings: z.exactOptional(warnings),
    version: nullable(version, { description: 'That of the consent; null without one.' }),
    level: nullable(level),
    deliveryDate: nullable(deliveryDate),
    givenBy: nullable(person),
    givenAt: nullable(givenAt),
    deliveredAt: deliveryFields.deliveredAt,
    receiptId: deliveryFields.receiptId,
  }),
  { id: 'OverviewItem', description: 'Where one school of a board stands.' },
)

const name = {
  minLength: 1,
  maxLength: LONGEST_NAME,
  pattern: `^[^${CONTROL}]+$`,
  description:
    'As it stands in mails, on one line (no U+2028 or U+2029), of whole characters (no lone surrogates), with a visible one. Kept in NFC with single spaces, and counted so.',
}

const schoolItem: z.ZodMiniType<SchoolItem> = annotate(
  z.object({
    schoolId,
    schoolName,
    boardId,
    boardName,
    sector,
    status: z.exactOptional(monitoringStatus),
    level: z.exactOptional(nullable(level)),
    deliveryDate: z.exactOptional(nullable(deliveryDate)),
  }),
  {
    id: 'SchoolItem',
    description: 'A school; with a school year asked for also where it stands.',
  },
)

const after = cursor(CURSOR, 907, '99CA00_YmFzaXNzY2hvb2wgb29zdA')

const schoolPage = annotate(page(schoolItem, after), { id: 'SchoolPage' })

const schoolYearQuery = { $ref: '#/components/schemas/SchoolYear', description: 'Which school year.' }
const searchQuery = {
  maxLength: LONGEST_NAME,
  pattern: '^[\\s\\S]*$',
  description: 'What is in the name or the code, whatever its case or accents.',
  examples: ['vaart'],
}

export const documentation = {
  listSchools: {
    tag: 'Monitoring',
    summary: 'List schools',
    description:
      'Those in reach, by name: of a school’s people their own, of a board’s those it has now, all for operators. A hundred to a page. With `schoolYear` each also has its status, level and delivery date, but for one whose state cannot be read at the moment.',
    query: {
      schoolYear: schoolYearQuery,
      status: {
        description: 'Only these; needs `schoolYear`.',
        examples: ['awaiting-consent'],
      },
      boardId: {
        $ref: '#/components/schemas/BoardId',
        description: 'Only of this board. One out of reach has none.',
      },
      q: searchQuery,
      cursor: after,
    },
    answers: { 200: { description: 'A page of schools.', schema: schoolPage } },
  },
  getAdministrators: {
    tag: 'Board',
    summary: 'Read a board’s administrators',
    description: 'Who is mailed about the consents of its schools; none before the first are set.',
    answers: { 200: { description: 'The administrators.', schema: administrators, headers: ['ETag'] } },
  },
  replaceAdministrators: {
    tag: 'Board',
    summary: 'Replace a board’s administrators',
    description:
      'All of them at once. A board that has one always keeps one. Those on the new list are mailed what changed, and those who are off it that they are.',
    preconditions: { 'If-Match': { required: false } },
    body: {
      id: 'NewAdministrators',
      description:
        'All administrators of the board, each address once. White space around an address is not kept; before its `@` there are at most 64 characters.',
      annotations: { 'items.*.name': name, 'items.*.email': email },
      example: { items: [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }], reminders: true },
    },
    answers: {
      200: {
        description: 'The new administrators.',
        schema: administrators,
        example: { reminders: true },
        headers: ['ETag'],
      },
    },
  },
  getOverview: {
    tag: 'Board',
    summary: 'Read where each school of a board stands',
    description: 'All schools the board has now, by school id.',
    query: {
      schoolYear: schoolYearQuery,
      status: { description: 'Only these.', examples: ['awaiting-consent'] },
      q: searchQuery,
    },
    answers: {
      200: {
        description: 'The schools.',
        schema: items(overviewItem, 50_000),
        headers: ['Content-Disposition'],
        others: {
          'text/csv':
            'A row for each school, a column for each property, in Dutch, with local times: UTF-8 with a byte order mark, `;`, decimal comma.',
        },
      },
    },
  },
} as const satisfies Readonly<Record<string, Documentation>>
