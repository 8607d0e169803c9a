import type { MailSend, Observations } from '../environment/observations.ts'
import { schoolYear } from '../environment/operations.ts'
import type { Logged } from './logged.ts'

const mailed = [
  'given',
  'changed',
  'withdrawn',
  'results-changed',
  'delivered',
  'nothing-to-deliver',
  'delivery-failed',
]

/** SES took it, and who sent it lived to note so, in a table that is still there: then no other may follow. */
const isKnownToBeSent =
  (restoredAt: number) =>
  ({ isAnswerLost, invocation, order }: MailSend): boolean =>
    !isAnswerLost && invocation?.hadMishap !== true && order > restoredAt

interface Mailing {
  readonly type: string
  /** When the event was written. */
  readonly order: number
  readonly sends: readonly MailSend[]
  /** Those after which no other may follow. */
  readonly known: readonly MailSend[]
  /** What the newest notes say of the mail. */
  readonly noted: string | undefined
  readonly isRejected: boolean
  readonly cameBack: boolean
}

/** Rule 7: each event that mails has its mail, and a second one only where it could not be known that there was one. */
export const mailFaults = (
  schoolId: string,
  events: readonly Logged[],
  { mails, rejectedMails, bouncedMails, log, restoredAt = 0 }: Observations,
): { faults: readonly string[]; extra: number } => {
  let extra = 0
  const faults = events.flatMap(({ type, version, order }) => {
    const name = `${schoolId}_${schoolYear}_${version}`
    const sends = mails.filter(({ event }) => event === name)
    const last = log.findLast(write => write.schoolId === schoolId && write.version === version)
    const { mails: states } = (last?.item.effects ?? {}) as { mails?: Record<string, { status: string }> }
    const noted = Object.values(states ?? {})[0]?.status
    extra += Math.max(0, sends.length - 1)
    const [isRejected, cameBack] = [rejectedMails.has(name), bouncedMails.has(name)]
    const known = sends.filter(isKnownToBeSent(restoredAt))
    const wrong = wrongWith({ type, order, sends, known, noted, isRejected, cameBack })
    return wrong.map(what => `${name} ${what}`)
  })
  return { faults, extra }
}

const wrongWith = ({
  type,
  order,
  sends,
  known,
  noted,
  isRejected,
  cameBack,
}: Mailing): readonly string[] => {
  if (!mailed.includes(type)) return sends.length > 0 ? ['was mailed about'] : []
  const isNotedRight =
    noted === 'failed' ? isRejected : sends.length > 0 && (noted === 'sent' || noted === 'bounced')
  return [
    ...(sends.length === 0 && !isRejected ? ['has no mail'] : []),
    ...(known.some(send => send !== sends.at(-1)) ? ['was mailed about twice'] : []),
    ...(sends.some(send => send.order < order) ? ['was mailed about too early'] : []),
    ...(isNotedRight ? [] : [`has its mail noted as ${noted}`]),
    ...(cameBack && noted !== 'bounced' ? [`came back, noted as ${noted}`] : []),
  ]
}
