import { callerOf, type Mail, sendTo } from '../support/api/service-client.ts'
import { until } from '../support/until.ts'
import { deployed } from './deployed.ts'
import { realClock } from './real-clock.ts'
import { tokenOf } from './stubs.ts'

const { endpoint, frontUrl } = deployed()

interface KeptMail {
  To: readonly string[]
  Subject: string
  BodyText: string
  BodyHtml: string
  /** Seconds since 1970. */
  Timestamp: number
}

const mailsSoFar = async (): Promise<readonly Mail[]> => {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`)
  const { messages } = (await answer.json()) as { messages: Readonly<Record<string, readonly KeptMail[]>> }
  return Object.values(messages)
    .flat()
    .map(({ To, Subject, BodyText, BodyHtml, Timestamp }) => ({
      to: To,
      subject: Subject,
      text: BodyText,
      html: BodyHtml,
      sentAt: new Date(Timestamp * 1000).toISOString(),
    }))
}

/** The service as it is deployed, spoken to by nothing but HTTP. Its clock is the real one. */
export const cloudService = {
  send: sendTo(frontUrl),
  caller: (claims: Readonly<Record<string, unknown>>) =>
    callerOf({ baseUrl: frontUrl, tokenOf, idle: async () => undefined }, claims),
  mails: (count: number) => until(mailsSoFar, mails => mails.length >= count),
  now: async () => realClock(),
  sleep: async () => undefined,
}
