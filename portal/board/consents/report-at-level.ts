import { groupAmong, listed } from '../../../shared/monitoring/in-words.ts'
import { thresholdInWords } from '../../../shared/monitoring/threshold.ts'
import { addressOf } from '../../address.ts'
import { link } from '../../element.ts'
import type { Level } from '../../shapes.ts'
import { capitalized } from '../../wording.ts'
import type { Candidate } from './candidates.ts'

/** The name of a school, which leads to its report at a level. */
export const reportOf = ({ schoolId, schoolYear, schoolName }: Candidate, level: string | undefined) =>
  link(addressOf({ kind: 'school', schoolId, schoolYear, level: level as Level | undefined }), schoolName)

/** What of a school is too small to be delivered at a level. */
export const withheldIn = (
  { levels, emptyLevels, results }: Candidate,
  level: string | undefined,
): string => {
  if (emptyLevels.some(one => one === level)) return nothing
  const withheld = levels.find(one => one.level === level)?.withheld ?? []
  return withheld.length === 0
    ? '–'
    : `${capitalized(listed(withheld.map(group => groupAmong(results, group))))}: te weinig respondenten`
}

const nothing = `Van deze school wordt nu niets geleverd: geen groep van ${thresholdInWords} of meer respondenten.`
