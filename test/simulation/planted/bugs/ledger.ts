import { bug, type PlantedBug } from './bug.ts'

const durableLog = 'shared/consent/durable-log.ts'
const attempt = 'shared/delivery/attempt.ts'
const replay = 'shared/consent/replay.ts'

/** Mistakes about the ledger, and about a table that was restored. */
export const ledgerBugs: readonly PlantedBug[] = [
  bug(
    'a save is answered before the ledger has it',
    durableLog,
    "      if (outcome === 'appended') await keep(record)\n",
    '',
  ),
  bug(
    'a board is mailed before the ledger has the event',
    'shared/processing/process-event.ts',
    'succeeds(ports, record, () => ports.events.makeDurable(record))',
    'true',
  ),
  bug(
    'it is sent before the ledger has its start',
    attempt,
    '    events.makeDurable(claimed, kept.newestEvent),\n',
    '',
  ),
  bug(
    'the ledger is not asked whether it was delivered',
    attempt,
    'if (kept.receipt)',
    'if (kept.receipt && false)',
  ),
  bug(
    'no receipt is kept',
    attempt,
    '    await archive.keepReceipt(claimed, receipt)\n',
    '    void receipt\n',
  ),
  bug(
    'the ledger gets an event before the one before it',
    durableLog,
    'if (version === 1 || (await ledger.read(before)))',
    'if (version > 0)',
  ),
  bug('a restored table is worked on at once', durableLog, 'if (!isFit)', 'if (isFit === undefined)'),
  bug(
    'a restored table counts as a new one',
    'shared/consent/adapters/dynamo-restore-guard.ts',
    "item.tableId === id ? 'current' : 'behind'",
    "item.tableId ? 'current' : 'behind'",
  ),
  bug(
    'the replay leaves out the newest event',
    replay,
    'version <= newest.version; version += 1',
    'version < newest.version; version += 1',
  ),
  bug(
    'a file that is brought again is judged by its date',
    'shared/consent/consent-guard.ts',
    '      (await log.isCurrent()) &&\n      areResultsClosed',
    '      areResultsClosed',
  ),
  bug(
    'the replay leaves alone what lacks nothing',
    replay,
    "head?.state.phase === 'given' && from",
    'head?.version === 0 && from',
  ),
  bug(
    'what is replayed is left as it is',
    replay,
    'effects: { ...effects, mails }, nextAttemptAt: now }',
    'effects: { ...effects, mails }, nextAttemptAt: null }',
  ),
]
