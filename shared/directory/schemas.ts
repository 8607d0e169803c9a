import * as z from 'zod/mini'
import { LONGEST_NAME } from '../platform/names.ts'
import { annotate, array, localDate, pattern, singleLine } from '../platform/schemas.ts'
import { MOST_ADMINISTRATORS } from './administrators.ts'
import { type EducationType, educationTypes, type Sector, sectors } from './education.ts'
import { emailForm } from './email.ts'
import { BOARD_ID, type BoardId, SCHOOL_ID, type SchoolId, type SchoolYear } from './identifiers.ts'
import { type Administrators, type CalendarYear, type DeliveryWindow, windowFields } from './ports.ts'

// What the OpenAPI document says of schools, boards and the calendar.

export const schoolId = pattern<SchoolId>(SCHOOL_ID, 6, {
  id: 'SchoolId',
  description: 'Code of a school’s location (vestigingscode).',
  examples: ['99AA00'],
})

export const boardId = pattern<BoardId>(BOARD_ID, 5, {
  id: 'BoardId',
  description: 'Number of a competent authority (bevoegd gezag). A string: it may begin with 0.',
  examples: ['99001'],
})

export const schoolYear = pattern<SchoolYear>(/^[0-9]{4}-[0-9]{4}$/, 9, {
  id: 'SchoolYear',
  format: 'school-year',
  description: 'A school year (schooljaar): the second year is the first plus one.',
  examples: ['2026-2027'],
})

export const schoolName = singleLine('Scholengemeenschap De Vaart', 'The school’s name.')
export const boardName = singleLine('Stichting Vaartonderwijs', 'The board’s name.')

export const sector: z.ZodMiniType<Sector> = annotate(z.enum(sectors), {
  id: 'Sector',
  description: 'Primary (PO), secondary (VO) or special education (SO, VSO).',
  examples: ['VO'],
})

export const educationType: z.ZodMiniType<EducationType> = annotate(z.enum(educationTypes), {
  id: 'EducationType',
  description: 'Education type (onderwijssoort), for VO with the vmbo’s learning paths.',
  examples: ['HAVO'],
})

/** As many education types as one school can have, or none for the school as a whole. */
export const MOST_EDUCATION_TYPES = educationTypes.length

export const email = {
  ...emailForm,
  description: 'Where mails about consents are sent.',
  examples: ['beheer@bestuur.example.nl'],
}

const administrator = z.object({
  name: singleLine('B. Beheer', 'As it stands in mails.', LONGEST_NAME),
  email: annotate(z.string(), email),
})

export const administrators: z.ZodMiniType<Administrators> = annotate(
  z.object({
    items: array(administrator, MOST_ADMINISTRATORS),
    reminders: annotate(z.boolean(), {
      description: 'Whether mails are sent 14 and 3 days before the last window closes.',
      examples: [false],
    }),
  }),
  { id: 'Administrators', description: 'Who is mailed about the consents of a board’s schools.' },
)

const window = {
  fromDate: localDate('2027-06-28', 'First day.'),
  untilDate: localDate('2027-07-02', 'Last day, included.'),
}

export const offeredWindow = annotate(z.object(window), {
  id: 'OfferedWindow',
  description: 'Days a school can choose its delivery date from.',
})

const deliveryWindow: z.ZodMiniType<DeliveryWindow> = annotate(
  z.object({
    ...window,
    eligibility: annotate(windowFields.eligibility, {
      description: 'For every school, or to catch up: for schools that have not delivered yet.',
    }),
  }),
  { id: 'DeliveryWindow', description: 'Days from which schools choose their delivery date.' },
)

const deliveryWindows = array(deliveryWindow, 100)

export const calendar = annotate(z.object({ deliveryWindows }), {
  id: 'Calendar',
  description: 'The delivery windows of a school year.',
})

export const calendarYear: z.ZodMiniType<CalendarYear> = annotate(z.object({ schoolYear, deliveryWindows }), {
  id: 'CalendarYear',
  description: 'A school year with its delivery windows.',
})
