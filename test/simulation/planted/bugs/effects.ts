import { bug, type PlantedBug } from './bug.ts'

const outbox = 'shared/outbox/outbox.ts'
const mailing = 'shared/outbox/mailing.ts'
const table = 'shared/outbox/adapters/dynamo-outbox.ts'
const processEvent = 'shared/processing/process-event.ts'

/** Mistakes in what follows from an event: its mail, its schedule, and the notes about them. */
export const effectsBugs: readonly PlantedBug[] = [
  bug(
    'a mail is not claimed',
    outbox,
    'if (!(await outbox.saveOutcome(entry, counted, nextAttemptAt))) return undefined',
    'await outbox.saveOutcome(entry, counted, nextAttemptAt)',
  ),
  bug(
    'an outcome that was not saved counts as saved',
    table,
    'return table.update(keyOf(entry), change)',
    'return (await table.update(keyOf(entry), change)) || true',
  ),
  {
    name: 'two who take up an event in one moment are not told apart',
    edits: [
      { file: table, find: ' AND effects.attempts = :attempts`', replace: '`' },
      { file: table, find: "        ':attempts': entry.effects.attempts,\n", replace: '' },
    ],
  },
  bug(
    'a mail is saved as sent before it is sent',
    mailing,
    '    const became = await tryToSend(ports, ids, saved.at, send)\n',
    "    const sent = { ...saved.effects, mails: { ...others, [to]: { status: 'sent', sentAt: ports.clock() } } }\n" +
      '    await ports.outbox.saveOutcome(saved, sent as never, null)\n' +
      '    const became = await tryToSend(ports, ids, saved.at, send)\n',
  ),
  bug(
    'a mail that failed is not tried again',
    processEvent,
    'ids, isOpen(mailed.effects), watchAt)',
    'ids, !mailed.effects.planned, watchAt)',
  ),
  bug(
    'a mail that came back is saved as sent',
    'shared/processing/record-bounce.ts',
    'attempts: attempts + 1,',
    'attempts,',
  ),
  bug(
    'a mail whose answer was lost counts as rejected',
    'shared/notification/adapters/ses-mailer.ts',
    "error.name === 'MessageRejected' && !isOurSetUp(error)",
    "error.name !== ''",
  ),
  bug(
    'a schedule is saved as made though it failed',
    processEvent,
    '(isScheduled && succeeds(ports, claimed, () => settle(ports, claimed, isLast)))',
    'succeeds(ports, claimed, () => settle(ports, claimed, isLast)).then(() => true)',
  ),
  bug(
    'old schedules stay',
    processEvent,
    'record.version > 1 && schedules.remove({ ...record, version: record.version - 1 })',
    'record.version > 1',
  ),
  bug(
    'a sweep takes up what somebody took up before it',
    'shared/processing/sweep.ts',
    '!record?.nextAttemptAt || record.nextAttemptAt > ports.clock()',
    '!record',
  ),
  bug(
    'nobody watches the date',
    processEvent,
    'if (now < dueAt) return dueAt',
    'if (now < dueAt) return null',
  ),
]
