import * as z from 'zod/mini'
import { deliveryDate } from '../../shared/consent/schemas.ts'
import { delivery, deliveryFields } from '../../shared/delivery/schemas.ts'
import { calendar, calendarYear, schoolId, schoolName, schoolYear } from '../../shared/directory/schemas.ts'
import type { Documentation } from '../../shared/http/documentation.ts'
import { importState, uploadRequest } from '../../shared/ingestion/schemas.ts'
import { annotate, cursor, items, page } from '../../shared/platform/schemas.ts'
import { health } from '../../shared/processing/schemas.ts'
import { CURSOR } from './deliveries.ts'

const deliveryItem = annotate(
  z.object({
    ...deliveryFields,
    schoolId,
    schoolName,
    schoolYear,
    deliveryDate,
  }),
  { id: 'DeliveryItem', description: 'One delivery, of whatever school.' },
)

const after = cursor(CURSOR, 22, '2026-2027_99001_99AA00')

const deliveryPage = annotate(page(deliveryItem, after), { id: 'DeliveryPage' })

const openApiDocument = annotate(z.object({}), {
  id: 'OpenApiDocument',
  description: 'As the OpenAPI Specification has it.',
  examples: [{ openapi: '3.1.0', info: { title: 'Doorlevering', version: '1.0.0' }, paths: {} }],
})

const date = { format: 'date', maxLength: 10 }

export const documentation = {
  getOpenApi: {
    tag: 'Documentation',
    summary: 'Read this document',
    description: 'Needs no token, and may be read by pages of any site.',
    answers: {
      200: {
        description: 'OpenAPI 3.1.',
        schema: openApiDocument,
        headers: ['Access-Control-Allow-Origin'],
      },
    },
  },
  listSchoolYears: {
    tag: 'Calendar',
    summary: 'List school years',
    description: 'Those with a delivery window, newest first.',
    answers: { 200: { description: 'The school years.', schema: items(calendarYear, 10_000) } },
  },
  getSchoolYear: {
    tag: 'Calendar',
    summary: 'Read the delivery windows of a school year',
    description: 'Every well-formed school year has a calendar, if an empty one.',
    answers: { 200: { description: 'The calendar.', schema: calendar, headers: ['ETag'] } },
  },
  replaceSchoolYear: {
    tag: 'Calendar',
    summary: 'Replace the delivery windows of a school year',
    description:
      'Consents already given keep their date. Windows may overlap; one of one day is a fixed date.',
    body: {
      id: 'NewCalendar',
      description: 'All delivery windows of the school year. A window does not end before it starts.',
      annotations: {
        'deliveryWindows.*.fromDate': { ...date, description: 'First day.' },
        'deliveryWindows.*.untilDate': { ...date, description: 'Last day, included.' },
        'deliveryWindows.*.eligibility': {
          description: '`not-delivered`: to catch up, for schools that have not delivered yet.',
        },
      },
      example: {
        deliveryWindows: [
          { fromDate: '2027-06-01', untilDate: '2027-06-01', eligibility: 'all' },
          { fromDate: '2027-09-01', untilDate: '2027-09-10', eligibility: 'not-delivered' },
        ],
      },
    },
    preconditions: { 'If-Match': { required: false } },
    answers: { 200: { description: 'The new calendar.', schema: calendar, headers: ['ETag'] } },
  },
  createImport: {
    tag: 'Imports',
    summary: 'Ask for the place to upload a file',
    description: 'The work starts by itself once the file is uploaded.',
    body: {
      id: 'NewImport',
      description: 'Which file it will be.',
      annotations: { kind: { description: 'What the file holds.' } },
      example: { kind: 'pupils' },
    },
    answers: { 201: { description: 'Where, how and until when to upload it.', schema: uploadRequest } },
  },
  getImport: {
    tag: 'Imports',
    summary: 'Read how far an import is',
    description: 'And, of a file that was rejected, everything that is wrong with it.',
    answers: { 200: { description: 'The import.', schema: importState } },
  },
  listDeliveries: {
    tag: 'Deliveries',
    summary: 'List deliveries',
    description: 'By school year, newest first, then by board and school; a hundred to a page.',
    query: {
      schoolYear: { $ref: '#/components/schemas/SchoolYear', description: 'Only of this school year.' },
      status: { description: 'Only these.', examples: ['failed'] },
      cursor: after,
    },
    answers: { 200: { description: 'A page of deliveries.', schema: deliveryPage } },
  },
  retryDelivery: {
    tag: 'Deliveries',
    summary: 'Try a failed delivery again',
    description: 'The same delivery, with the same id and the same bytes.',
    answers: {
      202: {
        description: 'It is under way.',
        schema: delivery,
        example: { status: 'in-progress', attempts: 3 },
      },
    },
  },
  getHealth: {
    tag: 'Health',
    summary: 'See whether the service keeps up',
    description: 'When it last looked for what was missed, and what waits.',
    answers: { 200: { description: 'Its health.', schema: health } },
  },
} as const satisfies Readonly<Record<string, Documentation>>
