import { bug, type PlantedBug } from './bug.ts'

const log = 'shared/consent/adapters/dynamo-event-store.ts'
const save = 'shared/consent/save.ts'
const decide = 'shared/consent/decider.ts'

/** Mistakes in the one conditional write, and in knowing a request again. */
export const savingBugs: readonly PlantedBug[] = [
  bug(
    'an event is written over another',
    log,
    'table.put(toLogItem(record), ifAbsent)',
    'table.put(toLogItem(record))',
  ),
  bug(
    'a version is not looked at',
    save,
    'head !== undefined && startsFrom.version === head.version',
    'true',
  ),
  bug('a repeated request is not known', save, 'head && head.request === fingerprint', 'false'),
  bug(
    'a request is known by its version alone',
    save,
    'command.kind, startsFrom, sent]',
    'command.kind, startsFrom]',
  ),
  bug('a request is known whoever sent it', save, '[command.by.sub, command.kind,', '[command.kind,'),
  bug(
    'the own write is not recognised, its answer being lost',
    save,
    'return taken.request === fingerprint',
    'return taken === undefined',
  ),
  bug(
    'a delivery under way can be withdrawn',
    'shared/consent/obstacles.ts',
    "if (state?.phase === 'in-delivery') return 'consent-locked'",
    "if (state?.phase === 'in-delivery') return undefined",
  ),
  bug('a date that is kept needs a window', decide, 'date === inForce?.terms.deliveryDate || ', ''),
]
