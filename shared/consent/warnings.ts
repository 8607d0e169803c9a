import { digestWithoutGroups } from '../monitoring/report.ts'
import { warningInWords } from './in-words.ts'
import type { RecordedFacts } from './log.ts'

export type Warning = keyof typeof warningInWords

export const warnings = Object.keys(warningInWords) as readonly Warning[]

/** What the newest event of a log warns of: told by its digest, so that no results have to be read. */
export const warningsOf = ({ schoolId, schoolYear, version, state }: RecordedFacts): readonly Warning[] => {
  if (state.phase !== 'given') return []
  const { boardId, schoolName, terms, reportDigest } = state.consent
  const isThere = {
    // Nothing else comes after a save while the consent is in force.
    'results-changed': version > state.savedVersion,
    'delivers-nothing':
      reportDigest === null ||
      reportDigest === digestWithoutGroups({ schoolId, schoolYear, boardId, schoolName }, terms.level),
  } satisfies Record<Warning, boolean>
  return warnings.filter(warning => isThere[warning])
}
