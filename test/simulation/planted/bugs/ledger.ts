import { bug, type PlantedBug } from './bug.ts'

const keptLog = 'shared/consent/kept-log.ts'
const attempt = 'shared/delivery/attempt.ts'
const replay = 'shared/consent/replay.ts'

/** Mistakes about the ledger, and about a table that was restored. */
export const ledgerBugs: readonly PlantedBug[] = [
  bug(
    'a save is answered before the ledger has it',
    'shared/consent/save.ts',
    '  await log.secure(saved)\n',
    '  void log\n',
  ),
  bug(
    'a board is mailed before the ledger has the event',
    'shared/follow-up/carry-out.ts',
    'if (!(await succeeds(ports, claimed, () => ports.events.secure(claimed))))',
    'if (claimed === undefined)',
  ),
  bug('it is sent before the ledger has its start', attempt, ', events.secure(claimed)])', '])'),
  bug('the ledger is not asked whether it was delivered', attempt, 'archive.receipt(claimed)', 'undefined'),
  bug(
    'no receipt is kept',
    attempt,
    '    await archive.keepReceipt(claimed, receipt)\n',
    '    void receipt\n',
  ),
  bug(
    'the ledger gets an event before the one before it',
    keptLog,
    'if (before > 0 && !last)',
    'if (before < 0 && !last)',
  ),
  bug('a restored table is worked on at once', keptLog, 'if (!isFit)', 'if (isFit === undefined)'),
  bug(
    'a restored table counts as a new one',
    'shared/consent/adapters/dynamo-catch-up.ts',
    "note.tableId === tableId ? 'current' : 'behind'",
    "note.tableId ? 'current' : 'behind'",
  ),
  bug(
    'the replay leaves out the newest event',
    replay,
    'version <= newest.version; version += 1',
    'version < newest.version; version += 1',
  ),
  bug(
    'a file that is brought again is judged by its date',
    'functions/import-file/wire.ts',
    '        (await log.isCurrent()) &&\n        areResultsClosed',
    '        areResultsClosed',
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
    'effects: { ...effects, mail }, openAt: now }',
    'effects: { ...effects, mail }, openAt: null }',
  ),
]
