import * as z from 'zod/mini'
import { annotate, array, instant, integer, nullable, pattern, singleLine } from '../platform/schemas.ts'
import { type Fault, faultCodes } from './faults.ts'
import { importKinds, importStatuses } from './ports.ts'

// What the OpenAPI document says of imports.

export const importId = pattern<string>(/^[0-9A-Za-z-]{1,64}$/, 64, {
  id: 'ImportId',
  description: 'Names one import.',
  examples: ['3f1c8a52-7d0e-4b7e-9c55-2f6a1e0b9d31'],
})

export const importKind = annotate(z.enum(importKinds), {
  id: 'ImportKind',
  description: 'What a file holds.',
})

export const uploadRequest = annotate(
  z.object({
    importId,
    uploadUrl: pattern<string>(/^https?:\/\/[^\s]+$/, 4096, {
      format: 'uri',
      description: 'Takes one file of at most 50 MB, without a token: its signature is in it.',
      examples: ['https://uploads.example.nl/uploads/pupils/3f1c8a52?X-Amz-Signature=0a1b2c'],
    }),
    uploadMethod: z.literal('PUT'),
    expiresAt: instant('2027-05-11T13:03:00.000Z', 'Until then a file can be uploaded.'),
  }),
  { id: 'UploadRequest', description: 'Where to bring a file.' },
)

const fault: z.ZodMiniType<Fault> = annotate(
  z.object({
    line: nullable(integer(17, 'The header is line 1; null for the file as a whole.', 1)),
    column: nullable(singleLine('LEERLINGEN', 'The header’s name; null for a whole line or file.')),
    code: annotate(z.enum(faultCodes), { examples: ['invalid-format'] }),
    detail: singleLine(
      'Verwacht: een geheel getal.',
      'What was expected, in Dutch. Of what was found, at most one character.',
      1000,
    ),
  }),
  { id: 'ImportFault', description: 'One thing wrong with a file.' },
)

export const importState = annotate(
  z.object({
    importId,
    kind: importKind,
    status: annotate(z.enum(importStatuses), {
      description:
        'A file is applied as a whole or rejected as a whole. Also rejected, with one fault of the file: `not-uploaded` from `expiresAt` on where no file came, `given-up` where its processing broke off for good, within two hours.',
      examples: ['rejected'],
    }),
    rows: integer(1200, 'Data rows that were read, but for rows of blank cells.'),
    schools: integer(3, 'Different schools the file speaks of.'),
    errorCount: integer(1, 'All faults.'),
    errors: array(fault, 100, {
      description:
        'At most a hundred: of each code and column the first, and others in the order of the file.',
    }),
  }),
  { id: 'Import', description: 'How far an import is, and what is wrong with its file.' },
)
