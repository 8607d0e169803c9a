import type { Runtime } from '../platform/runtime.ts'
import { TemporaryFault } from '../platform/temporary-fault.ts'
import type { Mailer, MailRate } from './ports.ts'

/** Waits until it is a mail's turn. Throws `TemporaryFault` where that is too far off. */
export const pacedMailer = (mailer: Mailer, rate: MailRate, pause: Runtime['pause']): Mailer => ({
  async send(mail) {
    const wait = await rate.reserve(mail.to.length)
    if (wait === undefined) throw new TemporaryFault('more mails wait than can be sent in a while')
    await pause(wait, wait)
    return mailer.send(mail)
  },
})
