import type { Runtime } from '../platform/runtime.ts'
import type { Mailer, MailRate } from './ports.ts'

/** Waits until it is a mail's turn; `no-turn` where that is too far off. */
export const pacedMailer = (mailer: Mailer, rate: MailRate, pause: Runtime['pause']): Mailer => ({
  async send(mail) {
    const wait = await rate.reserve(mail.to.length)
    if (wait === undefined) return 'no-turn'
    await pause(wait, wait)
    return mailer.send(mail)
  },
})
