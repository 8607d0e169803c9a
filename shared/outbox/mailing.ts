import type { MailState } from '../consent/log.ts'
import { isGivenUp, pauseSeconds } from '../delivery/retry.ts'
import type { MailOutcome } from '../notification/ports.ts'
import type { Log, LogIds } from '../platform/log.ts'
import { type Clock, type Instant, secondsAfter } from '../platform/time.ts'

interface MailingPorts {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  log: Log
}

/** What the mail is about: how the log names it, and when it happened. */
interface Subject {
  ids: LogIds
  at: Instant
}

/** Tries to send what was claimed, and answers what became of it: `pending` where it is to be tried again. */
export const tryToSend = async (
  { clock, log }: MailingPorts,
  { ids, at }: Subject,
  send: () => Promise<MailOutcome>,
): Promise<MailState> => {
  const outcome = await send().catch(error => {
    log.error('EFFECTS_POSTPONED', ids, error)
    return 'postponed' as const
  })
  if (outcome === 'sent') return { status: 'sent', sentAt: clock() }
  if (outcome === 'postponed' && !isGivenUp(at, clock())) return { status: 'pending', sentAt: null }
  log.error('MAIL_FAILED', { ...ids, outcome })
  return { status: 'failed', sentAt: null }
}

/** When to try again what did not succeed. */
export const retryFrom = ({ clock, random }: MailingPorts, { attempts }: { attempts: number }): Instant =>
  secondsAfter(clock(), pauseSeconds(attempts, random()))
