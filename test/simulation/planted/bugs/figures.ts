import { bug, type PlantedBug } from './bug.ts'

const deliver = 'shared/delivery/deliver.ts'

/** Mistakes about results that come after the consent, and about small groups. */
export const figuresBugs: readonly PlantedBug[] = [
  bug('four are enough', 'shared/monitoring/threshold.ts', 'THRESHOLD = 5', 'THRESHOLD = 4'),
  bug(
    'results stay open',
    'shared/consent/deadline.ts',
    'state !== undefined && (state.resultsClosed ||',
    'false && (state.resultsClosed ||',
  ),
  bug(
    'a file does not tell of other figures',
    'shared/ingestion/figures.ts',
    '      await guard.figuresChanged(schoolId, schoolYear, clock())\n',
    '',
  ),
  bug(
    'a file that stopped half-way does not tell of other figures',
    'shared/ingestion/figures.ts',
    '      // Also where nothing was written: an earlier run may have stopped between the two.\n',
    '      if (!differs) return\n',
  ),
  bug(
    'nobody looks whether a file came in while a consent was saved',
    'shared/processing/process-event.ts',
    '    recordResultsChanged({ log: ports.events, store: ports.store }, record, ports.clock(), record),\n',
    '',
  ),
  bug(
    'other figures are told of twice',
    'shared/consent/results-changed.ts',
    'if (reportDigest === head.state.consent.reportDigest) return',
    "if (head.type === 'results-changed' && head.version % 2 === 0) return",
  ),
  bug(
    'a delivery does not look at the newest figures',
    deliver,
    'if (digest !== head.state.consent.reportDigest) {',
    'if (digest === undefined) {',
  ),
  bug(
    'the version in force at midnight is not kept',
    'shared/consent/decider.ts',
    'event.at < editableUntil(state) ? version : state.consentVersion',
    'version',
  ),
  bug('an empty report is sent', deliver, '!report || report.document.groups.length === 0', '!report'),
]
