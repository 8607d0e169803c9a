import * as z from 'zod/mini'
import { monitoringStatus, notYet, person } from '../../shared/consent/shapes.ts'
import { administrators, email, schoolId, schoolName } from '../../shared/directory/shapes.ts'
import type { Documentation } from '../../shared/http/documentation.ts'
import { level } from '../../shared/monitoring/shapes.ts'
import { LONGEST_NAME } from '../../shared/platform/names.ts'
import { CONTROL, instant, items, line, localDate, orNull, tell } from '../../shared/platform/shapes.ts'
import type { Item } from './overview.ts'

const overviewItem: z.ZodMiniType<Item> = tell(
  z.object({
    schoolId,
    schoolName,
    status: monitoringStatus,
    level: orNull(level),
    deliveryDate: orNull(localDate('2027-07-01', 'The date agreed to.')),
    givenBy: orNull(person),
    givenAt: orNull(instant('2027-05-11T12:03:00.000Z', 'When consent was given.')),
    deliveredAt: notYet('When the inspectorate received it.'),
    receiptId: orNull(line('ontvangst-000001', 'The inspectorate’s own number.'), { examples: [null] }),
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

export const documentation = {
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
      told: { 'items.*.name': name, 'items.*.email': email },
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
    query: { schoolYear: { $ref: '#/components/schemas/SchoolYear', description: 'Which school year.' } },
    answers: {
      200: {
        description: 'The schools.',
        schema: items(overviewItem, 50_000),
        headers: ['Content-Disposition'],
        others: {
          'text/csv':
            'A row for each school, a column for each property: UTF-8 with a byte order mark, `;`, decimal comma.',
        },
      },
    },
  },
} as const satisfies Readonly<Record<string, Documentation>>
