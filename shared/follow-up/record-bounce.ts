import type { EventKey } from '../consent/event-name.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import type { Log } from '../platform/log.ts'
import type { Clock } from '../platform/time.ts'

export interface BouncePorts {
  clock: Clock
  events: Pick<EventLog, 'record'>
  outbox: Pick<Outbox, 'note'>
  log: Log
}

/** Notes that the mail about an event came back, or was complained of. Safe to repeat. */
export const recordBounce = async (ports: BouncePorts, key: EventKey): Promise<void> => {
  const record = await ports.events.record(key, key.version)
  const mail = record?.effects.mail
  if (!record || !mail || mail.status === 'bounced') return
  const effects = {
    ...record.effects,
    // Counted, so that who sent the mail and has not noted it yet finds that somebody came in between.
    attempts: record.effects.attempts + 1,
    mail: { status: 'bounced', sentAt: mail.sentAt ?? ports.clock() },
  } as const
  if (!(await ports.outbox.note(record, effects, record.openAt))) return recordBounce(ports, key)
  ports.log.error('MAIL_BOUNCED', { ...key })
}
