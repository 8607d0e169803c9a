import { type EventMail, eventNameOf } from '../consent/event-name.ts'
import type { EventStore, Outbox } from '../consent/ports.ts'
import type { Log } from '../platform/log.ts'
import type { Clock } from '../platform/time.ts'

export interface BouncePorts {
  clock: Clock
  events: Pick<EventStore, 'record'>
  outbox: Pick<Outbox, 'saveOutcome'>
  log: Log
}

/**
 * Saves that a mail about an event came back, or was complained of. Safe to repeat. Throws where there is no such event: a
 * table that was restored may get it back yet.
 */
export const recordBounce = async (ports: BouncePorts, { key, boardId }: EventMail): Promise<void> => {
  const record = await ports.events.record(key, key.version)
  if (!record) throw new Error(`no event ${eventNameOf(key)}`)
  const { attempts, mails } = record.effects
  const board = boardId ?? record.state.consent.boardId
  const mail = mails[board]
  if (!mail || mail.status === 'bounced') return
  const bounced = { status: 'bounced', sentAt: mail.sentAt ?? ports.clock() } as const
  // Counted, so that who sent the mail and has not saved its outcome yet finds that somebody came in between.
  const effects = { ...record.effects, attempts: attempts + 1, mails: { ...mails, [board]: bounced } }
  if (!(await ports.outbox.saveOutcome(record, effects, record.nextAttemptAt)))
    return recordBounce(ports, { key, boardId })
  ports.log.error('MAIL_BOUNCED', { ...key, boardId: board, traceId: record.traceId })
}
