import * as z from 'zod/mini'
import type { Log, LogIds } from '../platform/log.ts'
import { instant } from '../platform/stored.ts'
import type { Clock, Instant } from '../platform/time.ts'
import { type Entry, type Outcomes, retryAt } from './outbox.ts'
import { isGivenUp } from './retry.ts'

export const mailStatuses = ['pending', 'sent', 'failed', 'bounced'] as const

/** What became of a mail. */
export const mailFields = { status: z.enum(mailStatuses), sentAt: z.nullable(instant) }

export type MailState = z.output<z.ZodMiniObject<typeof mailFields>>

/** The mails about an entry, by whom they are to. */
export type Mails = Readonly<Record<string, MailState>>

export interface MailedEntry extends Entry {
  at: Instant
  effects: { readonly attempts: number; readonly mails: Mails }
}

export interface MailingPorts<Of extends MailedEntry> {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  outbox: Outcomes<Of>
  /** The entry as it is stored now. */
  reread(entry: Of): Promise<Of | undefined>
  log: Log
}

/**
 * Sends one mail. Throws where it may be tried again; `no-turn` where nobody was asked to take it, `no-receiver` where there
 * is nobody to send it to.
 */
export type Send = () => Promise<'sent' | 'rejected' | 'no-turn' | 'no-receiver'>

export const pending: MailState = { status: 'pending', sentAt: null }

export const isToBeSent = (mails: Mails, to: string): boolean => (mails[to] ?? pending).status === 'pending'

/**
 * Tries each mail that is still to be sent, and saves its outcome before the next one is sent, so that none of them is
 * sent again for another. The last outcome is left to `finish`. Undefined where somebody else took the entry up.
 */
export const sendMails = async <Of extends MailedEntry>(
  ports: MailingPorts<Of>,
  claimed: Of,
  ids: LogIds,
  mails: Readonly<Record<string, Send>>,
): Promise<Of | undefined> => {
  let entry = claimed
  for (const [to, send] of Object.entries(mails)) {
    if (!isToBeSent(entry.effects.mails, to)) continue
    const saved = entry === claimed ? entry : await save(ports, entry, entry.nextAttemptAt)
    if (!saved) return undefined
    const { [to]: _, ...others } = saved.effects.mails
    const became = await tryToSend(ports, ids, saved.at, send)
    entry = withMails(saved, { ...others, ...(became && { [to]: became }) })
  }
  return entry
}

const withMails = <Of extends MailedEntry>(entry: Of, mails: Mails): Of => ({
  ...entry,
  effects: { ...entry.effects, mails },
})

/** Saves under the lease; undefined where it was lost. A bounce that came in between counts as an attempt, and is kept. */
const save = async <Of extends MailedEntry>(
  ports: MailingPorts<Of>,
  entry: Of,
  nextAttemptAt: Instant | null,
): Promise<Of | undefined> => {
  if (await ports.outbox.saveOutcome(entry, entry.effects, nextAttemptAt)) return entry
  const stored = await ports.reread(entry)
  if (stored?.nextAttemptAt !== entry.nextAttemptAt) return undefined
  const bounced = Object.entries(stored.effects.mails).filter(([, { status }]) => status === 'bounced')
  const held = withMails(entry, { ...entry.effects.mails, ...Object.fromEntries(bounced) })
  const { attempts } = stored.effects
  return save(ports, { ...held, effects: { ...held.effects, attempts } }, nextAttemptAt)
}

/** What became of it: `pending` where it is to be tried again, undefined where there is nobody to mail. */
const tryToSend = async (
  { clock, log }: Pick<MailingPorts<never>, 'clock' | 'log'>,
  ids: LogIds,
  since: Instant,
  send: Send,
): Promise<MailState | undefined> => {
  const outcome = await send().catch(error => {
    log.error('EFFECTS_POSTPONED', ids, error)
    return 'postponed' as const
  })
  if (outcome === 'no-receiver') return undefined
  if (outcome === 'sent') return { status: 'sent', sentAt: clock() }
  // Our own rate: however long it waits, it is not given up before it was tried.
  if (outcome === 'no-turn') {
    log.info('EFFECTS_POSTPONED', { ...ids, outcome })
    return pending
  }
  if (outcome === 'postponed' && !isGivenUp(since, clock())) return pending
  log.error('MAIL_FAILED', { ...ids, outcome })
  return { status: 'failed', sentAt: null }
}

/** Saves how an attempt ended: tried again where something is open, and looked at again at `watchAt` at the latest. */
export const finish = async <Of extends MailedEntry>(
  ports: MailingPorts<Of>,
  entry: Of,
  ids: LogIds,
  isOpen: boolean,
  watchAt: Instant | null = null,
): Promise<void> => {
  const moments = [isOpen ? retryAt(ports, entry) : null, watchAt].filter(moment => moment !== null)
  await save(ports, entry, moments.sort()[0] ?? null)
  ports.log.info(isOpen ? 'EFFECTS_POSTPONED' : 'EFFECTS_DONE', ids)
}
