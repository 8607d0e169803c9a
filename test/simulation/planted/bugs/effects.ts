import { bug, type PlantedBug } from './bug.ts'

const log = 'shared/consent/adapters/dynamo-event-store.ts'
const carryOut = 'shared/follow-up/carry-out.ts'

/** Mistakes in what follows from an event: its mail, its schedule, and the notes about them. */
export const effectsBugs: readonly PlantedBug[] = [
  bug(
    'a mail is not claimed',
    carryOut,
    'if (!(await ports.outbox.note(record, claim, lease))) return',
    'await ports.outbox.note(record, claim, lease)',
  ),
  bug(
    'a note that was refused counts as made',
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
    'a mail is noted before it is sent',
    carryOut,
    '  const mail = await mailed(ports, claimed)\n',
    "  await ports.outbox.note(claimed, { ...claim, mail: claim.mail && { status: 'sent', sentAt: now } }, watchAt)\n" +
      '  const mail = await mailed(ports, claimed)\n',
  ),
  bug(
    'a mail that failed is not tried again',
    carryOut,
    'const retryAt = isOpen(effects) ?',
    'const retryAt = !effects.planned ?',
  ),
  bug(
    'a mail that came back is noted as sent',
    'shared/follow-up/record-bounce.ts',
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
    'a schedule is noted though it failed',
    carryOut,
    'claim.planned || (await succeeds(ports, claimed, () => plan(ports, claimed)))',
    '(await succeeds(ports, claimed, () => plan(ports, claimed))) || true',
  ),
  bug(
    'old schedules stay',
    carryOut,
    'await ports.schedules.remove({ ...record, version: record.version - 1 })',
    'await undefined',
  ),
  bug(
    'a sweep takes up what somebody took up before it',
    'shared/follow-up/sweep.ts',
    '!record?.openAt || record.openAt > ports.clock()',
    '!record',
  ),
  bug('nobody watches the date', carryOut, 'if (now < dueAt) return dueAt', 'if (now < dueAt) return null'),
]
