import { bug, type PlantedBug } from './bug.ts'

const log = 'shared/consent/adapters/dynamo-event-store.ts'
const processEvent = 'shared/outbox/process-event.ts'

/** Mistakes in what follows from an event: its mail, its schedule, and the notes about them. */
export const effectsBugs: readonly PlantedBug[] = [
  bug(
    'a mail is not claimed',
    processEvent,
    'if (!(await ports.outbox.saveOutcome(record, claim, lease))) return',
    'await ports.outbox.saveOutcome(record, claim, lease)',
  ),
  bug(
    'an outcome that was not saved counts as saved',
    log,
    'if (isConditionFailure(error)) return false',
    'if (isConditionFailure(error)) return true',
  ),
  {
    name: 'two who take up an event in one moment are not told apart',
    edits: [
      { file: log, find: ' AND effects.attempts = :attempts`', replace: '`' },
      { file: log, find: "        ':attempts': record.effects.attempts,\n", replace: '' },
    ],
  },
  bug(
    'a mail is saved as sent before it is sent',
    processEvent,
    '  const mail = await mailed(ports, claimed)\n',
    "  await ports.outbox.saveOutcome(claimed, { ...claim, mail: claim.mail && { status: 'sent', sentAt: now } }, watchAt)\n" +
      '  const mail = await mailed(ports, claimed)\n',
  ),
  bug(
    'a mail that failed is not tried again',
    processEvent,
    'const retryAt = isOpen(effects) ?',
    'const retryAt = !effects.planned ?',
  ),
  bug(
    'a mail that came back is saved as sent',
    'shared/outbox/record-bounce.ts',
    'attempts: record.effects.attempts + 1,',
    'attempts: record.effects.attempts,',
  ),
  bug(
    'a mail whose answer was lost counts as rejected',
    'shared/notification/adapters/ses-mailer.ts',
    "if (isOfTheMessage(error)) return 'rejected'",
    "if (isOfTheMessage(error) || error) return 'rejected'",
  ),
  bug(
    'a schedule is saved as made though it failed',
    processEvent,
    'claim.planned || (await succeeds(ports, claimed, () => plan(ports, claimed)))',
    '(await succeeds(ports, claimed, () => plan(ports, claimed))) || true',
  ),
  bug(
    'old schedules stay',
    processEvent,
    'await ports.schedules.remove({ ...record, version: record.version - 1 })',
    'await undefined',
  ),
  bug(
    'a sweep takes up what somebody took up before it',
    'shared/outbox/sweep.ts',
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
