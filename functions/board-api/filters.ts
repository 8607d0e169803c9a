import * as z from 'zod/mini'
import { monitoringStatuses } from '../../shared/consent/status.ts'
import { folded } from '../../shared/directory/by-name.ts'
import { isSchoolYear, type SchoolYear } from '../../shared/directory/identifiers.ts'
import { LONGEST_NAME } from '../../shared/platform/names.ts'
import { atMost, fault, isAtMost } from '../../shared/platform/text.ts'

export const schoolYear = z.custom<SchoolYear>(
  isSchoolYear,
  fault('invalid-format', 'Verwacht werd een schooljaar, zoals 2026-2027.'),
)

export const status = z.enum(monitoringStatuses)

/** What is searched for in names and codes; nothing where it is white space alone. */
export const searched = z.string().check(
  z.refine(text => isAtMost(LONGEST_NAME, text), fault('text-too-long', atMost(LONGEST_NAME))),
  z.overwrite(folded),
)
